#include "services/portal/field_paths.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "google/protobuf/util/json_util.h"
#include "lienthong/common/v1/common.pb.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::portal {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

std::vector<std::string> StepsOf(absl::string_view path) { return absl::StrSplit(path, '.'); }

std::string JsonOf(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  std::string json;
  // Only unknown types of Any fail, and no form has one.
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

std::string TextValue(const Message& message) {
  if (message.GetDescriptor() != common::v1::Date::descriptor()) return JsonOf(message);
  return seeds::FormatDate(FromProto(static_cast<const common::v1::Date&>(message)));
}

std::string TextValue(const Message& message, const FieldDescriptor& field) {
  const google::protobuf::Reflection& values = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return values.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return values.GetEnum(message, &field)->name();
    case FieldDescriptor::CPPTYPE_BOOL:
      return values.GetBool(message, &field) ? "true" : "false";
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(values.GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(values.GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_UINT32:
      return absl::StrCat(values.GetUInt32(message, &field));
    case FieldDescriptor::CPPTYPE_UINT64:
      return absl::StrCat(values.GetUInt64(message, &field));
    case FieldDescriptor::CPPTYPE_FLOAT:
      return absl::StrCat(values.GetFloat(message, &field));
    case FieldDescriptor::CPPTYPE_DOUBLE:
      return absl::StrCat(values.GetDouble(message, &field));
    case FieldDescriptor::CPPTYPE_MESSAGE:
      return TextValue(values.GetMessage(message, &field));
  }
  return "";
}

}  // namespace

const FieldDescriptor* FieldAt(const google::protobuf::Descriptor& type, absl::string_view path) {
  const google::protobuf::Descriptor* within = &type;
  const FieldDescriptor* field = nullptr;
  for (const std::string& step : StepsOf(path)) {
    field = within == nullptr ? nullptr : within->FindFieldByName(step);
    if (field == nullptr || field->is_repeated()) return nullptr;
    within = field->message_type();
  }
  return field;
}

absl::optional<std::string> ValueAt(const Message& message, absl::string_view path) {
  const Message* within = &message;
  const std::vector<std::string> steps = StepsOf(path);
  for (size_t i = 0; i < steps.size(); ++i) {
    const FieldDescriptor* field = within->GetDescriptor()->FindFieldByName(steps[i]);
    if (!within->GetReflection()->HasField(*within, field)) return absl::nullopt;
    if (i + 1 == steps.size()) return TextValue(*within, *field);
    within = &within->GetReflection()->GetMessage(*within, field);
  }
  return absl::nullopt;
}

}  // namespace lienthong::portal
