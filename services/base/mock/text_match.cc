#include "services/base/mock/text_match.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

namespace lienthong::mock {
namespace {

// Bytes of the character that begins `text`; text is not empty.
size_t CharacterSize(absl::string_view text) {
  size_t size = 1;
  while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) ++size;
  return size;
}

icu::UnicodeString Decomposed(const icu::UnicodeString& text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfkd = icu::Normalizer2::getNFKDInstance(error);
  if (U_FAILURE(error)) return text;
  icu::UnicodeString parts = nfkd->normalize(text, error);
  return U_FAILURE(error) ? text : parts;
}

}  // namespace

// Goes back to the last star on a mismatch: linear for one star, and never exponential.
bool GlobMatches(absl::string_view glob, absl::string_view text) {
  absl::string_view star_glob, star_text;
  bool starred = false;
  while (!text.empty()) {
    if (!glob.empty() && glob[0] == '*') {
      glob.remove_prefix(1);
      star_glob = glob;
      star_text = text;
      starred = true;
    } else if (!glob.empty() && glob[0] == '?') {
      glob.remove_prefix(1);
      text.remove_prefix(CharacterSize(text));
    } else if (!glob.empty() && glob[0] == text[0]) {
      glob.remove_prefix(1);
      text.remove_prefix(1);
    } else if (starred) {
      star_text.remove_prefix(1);
      text = star_text;
      glob = star_glob;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*') == absl::string_view::npos;
}

bool IsGlob(absl::string_view text) { return text.find_first_of("*?") != absl::string_view::npos; }

std::string Folded(absl::string_view text) {
  const icu::UnicodeString whole =
      icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  icu::UnicodeString parts = Decomposed(whole);
  parts.foldCase();
  icu::UnicodeString folded;
  for (int32_t i = 0; i < parts.length(); ++i) {
    const char16_t c = parts[i];
    if (u_charType(c) == U_NON_SPACING_MARK) continue;
    const bool space = u_isUWhiteSpace(c);
    if (!space) folded.append(c == u'đ' ? u'd' : c);
    if (space && !folded.isEmpty() && folded[folded.length() - 1] != u' ') folded.append(u' ');
  }
  folded.trim();
  std::string result;
  folded.toUTF8String(result);
  return result;
}

}  // namespace lienthong::mock
