#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace lienthong::http {

// The candidate with the fewest edits to `name`, the first of equals; "(none)" without candidates.
std::string NearestName(absl::string_view name, const std::vector<std::string>& candidates);

}  // namespace lienthong::http
