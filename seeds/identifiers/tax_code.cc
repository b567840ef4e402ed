#include "seeds/identifiers/tax_code.h"

#include "absl/strings/numbers.h"
#include "seeds/identifiers/digits.h"

namespace lienthong::seeds {

namespace {

constexpr int kWeights[] = {31, 29, 23, 19, 17, 13, 7, 5, 3};
constexpr int kSeventhWeight = kWeights[8];

int WeightedSum(const char* nine_digits) {
  int sum = 0;
  for (size_t i = 0; i < 9; ++i) sum += kWeights[i] * (nine_digits[i] - '0');
  return sum;
}

}  // namespace

std::optional<char> TaxCheckDigit(absl::string_view nine_digits) {
  if (!IsDigits(nine_digits, 9)) return std::nullopt;
  const int remainder = WeightedSum(nine_digits.data()) % 11;
  if (remainder == 0) return std::nullopt;
  return static_cast<char>('0' + 10 - remainder);
}

TaxCodeFault CheckTaxCode(absl::string_view code) {
  const bool hyphenated = code.size() == 14 && code[10] == '-';
  const absl::string_view branch = hyphenated ? code.substr(11) : code.substr(std::min<size_t>(code.size(), 10));
  if (!IsDigits(code.substr(0, 10), 10) || (code.size() != 10 && !IsDigits(branch, 3))) return TaxCodeFault::kShape;
  if (code.substr(0, 2) == "00") return TaxCodeFault::kProvince;
  if (code.substr(2, 7) == "0000000") return TaxCodeFault::kSerial;
  if (TaxCheckDigit(code.substr(0, 9)) != code[9]) return TaxCodeFault::kCheckDigit;
  return branch == "000" ? TaxCodeFault::kBranch : TaxCodeFault::kNone;
}

DigitText<10> NthTaxDigits(absl::string_view prefix, uint64_t n) {
  // Six digits 1..999999, then the j-th seventh digit that allows a check digit. The seventh digit's weight is 3 modulo
  // 11, so at most one of ten leaves the forbidden remainder: j = 0..8 always exists.
  DigitText<10> code = ProvinceDigits<10>(prefix, (n / 9 + 1) * 100);
  const int six = WeightedSum(code.text);
  int seventh = 0;
  for (auto left = static_cast<int>(n % 9);; ++seventh) {
    if ((six + seventh * kSeventhWeight) % 11 != 0 && left-- == 0) break;
  }
  code.text[8] = static_cast<char>('0' + seventh);
  code.text[9] = static_cast<char>('0' + 10 - (six + seventh * kSeventhWeight) % 11);
  return code;
}

std::optional<uint64_t> PlaceOfTaxCode(absl::string_view code) {
  if (code.size() != 10 || CheckTaxCode(code) != TaxCodeFault::kNone) return std::nullopt;
  uint64_t six = 0;
  if (!absl::SimpleAtoi(code.substr(2, 6), &six) || six == 0) return std::nullopt;
  for (uint64_t n = (six - 1) * 9; n < six * 9; ++n) {
    if (NthTaxCode(code.substr(0, 2), n) == code) return n;
  }
  return std::nullopt;
}

uint64_t FirstTaxCodeFrom(absl::string_view text) {
  // Codes grow with n, so the first is found by halving.
  uint64_t low = 0, high = kTaxCodesPerPrefix;
  while (low < high) {
    const uint64_t middle = (low + high) / 2;
    if (absl::string_view(NthTaxCode(text.substr(0, 2), middle)) < text) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace lienthong::seeds
