#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "scenarios/runner/json.h"

namespace lienthong::scenarios {

// What stands at "application.parts[0].status"; null when nothing does. An empty path is all of it.
//   INVALID_ARGUMENT  the path is malformed
absl::StatusOr<Json> At(const Json& json, const std::string& path);

}  // namespace lienthong::scenarios
