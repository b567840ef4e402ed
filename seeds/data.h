// Reading the seed data compiled into the program (cmake/Embed.cmake).
#pragma once

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace YAML {
class Node;
}

namespace lienthong::seeds {

// Parses `yaml` and hands the root to `read`. yaml-cpp's exceptions, also those thrown inside `read`, come back as
// INVALID_ARGUMENT with file:line:column.
absl::Status ReadYaml(absl::string_view file_name, absl::string_view yaml,
                      absl::FunctionRef<absl::Status(const YAML::Node&)> read);

// INVALID_ARGUMENT saying "file:line:column: message" at the node.
absl::Status YamlError(absl::string_view file_name, const YAML::Node& node, absl::string_view message);
// Refuses keys of a map that are not in `known`, and keys given twice.
absl::Status CheckKeys(absl::string_view file_name, const YAML::Node& map, const std::vector<absl::string_view>& known);

// The scalar text under `key`; `absent` when there is none.
std::string TextAt(const YAML::Node& map, const char* key, absl::string_view absent = "");

// Ends the program: data compiled into it is faulty, which only a change of the data file can mend.
[[noreturn]] void FaultySeed(const absl::Status& status);

}  // namespace lienthong::seeds
