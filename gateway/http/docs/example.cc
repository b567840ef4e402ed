#include "gateway/http/docs/example.h"

#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "gateway/http/json/well_known.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;
using Ancestors = std::vector<const Descriptor*>;

struct NamedExample {
  const char* suffix;  // of the field's full name
  const char* value;
};

// First match counts. Codes are Hanoi's; names are plainly synthetic. What makes a world or ends one does it to a world
// of its own: the collection's must outlive its run.
constexpr NamedExample kExamples[] = {
    {"request_id", "{{$guid}}"},
    {"personal_number", "{{personalNumber}}"},
    {"pin", "{{personalNumber}}"},
    {"DeleteWorldRequest.world", "{{newWorld}}"},
    {"ForkWorldRequest.source", "{{world}}"},
    {"ForkWorldRequest.name", "{{newWorld}}-fork"},
    {"control.v1.World.name", "{{newWorld}}"},
    {".world", "{{world}}"},
    {".agency", "civil_registry"},
    {".caller", "{{caller}}"},
    {".declared_callers", "{{caller}}"},
    {"page_token", ""},
    {"province_code", "01"},
    {"district_code", "001"},
    {"commune_code", "00001"},
    {"media_type", "application/pdf"},
    {"file_name", "giay-chung-sinh.pdf"},
    {"sha256", ""},
    {"email", "cong.dan@example.com"},
    {"phone", "0900000000"},
    {"phone_number", "0900000000"},
    {"full_name", "NGUYỄN VĂN THỬ"},
    {"name", "example"},
};

struct NumberExample {
  const char* suffix;
  int value;
};

constexpr NumberExample kNumbers[] = {{"year", 2024}, {"month", 8}, {"day", 5}, {"page_size", 20}, {"sequence", 0}};

std::string TextFor(const FieldDescriptor& field) {
  for (const auto& [suffix, value] : kExamples) {
    if (absl::EndsWith(field.full_name(), suffix)) return value;
  }
  return "example";
}

int NumberFor(const FieldDescriptor& field) {
  for (const auto& [suffix, value] : kNumbers) {
    if (absl::EndsWith(field.name(), suffix)) return value;
  }
  return 1;
}

Json ExampleOfWellKnown(const Descriptor& type) {
  switch (ShapeOf(type)) {
    case JsonShape::kFree:
      return nullptr;
    case JsonShape::kFreeArray:
      return Json::array();
    case JsonShape::kFreeObject:
      return Json::object();
    default:
      break;
  }
  if (type.name() == "Timestamp") return "2024-08-05T01:00:00Z";
  if (type.name() == "Duration") return "1s";
  return "";  // FieldMask
}

Json ExampleOfEnum(const EnumDescriptor& type) {
  return type.value(type.value_count() > 1 ? 1 : 0)->name();  // the first is UNSPECIFIED
}

Json ExampleOfMessage(const Descriptor& type, Ancestors& ancestors);

Json ExampleOfElement(const FieldDescriptor& field, Ancestors& ancestors) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return false;
    case FieldDescriptor::CPPTYPE_ENUM:
      return ExampleOfEnum(*field.enum_type());
    case FieldDescriptor::CPPTYPE_STRING:
      return field.type() == FieldDescriptor::TYPE_BYTES ? Json("AA==") : Json(TextFor(field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ExampleOfMessage(*field.message_type(), ancestors);
    case FieldDescriptor::CPPTYPE_INT64:
    case FieldDescriptor::CPPTYPE_UINT64:
      return std::to_string(NumberFor(field));
    default:
      return NumberFor(field);
  }
}

Json ExampleOfField(const FieldDescriptor& field, Ancestors& ancestors) {
  if (field.is_map()) {
    const auto* entry = field.message_type();
    const bool text_key = entry->map_key()->cpp_type() == FieldDescriptor::CPPTYPE_STRING;
    const bool bool_key = entry->map_key()->cpp_type() == FieldDescriptor::CPPTYPE_BOOL;
    Json map = Json::object();
    map[text_key ? "key" : bool_key ? "true" : "1"] = ExampleOfElement(*entry->map_value(), ancestors);
    return map;
  }
  Json element = ExampleOfElement(field, ancestors);
  return field.is_repeated() ? Json::array({std::move(element)}) : element;
}

bool IsShown(const FieldDescriptor& field, const Ancestors& ancestors) {
  const auto* choice = field.real_containing_oneof();
  if (choice != nullptr && choice->field(0) != &field) return false;
  const Descriptor* type = field.message_type();
  if (type != nullptr && field.is_map()) type = type->map_value()->message_type();
  return type == nullptr || std::find(ancestors.begin(), ancestors.end(), type) == ancestors.end();
}

Json ExampleOfMessage(const Descriptor& type, Ancestors& ancestors) {
  if (ShapeOf(type) == JsonShape::kScalar && type.file()->name() == "google/protobuf/wrappers.proto") {
    return ExampleOfElement(*type.field(0), ancestors);
  }
  if (ShapeOf(type) != JsonShape::kObject) return ExampleOfWellKnown(type);
  ancestors.push_back(&type);
  Json object = Json::object();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (IsShown(field, ancestors)) object[field.json_name()] = ExampleOfField(field, ancestors);
  }
  ancestors.pop_back();
  return object;
}

}  // namespace

Json ExampleOf(const Descriptor& type) {
  Ancestors ancestors;
  return ExampleOfMessage(type, ancestors);
}

}  // namespace lienthong::http
