#include "services/base/mock/message_form.h"

#include <cmath>
#include <limits>
#include <set>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/util/json_util.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/status.h"

namespace lienthong::mock {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;
using google::protobuf::Struct;

constexpr char kDate[] = "lienthong.common.v1.Date";

bool IsWellKnown(const Descriptor& type) { return type.file()->package() == "google.protobuf"; }

// FormWriter writes one form; `read_` tells what its texts stand for.
class FormWriter {
 public:
  explicit FormWriter(const TextReader& read) : read_(read) {}

  absl::Status WriteMembers(const Struct& form, const std::string& place, Message* message);

 private:
  absl::Status WriteField(const FieldDescriptor& field, const Value& value, const std::string& place, Message* message);
  absl::Status WriteList(const FieldDescriptor& field, const Value& value, const std::string& place, Message* message);
  absl::Status WriteMap(const FieldDescriptor& field, const Value& value, const std::string& place, Message* message);
  absl::Status WriteMessage(const Value& value, const std::string& place, Message* message);
  absl::Status WriteWellKnown(const Value& value, const std::string& place, Message* message);
  absl::Status WriteScalar(const FieldDescriptor& field, const Value& value, const std::string& place,
                           Message* message);
  // What a value stands for; nullopt: not known yet.
  absl::StatusOr<absl::optional<Value>> Read(const Value& value, const std::string& place);
  // The same with every text within; false in *known: not known yet.
  absl::StatusOr<Value> ReadAll(const Value& value, const std::string& place, bool* known);

