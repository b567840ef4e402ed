// Numbers of a fixed length as plain values, for work over millions of them.
#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// Writes the last N decimal digits of the number, leading zeros kept.
template <size_t N>
constexpr void WriteDigits(uint64_t number, char* out) {
  for (size_t i = N; i-- > 0; number /= 10) out[i] = static_cast<char>('0' + number % 10);
}

// The text of a number with exactly N characters.
template <size_t N>
struct DigitText {
  char text[N];

  absl::string_view view() const { return {text, N}; }
  std::string str() const { return std::string(text, N); }
};

// A province's two digits, then the serial.
template <size_t N>
DigitText<N> ProvinceDigits(absl::string_view province_code, uint64_t serial) {
  DigitText<N> digits;
  digits.text[0] = province_code[0];
  digits.text[1] = province_code[1];
  WriteDigits<N - 2>(serial, digits.text + 2);
  return digits;
}

}  // namespace lienthong::seeds
