#include "gateway/http/json/well_known.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::util::TimeUtil;

bool IsWrapper(const Descriptor& type) { return type.file()->name() == "google/protobuf/wrappers.proto"; }

bool IsTimestamp(const std::string& text) {
  google::protobuf::Timestamp time;
  return TimeUtil::FromString(text, &time);
}

bool IsDuration(const std::string& text) {
  google::protobuf::Duration duration;
  return TimeUtil::FromString(text, &duration);
}

}  // namespace

JsonShape ShapeOf(const Descriptor& type) {
  const std::string& name = type.full_name();
  if (!absl::StartsWith(name, "google.protobuf.")) return JsonShape::kObject;
  if (name == "google.protobuf.Struct" || name == "google.protobuf.Any") return JsonShape::kFreeObject;
  if (name == "google.protobuf.ListValue") return JsonShape::kFreeArray;
  if (name == "google.protobuf.Value") return JsonShape::kFree;
  const bool is_text =
      name == "google.protobuf.Timestamp" || name == "google.protobuf.Duration" || name == "google.protobuf.FieldMask";
  return is_text || IsWrapper(type) ? JsonShape::kScalar : JsonShape::kObject;
}

absl::optional<std::string> WrongWellKnown(const Descriptor& type, const JsonScalar& value) {
  if (ShapeOf(type) == JsonShape::kObject || ShapeOf(type) == JsonShape::kFreeObject) {
    return absl::StrCat("an object of ", type.full_name());
  }
  if (ShapeOf(type) == JsonShape::kFreeArray) return "an array";
  if (ShapeOf(type) == JsonShape::kFree) return absl::nullopt;
  if (IsWrapper(type)) return WrongForm(*type.FindFieldByNumber(1), value);
  const auto* text = std::get_if<std::string>(&value);
  if (type.name() == "Timestamp" && (text == nullptr || !IsTimestamp(*text))) {
    return "a time of RFC 3339, such as 2024-08-05T01:00:00Z";
  }
  if (type.name() == "Duration" && (text == nullptr || !IsDuration(*text))) return "a duration, such as 1.5s";
  if (text == nullptr) return absl::StrCat("a string of ", type.full_name());
  return absl::nullopt;
}

}  // namespace lienthong::http
