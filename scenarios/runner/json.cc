#include "scenarios/runner/json.h"

#include <cmath>
#include <memory>

#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"

namespace lienthong::scenarios {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

constexpr char kTypePrefix[] = "type.googleapis.com/";
constexpr double kIntegerLimit = 9007199254740992.0;  // 2^53: beyond it doubles skip integers
constexpr size_t kBriefLimit = 300;

Json OfNumber(double number) {
  if (std::nearbyint(number) == number && std::abs(number) < kIntegerLimit) return static_cast<int64_t>(number);
  return number;
}

// What JSON gives for message types that have a form of their own isn't looked into.
bool IsPlain(const Descriptor& type) { return type.file()->package() != "google.protobuf"; }

void Adapt(const Descriptor& type, Json& json);

void AdaptValue(const FieldDescriptor& field, Json& json) {
  if (field.type() == FieldDescriptor::TYPE_STRING && json.is_number_integer()) json = json.dump();
  if (field.message_type() != nullptr) Adapt(*field.message_type(), json);
}

void AdaptField(const FieldDescriptor& field, Json& json) {
  if (field.is_map()) {
    if (json.is_object()) {
      for (auto& member : json.items()) AdaptValue(*field.message_type()->map_value(), member.value());
    }
  } else if (field.is_repeated() && json.is_array()) {
    for (Json& item : json) AdaptValue(field, item);
  } else {
    AdaptValue(field, json);
  }
}

void AdaptAny(Json& json) {
  if (!json.is_object() || !json.contains("@type") || !json["@type"].is_string()) return;
  std::string name = json["@type"].get<std::string>();
  if (name.find('/') == std::string::npos) json["@type"] = absl::StrCat(kTypePrefix, name);
  name = name.substr(name.rfind('/') + 1);
  const Descriptor* type = google::protobuf::DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  if (type != nullptr) Adapt(*type, json);
}

// Brings what people write to the strict form protobuf wants.
void Adapt(const Descriptor& type, Json& json) {
  if (type.full_name() == "google.protobuf.Any") return AdaptAny(json);
  if (!IsPlain(type) || !json.is_object()) return;
  for (auto& member : json.items()) {
    const FieldDescriptor* field = type.FindFieldByName(member.key());
    if (field != nullptr) AdaptField(*field, member.value());
  }
}

absl::Status OfProtobuf(const google::protobuf::util::Status& status) {
  if (status.ok()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat(status.message().ToString()));
}

}  // namespace

Json ToJson(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kNumberValue:
      return OfNumber(value.number_value());
    case google::protobuf::Value::kStringValue:
      return value.string_value();
    case google::protobuf::Value::kBoolValue:
      return value.bool_value();
    case google::protobuf::Value::kStructValue:
      return ToJson(value.struct_value());
    case google::protobuf::Value::kListValue: {
      Json array = Json::array();
      for (const auto& item : value.list_value().values()) array.push_back(ToJson(item));
      return array;
    }
    default:
      return nullptr;
  }
}

Json ToJson(const google::protobuf::Struct& value) {
  Json object = Json::object();
  for (const auto& [name, member] : value.fields()) object[name] = ToJson(member);
  return object;
}

google::protobuf::Value ToValue(const Json& json) {
  google::protobuf::Value value;
  if (json.is_object()) {
    auto& fields = *value.mutable_struct_value()->mutable_fields();
    for (const auto& member : json.items()) fields[member.key()] = ToValue(member.value());
  } else if (json.is_array()) {
    auto* list = value.mutable_list_value();
    for (const Json& item : json) *list->add_values() = ToValue(item);
  } else if (json.is_string()) {
    value.set_string_value(json.get<std::string>());
  } else if (json.is_boolean()) {
    value.set_bool_value(json.get<bool>());
  } else if (json.is_number()) {
    value.set_number_value(json.get<double>());
  } else {
    value.set_null_value(google::protobuf::NULL_VALUE);
  }
  return value;
}

absl::StatusOr<Json> MessageToJson(const google::protobuf::Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.always_print_primitive_fields = true;
  std::string text;
  const absl::Status printed = OfProtobuf(google::protobuf::util::MessageToJsonString(message, &text, options));
  if (!printed.ok()) return printed;
  Json json = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (json.is_discarded()) return absl::InternalError(absl::StrCat("no JSON: ", message.GetTypeName()));
  return json;
}

absl::StatusOr<Json> BytesToJson(const Descriptor& type, const std::string& bytes) {
  const auto* prototype = google::protobuf::MessageFactory::generated_factory()->GetPrototype(&type);
  if (prototype == nullptr) return absl::NotFoundError(absl::StrCat(type.full_name(), " is not compiled in"));
  const std::unique_ptr<google::protobuf::Message> message(prototype->New());
  if (!message->ParseFromString(bytes)) return absl::DataLossError(absl::StrCat("no ", type.full_name()));
  return MessageToJson(*message);
}

absl::Status JsonToMessage(const Json& json, google::protobuf::Message& message) {
  Json adapted = json;
  Adapt(*message.GetDescriptor(), adapted);
  return OfProtobuf(google::protobuf::util::JsonStringToMessage(Text(adapted), &message));
}

std::string Text(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::string Brief(const Json& json) {
  std::string text = json.is_string() ? json.get<std::string>() : Text(json);
  if (text.size() <= kBriefLimit) return text;
  size_t end = kBriefLimit;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not inside a character
  return text.substr(0, end) + "...";
}

}  // namespace lienthong::scenarios
