#include "gateway/http/json/check_frame.h"

#include "absl/strings/str_cat.h"
#include "seeds/text/nearest.h"

namespace lienthong::http {
namespace {

// A path is shown to people; a key of a megabyte is not.
constexpr size_t kLongestShownKey = 64;

}  // namespace

std::string FieldPath(const std::vector<JsonFrame>& frames) {
  std::string path;
  for (const JsonFrame& frame : frames) {
    const absl::string_view key = absl::string_view(frame.key).substr(0, kLongestShownKey);
    if (frame.IsArray()) {
      absl::StrAppend(&path, "[", frame.index, "]");
    } else if (frame.kind == JsonFrame::Kind::kMap) {
      absl::StrAppend(&path, "[\"", key, "\"]");
    } else {
      absl::StrAppend(&path, path.empty() ? "" : ".", key);
    }
  }
  return path;
}

const google::protobuf::FieldDescriptor* FieldOfKey(const google::protobuf::Descriptor& type, absl::string_view key) {
  for (int i = 0; i < type.field_count(); ++i) {
    const auto* field = type.field(i);
    if (field->json_name() == key || field->name() == key) return field;
  }
  return nullptr;
}

std::string NearestField(const google::protobuf::Descriptor& type, absl::string_view key) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->json_name());
  return names.empty() ? "(none)" : seeds::Nearest(key, names);
}

}  // namespace lienthong::http
