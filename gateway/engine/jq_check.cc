#include "gateway/engine/jq_check.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/engine/jq_lexer.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

using Kind = JqToken::Kind;
using Tokens = std::vector<JqToken>;

constexpr double kRangeLimit = 100000;

const std::map<std::string, std::string>& Banned() {
  static const auto* const banned = new std::map<std::string, std::string>{
      {"now", "take the time from $workflow.startedAt or $task.startedAt"},
      {"env", "an expression can't read the environment"},
      {"input", "an expression has one input, the dot"},
      {"inputs", "an expression has one input, the dot"},
      {"input_filename", "an expression reads no file"},
      {"input_line_number", "an expression reads no file"},
      {"localtime", "use gmtime: the machine's time zone must not matter"},
      {"strflocaltime", "use strftime: the machine's time zone must not matter"},
      {"debug", "an expression prints nothing; use --trace"},
      {"stderr", "an expression prints nothing; use --trace"},
      {"halt", "end a workflow with `then: end`"},
      {"halt_error", "fail a workflow with a raise task"},
      {"until", "it may never end; use a for task or reduce"},
      {"while", "it may never end; use a for task or limit"},
      {"repeat", "it may never end; use a for task or range"},
      {"recurse_down", "it may never end; use .."},
      {"implode", "it stops the program on bad code points"},
      {"import", "modules aren't supported"},
      {"include", "modules aren't supported"},
      {"modulemeta", "modules aren't supported"},
      {"get_search_list", "modules aren't supported"},
  };
  return *banned;
}

class Check {
 public:
  explicit Check(const Tokens& tokens) : tokens_(tokens) {}

  absl::Status Run() {
    for (size_t i = 0; i < tokens_.size(); ++i) {
      RETURN_IF_ERROR(tokens_[i].kind == Kind::kVariable ? Variable(tokens_[i]) : absl::OkStatus());
      if (tokens_[i].kind == Kind::kIdentifier && !IsKey(i)) RETURN_IF_ERROR(Identifier(i));
    }
    return absl::OkStatus();
  }

  std::set<std::string> variables() { return std::move(variables_); }

