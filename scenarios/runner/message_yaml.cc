#include "scenarios/runner/message_yaml.h"

#include <yaml-cpp/yaml.h>

#include <cmath>
#include <map>
#include <vector>

#include "absl/time/time.h"
#include "gateway/engine/yaml_source.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/yaml_message.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using Form = nlohmann::ordered_json;

// Up to here a double holds every whole number.
constexpr double kWholeLimit = 9007199254740992;

Form NumberForm(double number) {
  if (std::nearbyint(number) == number && std::abs(number) < kWholeLimit) return static_cast<int64_t>(number);
  return number;
}

Form ValueForm(const google::protobuf::Value& value);

Form ObjectForm(const google::protobuf::Struct& object) {
  Form form = Form::object();
  for (const auto& [name, member] :
       std::map<std::string, google::protobuf::Value>(object.fields().begin(), object.fields().end())) {
    form[name] = ValueForm(member);
  }
  return form;
}

Form ListForm(const google::protobuf::ListValue& list) {
  Form form = Form::array();
  for (const auto& value : list.values()) form.push_back(ValueForm(value));
  return form;
}

Form ValueForm(const google::protobuf::Value& value) {
  switch (value.kind_case()) {
    case google::protobuf::Value::kNumberValue:
      return NumberForm(value.number_value());
    case google::protobuf::Value::kStringValue:
      return value.string_value();
    case google::protobuf::Value::kBoolValue:
      return value.bool_value();
    case google::protobuf::Value::kStructValue:
      return ObjectForm(value.struct_value());
    case google::protobuf::Value::kListValue:
      return ListForm(value.list_value());
    default:
      return nullptr;
  }
}

// The one element `index` of a repeated field, or the field itself.
Form OneForm(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& all = *message.GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return FileForm(many ? all.GetRepeatedMessage(message, &field, index) : all.GetMessage(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return (many ? all.GetRepeatedEnum(message, &field, index) : all.GetEnum(message, &field))->name();
    case FieldDescriptor::CPPTYPE_STRING:
      return many ? all.GetRepeatedString(message, &field, index) : all.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_BOOL:
      return many ? all.GetRepeatedBool(message, &field, index) : all.GetBool(message, &field);
    case FieldDescriptor::CPPTYPE_INT32:
      return many ? all.GetRepeatedInt32(message, &field, index) : all.GetInt32(message, &field);
    case FieldDescriptor::CPPTYPE_INT64:
      return many ? all.GetRepeatedInt64(message, &field, index) : all.GetInt64(message, &field);
    case FieldDescriptor::CPPTYPE_UINT32:
      return many ? all.GetRepeatedUInt32(message, &field, index) : all.GetUInt32(message, &field);
    case FieldDescriptor::CPPTYPE_UINT64:
      return many ? all.GetRepeatedUInt64(message, &field, index) : all.GetUInt64(message, &field);
    case FieldDescriptor::CPPTYPE_FLOAT:
      return many ? all.GetRepeatedFloat(message, &field, index) : all.GetFloat(message, &field);
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return NumberForm(many ? all.GetRepeatedDouble(message, &field, index) : all.GetDouble(message, &field));
  }
  return nullptr;
}

// Of maps whose keys are texts.
Form MapForm(const Message& message, const FieldDescriptor& field) {
  std::map<std::string, Form> members;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    const Message& entry = message.GetReflection()->GetRepeatedMessage(message, &field, i);
    members[entry.GetReflection()->GetString(entry, field.message_type()->map_key())] =
        OneForm(entry, *field.message_type()->map_value(), 0);
  }
  Form form = Form::object();
  for (auto& [name, member] : members) form[name] = std::move(member);
  return form;
}

Form FieldForm(const Message& message, const FieldDescriptor& field) {
  if (field.is_map()) return MapForm(message, field);
  if (!field.is_repeated()) return OneForm(message, field, 0);
  Form form = Form::array();
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i)
    form.push_back(OneForm(message, field, i));
  return form;
}

void EmitText(const std::string& text, YAML::Emitter& out) {
  engine::YamlNode plain;
  plain.text = text;
  if (!plain.IsString()) out << YAML::DoubleQuoted;
  out << text;
}

void Emit(const Form& form, YAML::Emitter& out) {
  if (form.is_structured() && form.empty()) out << YAML::Flow;  // beside its key
  if (form.is_object()) {
    out << YAML::BeginMap;
    for (const auto& [name, member] : form.items()) {
      out << YAML::Key;
      EmitText(name, out);
      out << YAML::Value;
      Emit(member, out);
    }
    out << YAML::EndMap;
  } else if (form.is_array()) {
    out << YAML::BeginSeq;
    for (const Form& item : form) Emit(item, out);
    out << YAML::EndSeq;
  } else if (form.is_string()) {
    EmitText(form.get<std::string>(), out);
  } else if (form.is_null()) {
    out << YAML::Null;
  } else {
    out << form.dump();
  }
}

}  // namespace

Form FileForm(const Message& message) {
  if (const auto* value = dynamic_cast<const google::protobuf::Value*>(&message)) return ValueForm(*value);
  if (const auto* list = dynamic_cast<const google::protobuf::ListValue*>(&message)) return ListForm(*list);
  if (const auto* object = dynamic_cast<const google::protobuf::Struct*>(&message)) return ObjectForm(*object);
  if (const auto* span = dynamic_cast<const google::protobuf::Duration*>(&message)) {
    return absl::FormatDuration(FromProto(*span));
  }
  if (const auto* time = dynamic_cast<const google::protobuf::Timestamp*>(&message)) {
    return Rfc3339(FromProto(*time));
  }
  std::vector<const FieldDescriptor*> fields;
  message.GetReflection()->ListFields(message, &fields);
  Form form = Form::object();
  for (const FieldDescriptor* field : fields) {
    if (field->type() != FieldDescriptor::TYPE_BYTES) form[NameInYaml(*field)] = FieldForm(message, *field);
  }
  return form;
}

std::string WriteYaml(const Form& form) {
  YAML::Emitter out;
  out.SetIndent(2);
  Emit(form, out);
  return std::string(out.c_str()) + "\n";
}

}  // namespace lienthong::scenarios