  const TextReader& read_;
};

absl::StatusOr<absl::optional<Value>> FormWriter::Read(const Value& value, const std::string& place) {
  if (!value.has_string_value()) return absl::optional<Value>(value);
  return read_(value.string_value(), place);
}

absl::StatusOr<Value> FormWriter::ReadAll(const Value& value, const std::string& place, bool* known) {
  if (value.has_struct_value()) {
    Value read;
    auto& members = *read.mutable_struct_value()->mutable_fields();
    for (const auto& [name, member] : value.struct_value().fields()) {
      ASSIGN_OR_RETURN(members[name], ReadAll(member, absl::StrCat(place, ".", name), known));
    }
    return read;
  }
  if (value.has_list_value()) {
    Value read;
    read.mutable_list_value();
    for (int i = 0; i < value.list_value().values_size(); ++i) {
      ASSIGN_OR_RETURN(*read.mutable_list_value()->add_values(),
                       ReadAll(value.list_value().values(i), absl::StrCat(place, "[", i, "]"), known));
    }
    return read;
  }
  ASSIGN_OR_RETURN(const absl::optional<Value> read, Read(value, place));
  if (!read) *known = false;
  return read.value_or(value);
}

absl::Status FormWriter::WriteMembers(const Struct& form, const std::string& place, Message* message) {
  const Descriptor& type = *message->GetDescriptor();
  // In order of name, so that of several mistakes the same one is told every time.
  std::set<std::string> names;
  for (const auto& [name, value] : form.fields()) names.insert(name);
  std::set<const google::protobuf::OneofDescriptor*> chosen;
  for (const std::string& name : names) {
    const std::string where = absl::StrCat(place, ".", name);
    const FieldDescriptor* field = type.FindFieldByName(name);
    if (field == nullptr) return FieldUnknown(where, name, type.full_name(), NearestField(type, name));
    const auto* choice = field->real_containing_oneof();
    if (choice != nullptr && !chosen.insert(choice).second) {
      return BothGiven(where, absl::StrCat("another of ", choice->name()));
    }
    RETURN_IF_ERROR(WriteField(*field, form.fields().at(name), where, message));
  }
  return absl::OkStatus();
}

absl::Status FormWriter::WriteField(const FieldDescriptor& field, const Value& value, const std::string& place,
                                    Message* message) {
  ASSIGN_OR_RETURN(const absl::optional<Value> read, Read(value, place));
  if (!read) return absl::OkStatus();
  // A google.protobuf.Value takes a null as it is.
  const bool any_value =
      field.message_type() != nullptr && field.message_type()->full_name() == "google.protobuf.Value";
  if (read->has_null_value() && !any_value) {
    message->GetReflection()->ClearField(message, &field);
    return absl::OkStatus();
  }
  if (field.is_map()) return WriteMap(field, *read, place, message);
  if (field.is_repeated()) return WriteList(field, *read, place, message);
  if (field.message_type() == nullptr) return WriteScalar(field, *read, place, message);
  return WriteMessage(*read, place, message->GetReflection()->MutableMessage(message, &field));
}

absl::Status FormWriter::WriteList(const FieldDescriptor& field, const Value& value, const std::string& place,
                                   Message* message) {
  if (!value.has_list_value()) return WrongType(place, "a list");
  message->GetReflection()->ClearField(message, &field);
  for (int i = 0; i < value.list_value().values_size(); ++i) {
    const std::string where = absl::StrCat(place, "[", i, "]");
    ASSIGN_OR_RETURN(const absl::optional<Value> read, Read(value.list_value().values(i), where));
    if (!read) continue;
    if (field.message_type() == nullptr) {
      RETURN_IF_ERROR(WriteScalar(field, *read, where, message));
    } else {
      RETURN_IF_ERROR(WriteMessage(*read, where, message->GetReflection()->AddMessage(message, &field)));
    }
  }
  return absl::OkStatus();
}

absl::Status FormWriter::WriteMap(const FieldDescriptor& field, const Value& value, const std::string& place,
                                  Message* message) {
  if (!value.has_struct_value()) return WrongType(place, "an object");
  message->GetReflection()->ClearField(message, &field);
  for (const auto& [key, member] : value.struct_value().fields()) {
    const std::string where = absl::StrCat(place, "[\"", key, "\"]");
    Message* entry = message->GetReflection()->AddMessage(message, &field);
    RETURN_IF_ERROR(WriteScalar(*entry->GetDescriptor()->map_key(), TextValue(key), where, entry));
    RETURN_IF_ERROR(WriteField(*entry->GetDescriptor()->map_value(), member, where, entry));
  }
  return absl::OkStatus();
}

absl::Status FormWriter::WriteMessage(const Value& value, const std::string& place, Message* message) {
  const Descriptor& type = *message->GetDescriptor();
  if (IsWellKnown(type)) return WriteWellKnown(value, place, message);
  if (type.full_name() == kDate && value.has_string_value()) {
    const auto date = seeds::ParseDate(value.string_value());
    if (!date) return WrongType(place, "a date, such as \"2024-08-05\"");
    const Reflection& r = *message->GetReflection();
    r.SetInt32(message, type.FindFieldByName("year"), date->year);
    r.SetInt32(message, type.FindFieldByName("month"), date->month);
    r.SetInt32(message, type.FindFieldByName("day"), date->day);
    return absl::OkStatus();
  }
  if (!value.has_struct_value()) return WrongType(place, type.full_name());
  return WriteMembers(value.struct_value(), place, message);
}

absl::Status FormWriter::WriteWellKnown(const Value& value, const std::string& place, Message* message) {
  bool known = true;
  ASSIGN_OR_RETURN(const Value read, ReadAll(value, place, &known));
  if (!known) return absl::OkStatus();
  std::string json;
  message->Clear();
  if (!google::protobuf::util::MessageToJsonString(read, &json).ok() ||
      !google::protobuf::util::JsonStringToMessage(json, message).ok()) {
    return WrongType(place, message->GetDescriptor()->full_name());
  }
  return absl::OkStatus();
}

// A whole number of the width wanted, written as a number or as a text.
template <class Integer>
bool WholeNumber(const Value& value, Integer* number) {
  if (value.has_string_value()) return absl::SimpleAtoi(value.string_value(), number);
  const double given = value.number_value();
  if (value.kind_case() != Value::kNumberValue || given != std::floor(given)) return false;
  if (given < static_cast<double>(std::numeric_limits<Integer>::min()) ||
      given >= std::ldexp(1.0, std::numeric_limits<Integer>::digits)) {
    return false;
  }
  *number = static_cast<Integer>(given);
  return true;
}

bool RealNumber(const Value& value, double* number) {
  *number = value.number_value();
  return value.kind_case() == Value::kNumberValue || absl::SimpleAtod(value.string_value(), number);
}

absl::StatusOr<int> EnumNumber(const EnumDescriptor& type, const Value& value, const std::string& place) {
  if (value.kind_case() == Value::kNumberValue) return static_cast<int>(value.number_value());
  if (!value.has_string_value()) return WrongType(place, absl::StrCat("the enum ", type.full_name()));
  if (const auto* known = type.FindValueByName(value.string_value())) return known->number();
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
  return RuleValueUnknown(place, value.string_value(), names);
}

template <class Integer, class Set, class Add>
absl::Status WriteWhole(const FieldDescriptor& field, const Value& value, const std::string& place, Set set, Add add) {
  Integer number = 0;
  if (!WholeNumber(value, &number)) return WrongType(place, field.type_name());
  field.is_repeated() ? add(number) : set(number);
  return absl::OkStatus();
}

absl::Status FormWriter::WriteScalar(const FieldDescriptor& field, const Value& value, const std::string& place,
                                     Message* message) {
  const Reflection& r = *message->GetReflection();
  const bool many = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_INT32:
      return WriteWhole<int32_t>(
          field, value, place, [&](int32_t n) { r.SetInt32(message, &field, n); },
          [&](int32_t n) { r.AddInt32(message, &field, n); });
    case FieldDescriptor::CPPTYPE_UINT32:
      return WriteWhole<uint32_t>(
          field, value, place, [&](uint32_t n) { r.SetUInt32(message, &field, n); },
          [&](uint32_t n) { r.AddUInt32(message, &field, n); });
    case FieldDescriptor::CPPTYPE_INT64:
      return WriteWhole<int64_t>(
          field, value, place, [&](int64_t n) { r.SetInt64(message, &field, n); },
          [&](int64_t n) { r.AddInt64(message, &field, n); });
    case FieldDescriptor::CPPTYPE_UINT64:
      return WriteWhole<uint64_t>(
          field, value, place, [&](uint64_t n) { r.SetUInt64(message, &field, n); },
          [&](uint64_t n) { r.AddUInt64(message, &field, n); });
    case FieldDescriptor::CPPTYPE_DOUBLE:
    case FieldDescriptor::CPPTYPE_FLOAT: {
      double number = 0;
      if (!RealNumber(value, &number)) return WrongType(place, field.type_name());
      const bool wide = field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE;
      if (wide) many ? r.AddDouble(message, &field, number) : r.SetDouble(message, &field, number);
      const float narrow = static_cast<float>(number);
      if (!wide) many ? r.AddFloat(message, &field, narrow) : r.SetFloat(message, &field, narrow);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_BOOL: {
      const bool key = value.string_value() == "true" || value.string_value() == "false";
      if (value.kind_case() != Value::kBoolValue && !key) return WrongType(place, "bool");
      const bool truth = value.bool_value() || value.string_value() == "true";
      many ? r.AddBool(message, &field, truth) : r.SetBool(message, &field, truth);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_ENUM: {
      ASSIGN_OR_RETURN(const int number, EnumNumber(*field.enum_type(), value, place));
      many ? r.AddEnumValue(message, &field, number) : r.SetEnumValue(message, &field, number);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_STRING: {
      // A personal number written as a number would have lost its leading zeros.
      if (!value.has_string_value()) return WrongType(place, "string: write it in quotes");
      std::string text = value.string_value();
      if (field.type() == FieldDescriptor::TYPE_BYTES && !absl::Base64Unescape(value.string_value(), &text)) {
        return WrongType(place, "bytes in base64");
      }
      many ? r.AddString(message, &field, text) : r.SetString(message, &field, text);
      return absl::OkStatus();
    }
    case FieldDescriptor::CPPTYPE_MESSAGE:
      break;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status WriteForm(const Struct& form, const std::string& field, const TextReader& read, Message* message) {
  return FormWriter(read).WriteMembers(form, field, message);
}

}  // namespace lienthong::mock
