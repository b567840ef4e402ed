// Vietnamese personal names as registers compare them. All functions refuse malformed UTF-8 with INVALID_ARGUMENT.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// The form names are stored in: upper case, NFC, single spaces, trimmed, tone marks in the old placement on oa, oe, uy
// ("HOÀ" and "HÒA" both become "HÒA", "THUỶ" becomes "THỦY").
absl::StatusOr<std::string> NormalizeName(absl::string_view name);

// NormalizeName without accents and with D for Đ: the letters A..Z; digits and signs stay as they are.
absl::StatusOr<std::string> MatchKey(absl::string_view name);

// Equal after normalisation.
absl::StatusOr<bool> SameName(absl::string_view a, absl::string_view b);
// Equal after accents are stripped (a name that lost its accents); true for the same name too.
absl::StatusOr<bool> SimilarName(absl::string_view a, absl::string_view b);
// As many words, each beginning with the same letter after accents are stripped.
absl::StatusOr<bool> InitialsMatch(absl::string_view a, absl::string_view b);

// Letters of the Vietnamese alphabet, plus what the written names of ethnic minorities use (F J W Z, Ĭ Ŏ Ŭ Č Ñ, an
// apostrophe or hyphen inside a word, as in H'Bia); at least two words, no digits.
absl::StatusOr<bool> IsVietnameseName(absl::string_view name);

// The first word of the normalised name. For Ê Đê and Gia Rai names (Y ..., H'...) the clan follows the given name:
// the last word.
absl::StatusOr<std::string> FamilyName(absl::string_view name);

}  // namespace lienthong::seeds