 private:
  bool Is(size_t i, const char* text) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kOther && tokens_[i].text == text;
  }
  bool IsWord(size_t i, const char* text) const {
    return i < tokens_.size() && tokens_[i].kind == Kind::kIdentifier && tokens_[i].text == text;
  }

  // {now: 1} and {now} name members, not functions.
  bool IsKey(size_t i) const {
    return i > 0 && (Is(i - 1, "{") || Is(i - 1, ",")) && (Is(i + 1, ":") || Is(i + 1, ",") || Is(i + 1, "}")) &&
           EnclosingIsBrace(i);
  }
  bool EnclosingIsBrace(size_t i) const {
    int depth = 0;
    while (i-- > 0) {
      if (Is(i, ")") || Is(i, "]") || Is(i, "}")) ++depth;
      if (Is(i, "(") || Is(i, "[") || Is(i, "{")) {
        if (depth-- == 0) return Is(i, "{");
      }
    }
    return false;
  }

  absl::Status Variable(const JqToken& token) {
    if (token.text == "ENV") return Refused("$ENV", "an expression can't read the environment");
    if (absl::StartsWith(token.text, "__")) return Refused("$" + token.text, "names beginning with __ are reserved");
    variables_.insert(token.text);
    return absl::OkStatus();
  }

  absl::Status Identifier(size_t i) {
    const std::string& name = tokens_[i].text;
    if (const auto banned = Banned().find(name); banned != Banned().end()) return Refused(name, banned->second);
    if (absl::StartsWith(name, "__")) return Refused(name, "names beginning with __ are reserved");
    if (name == "def") return Definition(i);
    if (name == "recurse" && Is(i + 1, "(")) return Refused("recurse with an argument", "it may never end; use ..");
    if (name == "range") return Range(i);
    if (name == "gsub") return Substitution(i);
    if (name == "sub" && Arguments(i).size() > 2) return Refused("sub with flags", "use gsub");
    return absl::OkStatus();
  }

  // A definition that names itself before its closing semicolon.
  absl::Status Definition(size_t def) {
    if (def + 1 >= tokens_.size()) return absl::OkStatus();
    const std::string& name = tokens_[def + 1].text;
    int depth = 0, open = 1;
    for (size_t i = def + 2; i < tokens_.size() && open > 0; ++i) {
      if (Is(i, "(") || Is(i, "[") || Is(i, "{")) ++depth;
      if (Is(i, ")") || Is(i, "]") || Is(i, "}")) --depth;
      if (IsWord(i, "def")) ++open;
      if (depth == 0 && Is(i, ";")) --open;
      if (IsWord(i, name.c_str()) && !IsKey(i)) return Refused("recursive def " + name, "it may never end");
    }
    return absl::OkStatus();
  }

  struct Argument {
    size_t begin, end;
  };
  std::vector<Argument> Arguments(size_t call) const {
    std::vector<Argument> arguments;
    if (!Is(call + 1, "(")) return arguments;
    int depth = 0;
    size_t begin = call + 2;
    for (size_t i = call + 1; i < tokens_.size(); ++i) {
      if (Is(i, "(") || Is(i, "[") || Is(i, "{")) ++depth;
      if (Is(i, ")") || Is(i, "]") || Is(i, "}")) --depth;
      if ((depth == 1 && Is(i, ";")) || depth == 0) arguments.push_back({begin, i}), begin = i + 1;
      if (depth == 0) break;
    }
    return arguments;
  }

  absl::Status Range(size_t call) const {
    const auto arguments = Arguments(call);
    for (const Argument& argument : arguments) {
      if (!Bounded(argument)) {
        return Refused("unbounded range", "bound it by constants up to 100000 or by lengths");
      }
    }
    if (arguments.size() == 3 && !NonZeroConstant(arguments[2])) {
      return Refused("range with a variable step", "make the step a constant other than 0");
    }
    return absl::OkStatus();
  }

  // A sum of small constants, or something that measures with `length`.
  bool Bounded(const Argument& argument) const {
    bool constant = true, measured = false;
    for (size_t i = argument.begin; i < argument.end; ++i) {
      const JqToken& token = tokens_[i];
      if (token.kind == Kind::kNumber && std::strtod(token.text.c_str(), nullptr) > kRangeLimit) return false;
      if (token.text == "infinite" || token.text == "*") return false;
      if (token.kind == Kind::kIdentifier && token.text == "length") measured = true;
      if (token.kind != Kind::kNumber && !(token.kind == Kind::kOther && (token.text == "+" || token.text == "-"))) {
        constant = false;
      }
    }
    return constant || measured;
  }

  bool NonZeroConstant(const Argument& argument) const {
    size_t i = argument.begin;
    if (Is(i, "-")) ++i;
    return i + 1 == argument.end && tokens_[i].kind == Kind::kNumber &&
           std::strtod(tokens_[i].text.c_str(), nullptr) != 0;
  }

  absl::Status Substitution(size_t call) const {
    const auto arguments = Arguments(call);
    if (arguments.empty()) return absl::OkStatus();
    const Argument& pattern = arguments[0];
    const bool literal = pattern.end == pattern.begin + 1 && tokens_[pattern.begin].kind == Kind::kString;
    const std::string text = literal ? tokens_[pattern.begin].text : "";
    const bool could_be_empty = text.empty() || text.find_first_of("*?|^${") != std::string::npos ||
                                absl::StrContains(text, "\\b") || absl::StrContains(text, "\\B");
    if (!could_be_empty) return absl::OkStatus();
    return Refused("gsub with this pattern",
                   "its pattern must be a constant that can't match nothing (no * ? | ^ $ {)");
  }

  static absl::Status Refused(const std::string& what, const std::string& why) {
    return absl::InvalidArgumentError(absl::StrCat("jq: ", what, " is refused: ", why));
  }

  const Tokens& tokens_;
  std::set<std::string> variables_;
};

}  // namespace

absl::StatusOr<std::set<std::string>> CheckJq(const std::string& program) {
  auto tokens = LexJq(program);
  if (!tokens.ok()) return absl::InvalidArgumentError(absl::StrCat("jq: ", std::string(tokens.status().message())));
  if (tokens->empty()) return absl::InvalidArgumentError("jq: the expression is empty");
  Check check(*tokens);
  RETURN_IF_ERROR(check.Run());
  return check.variables();
}

}  // namespace lienthong::engine
