#include "gateway/http/docs/schema.h"

#include "absl/strings/str_cat.h"
#include "gateway/http/docs/comments.h"
#include "gateway/http/json/well_known.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using Json = nlohmann::ordered_json;

Json WellKnownSchema(const Descriptor& type) {
  switch (ShapeOf(type)) {
    case JsonShape::kFree:
      return Json::object();
    case JsonShape::kFreeArray:
      return {{"type", "array"}};
    case JsonShape::kFreeObject:
      return {{"type", "object"}};
    default:
      break;
  }
  if (type.name() == "Timestamp") return {{"type", "string"}, {"format", "date-time"}};
  if (type.name() == "Duration") return {{"type", "string"}, {"pattern", "^-?[0-9]+(\\.[0-9]{1,9})?s$"}};
  return {{"type", "string"}};  // FieldMask
}

Json IntegerSchema(const char* format, bool as_text) {
  // 64-bit integers are answered as strings and may be sent either way.
  Json type = as_text ? Json::array({"string", "integer"}) : Json("integer");
  return {{"type", std::move(type)}, {"format", format}};
}

Json TypeSchema(const FieldDescriptor& field, Json& schemas);

void AddEnum(const EnumDescriptor& type, Json& schemas) {
  if (schemas.contains(type.full_name())) return;
  Json values = Json::array();
  Json texts = Json::object();
  for (int i = 0; i < type.value_count(); ++i) {
    values.push_back(type.value(i)->name());
    texts[type.value(i)->name()] = CommentOf(*type.value(i)).text;
  }
  schemas[type.full_name()] = {{"type", "string"},
                               {"title", type.name()},
                               {"description", CommentOf(type).text},
                               {"enum", std::move(values)},
                               {"x-enum-descriptions", std::move(texts)}};
}

Json MessageSchema(const Descriptor& type, Json& schemas) {
  const bool is_wrapper =
      ShapeOf(type) == JsonShape::kScalar && type.file()->name() == "google/protobuf/wrappers.proto";
  if (is_wrapper) return TypeSchema(*type.field(0), schemas);
  if (ShapeOf(type) != JsonShape::kObject) return WellKnownSchema(type);
  AddSchemas(type, schemas);
  return SchemaReference(type.full_name());
}

Json TypeSchema(const FieldDescriptor& field, Json& schemas) {
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_BOOL:
      return {{"type", "boolean"}};
    case FieldDescriptor::CPPTYPE_INT32:
      return IntegerSchema("int32", false);
    case FieldDescriptor::CPPTYPE_UINT32:
      return IntegerSchema("uint32", false);
    case FieldDescriptor::CPPTYPE_INT64:
      return IntegerSchema("int64", true);
    case FieldDescriptor::CPPTYPE_UINT64:
      return IntegerSchema("uint64", true);
    case FieldDescriptor::CPPTYPE_FLOAT:
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return {{"type", "number"}};
    case FieldDescriptor::CPPTYPE_ENUM:
      AddEnum(*field.enum_type(), schemas);
      return SchemaReference(field.enum_type()->full_name());
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return MessageSchema(*field.message_type(), schemas);
    case FieldDescriptor::CPPTYPE_STRING:
      break;
  }
  if (field.type() == FieldDescriptor::TYPE_BYTES) return {{"type", "string"}, {"contentEncoding", "base64"}};
  return {{"type", "string"}};
}

Json FieldSchema(const FieldDescriptor& field, Json& schemas) {
  Json schema;
  if (field.is_map()) {
    schema = {{"type", "object"}, {"additionalProperties", TypeSchema(*field.message_type()->map_value(), schemas)}};
  } else if (field.is_repeated()) {
    schema = {{"type", "array"}, {"items", TypeSchema(field, schemas)}};
  } else {
    schema = TypeSchema(field, schemas);
  }
  std::string text = CommentOf(field).text;
  if (const auto* choice = field.real_containing_oneof()) {
    absl::StrAppend(&text, text.empty() ? "" : " ", "At most one field of the choice \"", choice->name(),
                    "\" is given.");
  }
  if (!text.empty()) schema["description"] = std::move(text);
  return schema;
}

}  // namespace

Json SchemaReference(const std::string& full_name) {
  return {{"$ref", absl::StrCat("#/components/schemas/", full_name)}};
}

void AddSchemas(const Descriptor& type, Json& schemas) {
  if (schemas.contains(type.full_name())) return;
  schemas[type.full_name()] = Json::object();  // a type may reach itself
  Json properties = Json::object();
  for (int i = 0; i < type.field_count(); ++i) {
    properties[type.field(i)->json_name()] = FieldSchema(*type.field(i), schemas);
  }
  schemas[type.full_name()] = {{"type", "object"},
                               {"title", type.name()},
                               {"description", CommentOf(type).text},
                               {"properties", std::move(properties)}};
}

}  // namespace lienthong::http
