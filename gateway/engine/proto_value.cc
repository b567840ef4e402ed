#include "gateway/engine/proto_value.h"

#include <cmath>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/time_util.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

constexpr int kElement = -1;  // the field itself, not one of its elements

absl::StatusOr<Value> Integer(int64_t number) {
  if (number >= static_cast<int64_t>(kIntegerLimit) || number <= -static_cast<int64_t>(kIntegerLimit)) {
    return absl::InvalidArgumentError(absl::StrCat("the integer ", number, " is 2^53 or beyond"));
  }
  return Value::Number(static_cast<double>(number));
}

absl::StatusOr<Value> Unsigned(uint64_t number) {
  if (number >= static_cast<uint64_t>(kIntegerLimit)) {
    return absl::InvalidArgumentError(absl::StrCat("the integer ", number, " is 2^53 or beyond"));
  }
  return Value::Number(static_cast<double>(number));
}

Value EnumName(const google::protobuf::EnumDescriptor& type, int number) {
  const auto* name = type.FindValueByNumber(number);
  return name == nullptr ? Value::Number(number) : Value::String(name->name());
}

Value Bytes(const FieldDescriptor& field, const std::string& text) {
  return Value::String(field.type() == FieldDescriptor::TYPE_BYTES ? absl::Base64Escape(text) : text);
}

// One value of a field: the field itself, or its element `at`.
absl::StatusOr<Value> Single(const Message& message, const FieldDescriptor& field, int at) {
  const Reflection& r = *message.GetReflection();
  const bool whole = at == kElement;
  std::string scratch;
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return Value::Number(whole ? r.GetInt32(message, &field) : r.GetRepeatedInt32(message, &field, at));
    case FieldDescriptor::CPPTYPE_UINT32:
      return Value::Number(whole ? r.GetUInt32(message, &field) : r.GetRepeatedUInt32(message, &field, at));
    case FieldDescriptor::CPPTYPE_INT64:
      return Integer(whole ? r.GetInt64(message, &field) : r.GetRepeatedInt64(message, &field, at));
    case FieldDescriptor::CPPTYPE_UINT64:
      return Unsigned(whole ? r.GetUInt64(message, &field) : r.GetRepeatedUInt64(message, &field, at));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return Value::Number(whole ? r.GetDouble(message, &field) : r.GetRepeatedDouble(message, &field, at));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return Value::Number(whole ? r.GetFloat(message, &field) : r.GetRepeatedFloat(message, &field, at));
    case FieldDescriptor::CPPTYPE_BOOL:
      return Value::Bool(whole ? r.GetBool(message, &field) : r.GetRepeatedBool(message, &field, at));
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumName(*field.enum_type(),
                      whole ? r.GetEnumValue(message, &field) : r.GetRepeatedEnumValue(message, &field, at));
    case FieldDescriptor::CPPTYPE_STRING:
      return Bytes(field, whole ? r.GetStringReference(message, &field, &scratch)
                                : r.GetRepeatedStringReference(message, &field, at, &scratch));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return ValueOfMessage(whole ? r.GetMessage(message, &field) : r.GetRepeatedMessage(message, &field, at));
  }
  return Value();
}

absl::StatusOr<Value> OfMap(const Message& message, const FieldDescriptor& field) {
  const Reflection& r = *message.GetReflection();
  Value object = Value::Object();
  for (int i = 0, n = r.FieldSize(message, &field); i < n; ++i) {
    const Message& entry = r.GetRepeatedMessage(message, &field, i);
    ASSIGN_OR_RETURN(const Value key, Single(entry, *field.message_type()->FindFieldByNumber(1), kElement));
    ASSIGN_OR_RETURN(Value value, Single(entry, *field.message_type()->FindFieldByNumber(2), kElement));
    object.Set(key.Text(), std::move(value));
  }
  return object;
}

