#include "seeds/data.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <set>

#include "absl/strings/str_cat.h"

namespace lienthong::seeds {
namespace {

absl::Status ErrorAt(absl::string_view file_name, const YAML::Mark& mark, absl::string_view message) {
  return absl::InvalidArgumentError(absl::StrCat(file_name, ":", mark.line + 1, ":", mark.column + 1, ": ", message));
}

}  // namespace

absl::Status ReadYaml(absl::string_view file_name, absl::string_view yaml,
                      absl::FunctionRef<absl::Status(const YAML::Node&)> read) {
  try {
    return read(YAML::Load(std::string(yaml)));
  } catch (const YAML::Exception& error) {
    return ErrorAt(file_name, error.mark, error.msg);
  }
}

absl::Status YamlError(absl::string_view file_name, const YAML::Node& node, absl::string_view message) {
  return ErrorAt(file_name, node.Mark(), message);
}

absl::Status CheckKeys(absl::string_view file_name, const YAML::Node& map,
                       const std::vector<absl::string_view>& known) {
  if (!map.IsMap()) return YamlError(file_name, map, "expected a map");
  std::set<std::string> seen;
  for (const auto& entry : map) {
    const std::string& key = entry.first.Scalar();
    if (std::find(known.begin(), known.end(), key) == known.end()) {
      return YamlError(file_name, entry.first, absl::StrCat("unknown key \"", key, "\""));
    }
    if (!seen.insert(key).second) return YamlError(file_name, entry.first, absl::StrCat("key \"", key, "\" twice"));
  }
  return absl::OkStatus();
}

std::string TextAt(const YAML::Node& map, const char* key, absl::string_view absent) {
  const YAML::Node value = map[key];
  return value && value.IsScalar() ? value.Scalar() : std::string(absent);
}

void FaultySeed(const absl::Status& status) {
  std::fprintf(stderr, "lienthong: faulty seed data: %s\n", std::string(status.message()).c_str());
  std::abort();
}

}  // namespace lienthong::seeds
