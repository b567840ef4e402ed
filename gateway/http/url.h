#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/optional.h"

namespace lienthong::http {

// Url is a request target taken apart: /files/a%20b?stream&message=%7B%7D
struct Url {
  std::string path;  // decoded
  std::vector<std::pair<std::string, std::string>> query;

  // The parameter's value, empty for a bare name; nothing when absent.
  absl::optional<std::string> Parameter(absl::string_view name) const;
};

// Nothing when a percent escape is broken or the target is no path.
absl::optional<Url> ParseUrl(absl::string_view target);

}  // namespace lienthong::http
