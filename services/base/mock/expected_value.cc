#include "services/base/mock/expected_value.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/util/time_util.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::FieldDescriptor;

absl::Status SettleEnum(const EnumDescriptor& type, const std::string& field, const Value& value) {
  if (!value.has_string_value()) return WrongType(field, absl::StrCat("the enum ", type.full_name()));
  if (type.FindValueByName(value.string_value()) != nullptr) return absl::OkStatus();
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) names.push_back(type.value(i)->name());
  return RuleValueUnknown(field, value.string_value(), names);
}

absl::Status SettleTime(const std::string& field, Value* value) {
  absl::Time time;
  if (!value->has_string_value() || !absl::ParseTime(absl::RFC3339_full, value->string_value(), &time, nullptr)) {
    return WrongType(field, "google.protobuf.Timestamp, such as \"2024-08-05T08:00:00+07:00\"");
  }
  value->set_string_value(google::protobuf::util::TimeUtil::ToString(ToProto(time)));
  return absl::OkStatus();
}

absl::Status SettleMessage(const Descriptor& type, const std::string& field, Value* value);

absl::Status SettleMembers(const Descriptor& type, const std::string& field, Value* value) {
  for (auto& [name, member] : *value->mutable_struct_value()->mutable_fields()) {
    const std::string place = absl::StrCat(field, ".", name);
    const FieldDescriptor* known = type.FindFieldByName(name);
    if (known == nullptr) return FieldUnknown(place, name, type.full_name(), NearestField(type, name));
    if (!member.has_null_value()) RETURN_IF_ERROR(SettleExpected({known, false}, place, &member));
  }
  return absl::OkStatus();
}

absl::Status SettleMessage(const Descriptor& type, const std::string& field, Value* value) {
  if (type.full_name() == "google.protobuf.Timestamp") return SettleTime(field, value);
  if (type.file()->package() == "google.protobuf") return absl::OkStatus();
  const bool date = type.full_name() == "lienthong.common.v1.Date";
  if (date && value->has_string_value() && seeds::ParseDate(value->string_value())) return absl::OkStatus();
  if (!value->has_struct_value()) return WrongType(field, type.full_name());
  return SettleMembers(type, field, value);
}

// One value, no list.
absl::Status SettleOne(const FieldDescriptor& known, const std::string& field, Value* value) {
  double number = 0;
  switch (known.cpp_type()) {
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return SettleMessage(*known.message_type(), field, value);
    case FieldDescriptor::CPPTYPE_ENUM:
      return SettleEnum(*known.enum_type(), field, *value);
    case FieldDescriptor::CPPTYPE_STRING:
      // A personal number written as a number would have lost its leading zeros.
      return value->has_string_value() ? absl::OkStatus() : WrongType(field, "string: write it in quotes");
    case FieldDescriptor::CPPTYPE_BOOL:
      return value->kind_case() == Value::kBoolValue ? absl::OkStatus() : WrongType(field, "bool");
    default:
      if (value->kind_case() == Value::kNumberValue || absl::SimpleAtod(value->string_value(), &number)) {
        return absl::OkStatus();
      }
      return WrongType(field, known.type_name());
  }
}

}  // namespace

absl::Status SettleExpected(const FieldPath::End& end, const std::string& field, Value* value) {
  if (end.field == nullptr) return absl::OkStatus();
  if (value->kind_case() == Value::kNullValue || value->kind_case() == Value::KIND_NOT_SET) {
    return WrongType(field, "a value; for what isn't there write present: false");
  }
  if (end.field->is_map() && !end.element) {
    return value->has_struct_value() ? absl::OkStatus() : WrongType(field, "an object");
  }
  if (!end.field->is_repeated() || end.element) return SettleOne(*end.field, field, value);
  if (!value->has_list_value()) return WrongType(field, "a list");
  for (int i = 0; i < value->list_value().values_size(); ++i) {
    RETURN_IF_ERROR(
        SettleOne(*end.field, absl::StrCat(field, "[", i, "]"), value->mutable_list_value()->mutable_values(i)));
  }
  return absl::OkStatus();
}

}  // namespace lienthong::mock
