#pragma once

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// The province that the last division or merger before 2005 took this one from, with its type: "tỉnh Hà Bắc". Empty
// when there is none. General knowledge; where a province changed more than once, the last change.
absl::string_view FormerProvince(absl::string_view province_code);

}  // namespace lienthong::seeds
