#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// The least number whose text of so many digits is at or above `text` in the order of bytes; 10^digits when none is.
// For scans that begin anywhere.
constexpr uint64_t LeastAtOrAbove(absl::string_view text, int digits) {
  uint64_t number = 0, unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  for (size_t i = 0; i < static_cast<size_t>(digits); ++i) {
    if (i == text.size() || text[i] < '0') return number;
    unit /= 10;
    if (text[i] > '9') return number + 10 * unit;
    number += static_cast<uint64_t>(text[i] - '0') * unit;
  }
  return text.size() > static_cast<size_t>(digits) ? number + 1 : number;
}

}  // namespace lienthong::seeds
