#include "seeds/names/name_matching.h"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "seeds/names/vietnamese_letters.h"

namespace lienthong::seeds {
namespace {

absl::Status Malformed() { return absl::InvalidArgumentError("The name is not valid UTF-8."); }

absl::StatusOr<std::u16string> ToUtf16(absl::string_view text) {
  std::u16string result(text.size(), u'\0');
  int32_t length = 0;
  UErrorCode error = U_ZERO_ERROR;
  u_strFromUTF8(result.data(), static_cast<int32_t>(result.size()), &length, text.data(),
                static_cast<int32_t>(text.size()), &error);
  if (U_FAILURE(error)) return Malformed();
  result.resize(static_cast<size_t>(length));
  return result;
}

std::string ToUtf8(const std::u16string& text) {
  std::string result;
  icu::UnicodeString(false, text.data(), static_cast<int32_t>(text.size())).toUTF8String(result);
  return result;
}

bool IsJoiner(char16_t c) { return c == u'\'' || c == u'-'; }

// True when the text is already upper case, NFC, trimmed and single-spaced: what registers hold, so the usual case.
bool IsTidy(const std::u16string& text) {
  char16_t before = u' ';
  for (const char16_t c : text) {
    if (c == u' ' ? before == u' ' : LetterOf(c).base == 0 && !IsJoiner(c)) return false;
    before = c;
  }
  return before != u' ' || text.empty();
}

bool IsInvisible(char16_t c) { return (c >= 0x200B && c <= 0x200D) || c == 0xFEFF; }

// Look-alikes that keyboards and old encodings produce.
char16_t Canonical(char16_t c) {
  switch (c) {
    case 0x00D0:  // Eth
    case 0x0189:  // African D
      return u'Đ';
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return u'\'';
    case 0x2010:
    case 0x2011:
      return u'-';
    default:
      return c;
  }
}

// Upper case and NFC by ICU, then single spaces.
absl::StatusOr<std::u16string> Tidy(const std::u16string& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  icu::UnicodeString upper(text.data(), static_cast<int32_t>(text.size()));
  upper.toUpper(icu::Locale::getRoot());
  const icu::UnicodeString composed = U_SUCCESS(error) ? nfc->normalize(upper, error) : upper;
  if (U_FAILURE(error)) return absl::InternalError("Unicode data is missing.");
  std::u16string result;
  for (int32_t i = 0; i < composed.length(); ++i) {
    const char16_t c = Canonical(composed[i]);
    if (IsInvisible(c)) continue;
    const bool space = u_isUWhiteSpace(c);
    if (!space) result.push_back(c);
    if (space && !result.empty() && result.back() != u' ') result.push_back(u' ');
  }
  if (!result.empty() && result.back() == u' ') result.pop_back();
  return result;
}

absl::StatusOr<std::u16string> Normalized(absl::string_view name) {
  absl::StatusOr<std::u16string> text = ToUtf16(name);
  if (text.ok() && !IsTidy(*text)) text = Tidy(*text);
  if (text.ok()) PlaceTones(&*text);
  return text;
}

// A character outside the letters of names loses its marks by decomposition.
void AppendWithoutMarks(char16_t c, std::u16string* result) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error)) return;
  const icu::UnicodeString parts = nfd->normalize(icu::UnicodeString(c), error);
  for (int32_t i = 0; i < parts.length(); ++i) {
    if (u_charType(parts[i]) != U_NON_SPACING_MARK) result->push_back(parts[i]);
  }
}

absl::StatusOr<std::u16string> WithoutAccents(absl::string_view name) {
  const absl::StatusOr<std::u16string> text = Normalized(name);
  if (!text.ok()) return text.status();
  std::u16string result;
  for (const char16_t c : *text) {
    if (const char base = LetterOf(c).base; base != 0) {
      result.push_back(static_cast<char16_t>(base));
    } else if (c < 0x80) {
      result.push_back(c);
    } else {
      AppendWithoutMarks(c, &result);
    }
  }
  return result;
}

template <typename Convert, typename Compare>
absl::StatusOr<bool> CompareBy(Convert convert, absl::string_view a, absl::string_view b, Compare compare) {
  const auto left = convert(a);
  if (!left.ok()) return left.status();
  const auto right = convert(b);
  if (!right.ok()) return right.status();
  return compare(*left, *right);
}

// The first letter of each word.
std::u16string Initials(const std::u16string& text) {
  std::u16string result;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != u' ' && (i == 0 || text[i - 1] == u' ')) result.push_back(text[i]);
  }
  return result;
}

// Joiners stand only between letters of one word.
bool IsInsideWord(const std::u16string& text, size_t i) {
  return i > 0 && i + 1 < text.size() && LetterOf(text[i - 1]).base != 0 && LetterOf(text[i + 1]).base != 0;
}

}  // namespace

absl::StatusOr<std::string> NormalizeName(absl::string_view name) {
  const absl::StatusOr<std::u16string> text = Normalized(name);
  if (!text.ok()) return text.status();
  return ToUtf8(*text);
}

absl::StatusOr<std::string> MatchKey(absl::string_view name) {
  const absl::StatusOr<std::u16string> text = WithoutAccents(name);
  if (!text.ok()) return text.status();
  return ToUtf8(*text);
}

absl::StatusOr<bool> SameName(absl::string_view a, absl::string_view b) {
  return CompareBy(Normalized, a, b, [](const auto& left, const auto& right) { return left == right; });
}

absl::StatusOr<bool> SimilarName(absl::string_view a, absl::string_view b) {
  return CompareBy(WithoutAccents, a, b, [](const auto& left, const auto& right) { return left == right; });
}

absl::StatusOr<bool> InitialsMatch(absl::string_view a, absl::string_view b) {
  return CompareBy(WithoutAccents, a, b,
                   [](const auto& left, const auto& right) { return Initials(left) == Initials(right); });
}

absl::StatusOr<bool> IsVietnameseName(absl::string_view name) {
  const absl::StatusOr<std::u16string> text = Normalized(name);
  if (!text.ok()) return text.status();
  for (size_t i = 0; i < text->size(); ++i) {
    const char16_t c = (*text)[i];
    const bool allowed = c == u' ' || LetterOf(c).base != 0 || (IsJoiner(c) && IsInsideWord(*text, i));
    if (!allowed) return false;
  }
  return Initials(*text).size() >= 2;
}

absl::StatusOr<std::string> FamilyName(absl::string_view name) {
  const absl::StatusOr<std::string> normal = NormalizeName(name);
  if (!normal.ok()) return normal.status();
  const std::vector<absl::string_view> words = absl::StrSplit(*normal, ' ');
  const bool clan_last = words.size() > 1 && (words[0] == "Y" || absl::StartsWith(words[0], "H'"));
  return std::string(clan_last ? words.back() : words.front());
}

}  // namespace lienthong::seeds
