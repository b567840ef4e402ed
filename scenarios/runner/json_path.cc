#include "scenarios/runner/json_path.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace lienthong::scenarios {
namespace {

const Json* Member(const Json* json, const std::string& name) {
  if (json == nullptr || !json->is_object()) return nullptr;
  const auto found = json->find(name);
  return found == json->end() ? nullptr : &*found;
}

const Json* Element(const Json* json, int index) {
  if (json == nullptr || !json->is_array() || index >= static_cast<int>(json->size())) return nullptr;
  return &(*json)[static_cast<size_t>(index)];
}

}  // namespace

absl::StatusOr<Json> At(const Json& json, const std::string& path) {
  const Json* place = &json;
  if (path.empty()) return *place;
  for (absl::string_view part : absl::StrSplit(path, '.')) {
    const std::vector<absl::string_view> pieces = absl::StrSplit(part, '[');
    if (part.empty()) return absl::InvalidArgumentError(absl::StrCat("\"", path, "\" is no path"));
    if (!pieces[0].empty()) place = Member(place, std::string(pieces[0]));
    for (size_t i = 1; i < pieces.size(); ++i) {
      absl::string_view digits = pieces[i];
      int index = -1;
      if (!absl::ConsumeSuffix(&digits, "]") || !absl::SimpleAtoi(digits, &index) || index < 0) {
        return absl::InvalidArgumentError(absl::StrCat("\"", path, "\" is no path: an index is [0], [1], ..."));
      }
      place = Element(place, index);
    }
  }
  return place == nullptr ? Json() : *place;
}

}  // namespace lienthong::scenarios
