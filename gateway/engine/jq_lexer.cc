#include "gateway/engine/jq_lexer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

bool StartsName(char c) { return absl::ascii_isalpha(c) || c == '_'; }
bool InName(char c) { return absl::ascii_isalnum(c) || c == '_'; }

class Lexer {
 public:
  explicit Lexer(const std::string& text) : text_(text) {}

  absl::StatusOr<std::vector<JqToken>> Run() {
    RETURN_IF_ERROR(Code('\0'));
    return std::move(tokens_);
  }

 private:
  using Kind = JqToken::Kind;

  char Peek(size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }
  void Add(Kind kind, std::string text) { tokens_.push_back({kind, std::move(text)}); }

  std::string TakeName() {
    const size_t start = at_;
    while (InName(Peek()) || (Peek() == ':' && Peek(1) == ':' && StartsName(Peek(2)))) {
      at_ += Peek() == ':' ? 2 : 1;
    }
    return text_.substr(start, at_ - start);
  }

  void TakeNumber() {
    const size_t start = at_;
    while (absl::ascii_isalnum(Peek()) || Peek() == '.' || ((Peek() == '+' || Peek() == '-') && AfterExponent(start))) {
      ++at_;
    }
    Add(Kind::kNumber, text_.substr(start, at_ - start));
  }

  bool AfterExponent(size_t start) const { return at_ > start && (text_[at_ - 1] == 'e' || text_[at_ - 1] == 'E'); }

  // Reads up to the bracket `close`, or to the end of the text when it is '\0'.
  absl::Status Code(char close) {
    while (at_ < text_.size()) {
      const char c = Peek();
      if (c == close) {
        ++at_;
        return absl::OkStatus();
      }
      RETURN_IF_ERROR(One(c));
    }
    if (close == '\0') return absl::OkStatus();
    return absl::InvalidArgumentError(absl::StrCat("a '", std::string(1, close), "' is missing"));
  }

  absl::Status One(char c) {
    if (absl::ascii_isspace(c)) return ++at_, absl::OkStatus();
    if (c == '#') return SkipComment(), absl::OkStatus();
    if (c == '"') return String();
    if (c == '(' || c == '[' || c == '{') return Bracket(c);
    if (c == ')' || c == ']' || c == '}') {
      return absl::InvalidArgumentError(absl::StrCat("'", std::string(1, c), "' closes nothing"));
    }
    if (c == '$' && StartsName(Peek(1))) return ++at_, Add(Kind::kVariable, TakeName()), absl::OkStatus();
    if (c == '.' && StartsName(Peek(1))) return ++at_, Add(Kind::kField, TakeName()), absl::OkStatus();
    if (c == '.' && Peek(1) == '.') return at_ += 2, Add(Kind::kOther, ".."), absl::OkStatus();
    if (absl::ascii_isdigit(c) || (c == '.' && absl::ascii_isdigit(Peek(1)))) return TakeNumber(), absl::OkStatus();
    if (StartsName(c)) return Add(Kind::kIdentifier, TakeName()), absl::OkStatus();
    if (c == '@') return ++at_, Add(Kind::kOther, "@" + TakeName()), absl::OkStatus();
    return ++at_, Add(Kind::kOther, std::string(1, c)), absl::OkStatus();
  }

  void SkipComment() {
    while (at_ < text_.size() && Peek() != '\n') ++at_;
  }

  absl::Status Bracket(char open) {
    if (++depth_ > 200) return absl::InvalidArgumentError("brackets are nested more than 200 deep");
    const char close = open == '(' ? ')' : open == '[' ? ']' : '}';
    ++at_;
    Add(Kind::kOther, std::string(1, open));
    RETURN_IF_ERROR(Code(close));
    Add(Kind::kOther, std::string(1, close));
    --depth_;
    return absl::OkStatus();
  }

  absl::Status String() {
    const size_t slot = tokens_.size();
    Add(Kind::kString, "");
    std::string raw;
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = Peek();
      if (c == '"') {
        ++at_;
        tokens_[slot].text = std::move(raw);
        return absl::OkStatus();
      }
      if (c == '\\' && Peek(1) == '(') {
        ++at_;
        RETURN_IF_ERROR(Bracket('('));
        --at_;
        continue;
      }
      raw.push_back(c);
      if (c == '\\') raw.push_back(Peek(1)), ++at_;
    }
    return absl::InvalidArgumentError("a string isn't closed");
  }

  const std::string& text_;
  size_t at_ = 0;
  int depth_ = 0;
  std::vector<JqToken> tokens_;
};

}  // namespace

absl::StatusOr<std::vector<JqToken>> LexJq(const std::string& program) { return Lexer(program).Run(); }

}  // namespace lienthong::engine
