#pragma once

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace lienthong::seeds {

inline bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

inline bool IsDigits(absl::string_view text, size_t count) { return text.size() == count && AllDigits(text); }

}  // namespace lienthong::seeds
