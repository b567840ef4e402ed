#include "services/base/mock/value_form.h"

#include <charconv>
#include <cmath>
#include <memory>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "google/protobuf/any.pb.h"
#include "google/protobuf/util/json_util.h"

namespace lienthong::mock {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MessageFactory;
using google::protobuf::Reflection;
using google::protobuf::Struct;

// What people are shown of a value.
constexpr size_t kLongestShown = 200;

std::string ShortestText(double number) {
  char buffer[40];
  if (number == std::floor(number) && std::fabs(number) < 1e15) return absl::StrCat(static_cast<int64_t>(number));
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return std::string(buffer, end);
}

Value BoolValue(bool truth) {
  Value value;
  value.set_bool_value(truth);
  return value;
}

std::string EnumText(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* value = type.FindValueByNumber(number);
  return value == nullptr ? absl::StrCat(number) : value->name();
}

// `index` < 0: the field itself, else its element.
Value ScalarValue(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection& r = *message.GetReflection();
  const bool element = index >= 0;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return NumberValue(element ? r.GetRepeatedInt32(message, &field, index) : r.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return NumberValue(element ? r.GetRepeatedUInt32(message, &field, index) : r.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return TextValue(
          absl::StrCat(element ? r.GetRepeatedInt64(message, &field, index) : r.GetInt64(message, &field)));
    case FieldDescriptor::CPPTYPE_UINT64:
      return TextValue(
          absl::StrCat(element ? r.GetRepeatedUInt64(message, &field, index) : r.GetUInt64(message, &field)));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return NumberValue(element ? r.GetRepeatedDouble(message, &field, index) : r.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return NumberValue(element ? r.GetRepeatedFloat(message, &field, index) : r.GetFloat(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return BoolValue(element ? r.GetRepeatedBool(message, &field, index) : r.GetBool(message, &field));
    case FieldDescriptor::CPPTYPE_ENUM:
      return TextValue(EnumText(*field.enum_type(), element ? r.GetRepeatedEnumValue(message, &field, index)
                                                            : r.GetEnumValue(message, &field)));
    case FieldDescriptor::CPPTYPE_STRING: {
      const std::string text = element ? r.GetRepeatedString(message, &field, index) : r.GetString(message, &field);
      return TextValue(field.type() == FieldDescriptor::TYPE_BYTES ? absl::Base64Escape(text) : text);
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ToValue(element ? r.GetRepeatedMessage(message, &field, index) : r.GetMessage(message, &field));
  }
  return Value();
}

Value MapValue(const Message& message, const FieldDescriptor& field) {
  Value value;
  auto& members = *value.mutable_struct_value()->mutable_fields();
  const Reflection& r = *message.GetReflection();
  for (int i = 0; i < r.FieldSize(message, &field); ++i) {
    const Message& entry = r.GetRepeatedMessage(message, &field, i);
    const auto* key = entry.GetDescriptor()->map_key();
    members[TextOf(ScalarValue(entry, *key, -1))] = ScalarValue(entry, *entry.GetDescriptor()->map_value(), -1);
  }
  return value;
}

Value RepeatedValue(const Message& message, const FieldDescriptor& field) {
  Value value;
  auto& list = *value.mutable_list_value();
  const int size = message.GetReflection()->FieldSize(message, &field);
  for (int i = 0; i < size; ++i) *list.add_values() = ScalarValue(message, field, i);
  return value;
}

Value FieldsValue(const Message& message) {
  Value value;
  auto& members = *value.mutable_struct_value()->mutable_fields();
  const auto& type = *message.GetDescriptor();
  for (int i = 0; i < type.field_count(); ++i) {
    const FieldDescriptor& field = *type.field(i);
    if (field.is_map()) {
      members[field.name()] = MapValue(message, field);
    } else if (field.is_repeated()) {
      members[field.name()] = RepeatedValue(message, field);
    } else if (!field.has_presence() || message.GetReflection()->HasField(message, &field)) {
      members[field.name()] = ScalarValue(message, field, -1);
    }
  }
  return value;
}

Value AnyValue(const Message& message) {
  google::protobuf::Any any;
  any.CopyFrom(message);
  std::string name;
  Value value;
  const google::protobuf::Descriptor* type = nullptr;
  if (google::protobuf::Any::ParseAnyTypeUrl(any.type_url(), &name)) {
    type = DescriptorPool::generated_pool()->FindMessageTypeByName(name);
  }
  if (type != nullptr) {
    const std::unique_ptr<Message> content(MessageFactory::generated_factory()->GetPrototype(type)->New());
    if (content->ParseFromString(any.value())) value = ToValue(*content);
  }
  (*value.mutable_struct_value()->mutable_fields())["@type"] = TextValue(any.type_url());
  return value;
}

// Timestamp, Duration, FieldMask, wrappers: protobuf's own JSON.
Value WellKnownValue(const Message& message) {
  std::string json;
  Value value;
  if (!google::protobuf::util::MessageToJsonString(message, &json).ok()) return value;
  (void)google::protobuf::util::JsonStringToMessage(json, &value);
  return value;
}

// Known when `value` is a {year, month, day}.
bool DateText(const Value& value, std::string* text) {
  if (!value.has_struct_value()) return false;
  const auto& fields = value.struct_value().fields();
  if (fields.size() != 3) return false;
  int parts[3] = {0, 0, 0};
  const char* const names[] = {"year", "month", "day"};
  for (int i = 0; i < 3; ++i) {
    const auto found = fields.find(names[i]);
    if (found == fields.end()) return false;
    parts[i] = static_cast<int>(found->second.number_value());
  }
  *text = absl::StrFormat("%04d", parts[0]);
  if (parts[1] != 0) absl::StrAppendFormat(text, "-%02d", parts[1]);
  if (parts[2] != 0) absl::StrAppendFormat(text, "-%02d", parts[2]);
  return true;
}

bool MapFits(const Struct& expected, const Value& actual) {
  if (!actual.has_struct_value()) return false;
  const auto& members = actual.struct_value().fields();
  for (const auto& [name, wanted] : expected.fields()) {
    const auto found = members.find(name);
    const bool absent = found == members.end();
    if (wanted.kind_case() == Value::kNullValue ? !absent && IsGiven(found->second)
                                                : absent || !Fits(wanted, found->second)) {
      return false;
    }
  }
  return true;
}

bool ListFits(const google::protobuf::ListValue& expected, const Value& actual) {
  if (!actual.has_list_value() || actual.list_value().values_size() != expected.values_size()) return false;
  for (int i = 0; i < expected.values_size(); ++i) {
    if (!Fits(expected.values(i), actual.list_value().values(i))) return false;
  }
  return true;
}

std::string ComparableText(const Value& value) {
  std::string date;
  return DateText(value, &date) ? date : TextOf(value);
}

}  // namespace

Value ToValue(const Message& message) {
  const auto& type = *message.GetDescriptor();
  if (type.file()->package() != "google.protobuf") return FieldsValue(message);
  if (type.name() == "Any") return AnyValue(message);
  return WellKnownValue(message);
}

Value TextValue(absl::string_view text) {
  Value value;
  value.set_string_value(std::string(text));
  return value;
}

Value NumberValue(double number) {
  Value value;
  value.set_number_value(number);
  return value;
}

std::string TextOf(const Value& value) {
  switch (value.kind_case()) {
    case Value::kStringValue:
      return value.string_value();
    case Value::kNumberValue:
      return ShortestText(value.number_value());
    case Value::kBoolValue:
      return value.bool_value() ? "true" : "false";
    case Value::kStructValue:
    case Value::kListValue: {
      std::string json;
      (void)google::protobuf::util::MessageToJsonString(value, &json);
      return json;
    }
    default:
      return "null";
  }
}

std::string Shown(const Value* value) {
  if (value == nullptr) return "nothing";
  std::string text = TextOf(*value);
  if (text.size() > kLongestShown) text = absl::StrCat(text.substr(0, kLongestShown), "...");
  return value->kind_case() == Value::kStringValue ? absl::StrCat("\"", text, "\"") : text;
}

bool IsGiven(const Value& value) {
  switch (value.kind_case()) {
    case Value::kStringValue:
      return !value.string_value().empty() && value.string_value() != "0" &&
             !absl::EndsWith(value.string_value(), "_UNSPECIFIED");
    case Value::kNumberValue:
      return value.number_value() != 0;
    case Value::kListValue:
      return value.list_value().values_size() > 0;
    case Value::kBoolValue:
    case Value::kStructValue:
      return true;
    default:
      return false;
  }
}

bool Fits(const Value& expected, const Value& actual) {
  if (expected.has_struct_value()) return MapFits(expected.struct_value(), actual);
  if (expected.has_list_value()) return ListFits(expected.list_value(), actual);
  if (expected.kind_case() == Value::kNullValue) return !IsGiven(actual);
  return TextOf(expected) == ComparableText(actual);
}

int Compare(const Value& a, const Value& b) {
  const std::string left = ComparableText(a), right = ComparableText(b);
  double x = 0, y = 0;
  if (absl::SimpleAtod(left, &x) && absl::SimpleAtod(right, &y)) return x < y ? -1 : (x > y ? 1 : 0);
  return left.compare(right);
}

}  // namespace lienthong::mock
