// The ten-digit tax code of enterprises, PP SSSSSSS C, and the branch form with -NNN.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "seeds/identifiers/digit_text.h"

namespace lienthong::seeds {

enum class TaxCodeFault {
  kNone,
  kShape,       // neither 10 digits nor 10 digits, a hyphen and 3 digits
  kProvince,    // PP is 00
  kSerial,      // the seven digits are all zero
  kCheckDigit,  // the tenth digit is wrong, or the first nine can have none (remainder 0)
  kBranch,      // NNN is 000
};

// Accepts the branch also without its hyphen (13 digits).
TaxCodeFault CheckTaxCode(absl::string_view code);

// The tenth digit for the first nine; nothing when they can have none, or are not nine digits.
std::optional<char> TaxCheckDigit(absl::string_view nine_digits);

// How many different codes one PP has when counted by NthTaxCode.
inline constexpr uint64_t kTaxCodesPerPrefix = 8'999'991;
// The n-th valid code with this two-digit prefix; distinct for distinct n < kTaxCodesPerPrefix.
DigitText<10> NthTaxDigits(absl::string_view prefix, uint64_t n);
inline std::string NthTaxCode(absl::string_view prefix, uint64_t n) { return NthTaxDigits(prefix, n).str(); }
// The n of a valid code of ten digits; nothing for any other text, or a code that NthTaxCode never gives.
std::optional<uint64_t> PlaceOfTaxCode(absl::string_view code);
// The least n whose code is at or above `text`, which begins with the prefix, in the order of bytes;
// kTaxCodesPerPrefix when none is.
uint64_t FirstTaxCodeFrom(absl::string_view text);

}  // namespace lienthong::seeds