absl::StatusOr<Value> OfField(const Message& message, const FieldDescriptor& field) {
  const Reflection& r = *message.GetReflection();
  if (field.is_map()) return OfMap(message, field);
  if (field.is_repeated()) {
    Value array = Value::Array();
    for (int i = 0, n = r.FieldSize(message, &field); i < n; ++i) {
      ASSIGN_OR_RETURN(Value item, Single(message, field, i));
      array.Append(std::move(item));
    }
    return array;
  }
  if (field.has_presence() && !r.HasField(message, &field)) return Value();
  return Single(message, field, kElement);
}

// The one field of a wrapper, ListValue or Struct.
absl::StatusOr<Value> Unwrapped(const Message& message) { return OfField(message, *message.GetDescriptor()->field(0)); }

absl::StatusOr<Value> OfFreeValue(const Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  const FieldDescriptor* set = message.GetReflection()->GetOneofFieldDescriptor(message, type.oneof_decl(0));
  if (set == nullptr || set->name() == "null_value") return Value();
  return Single(message, *set, kElement);
}

absl::StatusOr<Value> OfAny(const Message& message) {
  Value any = Value::Object();
  const Descriptor& type = *message.GetDescriptor();
  ASSIGN_OR_RETURN(Value url, Single(message, *type.FindFieldByNumber(1), kElement));
  ASSIGN_OR_RETURN(Value bytes, Single(message, *type.FindFieldByNumber(2), kElement));
  any.Set("@type", std::move(url));
  any.Set("value", std::move(bytes));
  return any;
}

absl::StatusOr<Value> OfTime(const Message& message) {
  const Reflection& r = *message.GetReflection();
  const Descriptor& type = *message.GetDescriptor();
  const int64_t seconds = r.GetInt64(message, type.FindFieldByNumber(1));
  const int32_t nanos = r.GetInt32(message, type.FindFieldByNumber(2));
  if (type.name() == "Timestamp") {
    google::protobuf::Timestamp time;
    time.set_seconds(seconds);
    time.set_nanos(nanos);
    return Value::String(google::protobuf::util::TimeUtil::ToString(time));
  }
  google::protobuf::Duration duration;
  duration.set_seconds(seconds);
  duration.set_nanos(nanos);
  return Value::String(google::protobuf::util::TimeUtil::ToString(duration));
}

}  // namespace

bool IsTextMessage(const Descriptor& type) {
  using google::protobuf::Descriptor;
  return type.well_known_type() == Descriptor::WELLKNOWNTYPE_TIMESTAMP ||
         type.well_known_type() == Descriptor::WELLKNOWNTYPE_DURATION;
}

bool IsFreeMessage(const Descriptor& type) {
  return !IsTextMessage(type) && type.well_known_type() != Descriptor::WELLKNOWNTYPE_UNSPECIFIED &&
         type.well_known_type() != Descriptor::WELLKNOWNTYPE_FIELDMASK;
}

std::vector<std::string> FieldNames(const Descriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  return names;
}

std::vector<std::string> EnumNames(const google::protobuf::EnumDescriptor& type) {
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
  return names;
}

absl::StatusOr<Value> ValueOfMessage(const Message& message) {
  const Descriptor& type = *message.GetDescriptor();
  if (IsTextMessage(type)) return OfTime(message);
  switch (type.well_known_type()) {
    case Descriptor::WELLKNOWNTYPE_UNSPECIFIED:
    case Descriptor::WELLKNOWNTYPE_FIELDMASK:
      break;
    case Descriptor::WELLKNOWNTYPE_VALUE:
      return OfFreeValue(message);
    case Descriptor::WELLKNOWNTYPE_ANY:
      return OfAny(message);
    default:
      return Unwrapped(message);
  }
  Value object = Value::Object();
  for (int i = 0; i < type.field_count(); ++i) {
    ASSIGN_OR_RETURN(Value value, OfField(message, *type.field(i)));
    object.Set(type.field(i)->name(), std::move(value));
  }
  return object;
}

}  // namespace lienthong::engine
