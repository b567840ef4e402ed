#include "services/nation/nation_views.h"

#include <functional>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::nation {
namespace {

using control::v1::NationPerson;
using google::protobuf::FieldDescriptor;
using google::protobuf::FieldMask;
using google::protobuf::Message;

const std::map<std::string, std::vector<std::string>>& Views() {
  static const auto* const views = new std::map<std::string, std::vector<std::string>>{
      {"population",
       {"pin",
        "legacy_ids",
        "full_name",
        "sex",
        "birth_date",
        "birth_province_code",
        "birth_commune_code",
        "native_province_code",
        "ethnicity_code",
        "religion",
        "nationality",
        "residence",
        "household_id",
        "relation_to_head",
        "father_pin",
        "mother_pin",
        "spouse_pin",
        "marital_status",
        "deceased_on",
        "eid_level"}},
      {"civil_registry",
       {"pin", "full_name", "sex", "birth_date", "birth_province_code", "birth_commune_code", "ethnicity_code",
        "nationality", "father_pin", "mother_pin", "spouse_pin", "marital_status", "birth_entry_id", "deceased_on"}},
      {"social_insurance",
       {"pin", "full_name", "sex", "birth_date", "residence", "si_number", "insurance_card", "livelihood"}},
      {"tax", {"pin", "full_name", "birth_date", "residence", "tax_code"}},
      {"health", {"pin", "full_name", "sex", "birth_date", "insurance_card", "vaccination_doses"}},
  };
  return *views;
}

using Visit = std::function<void(const std::string& path, const std::string& value)>;

std::string Scalar(const Message& message, const FieldDescriptor& field) {
  const auto& reflection = *message.GetReflection();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return reflection.GetString(message, &field);
    case FieldDescriptor::CPPTYPE_ENUM:
      return reflection.GetEnum(message, &field)->name();
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(reflection.GetInt32(message, &field));
    default:
      return "";
  }
}

std::string Joined(const Message& message, const FieldDescriptor& field) {
  std::vector<std::string> values;
  for (int i = 0; i < message.GetReflection()->FieldSize(message, &field); ++i) {
    values.push_back(message.GetReflection()->GetRepeatedString(message, &field, i));
  }
  return absl::StrJoin(values, " ");
}

// Every column in the order of the fields, the unset ones as well: a header and a line always agree.
void Walk(const Message& message, const std::string& prefix, const Visit& visit) {
  for (int i = 0; i < message.GetDescriptor()->field_count(); ++i) {
    const FieldDescriptor& field = *message.GetDescriptor()->field(i);
    const std::string path = prefix + field.name();
    if (field.is_repeated()) {
      visit(path, Joined(message, field));
    } else if (field.cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) {
      visit(path, Scalar(message, field));
    } else if (const auto& nested = message.GetReflection()->GetMessage(message, &field);
               const auto* date = dynamic_cast<const common::v1::Date*>(&nested)) {
      visit(path, message.GetReflection()->HasField(message, &field) ? seeds::FormatDate(FromProto(*date)) : "");
    } else {
      Walk(nested, path + ".", visit);
    }
  }
}

bool InMask(const FieldMask& mask, const std::string& path) {
  if (mask.paths().empty()) return true;
  for (const std::string& known : mask.paths()) {
    if (path == known || absl::StartsWith(path, known + ".")) return true;
  }
  return false;
}

std::string Quoted(const std::string& value) {
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  return absl::StrCat("\"", absl::StrReplaceAll(value, {{"\"", "\"\""}}), "\"");
}

}  // namespace

std::vector<std::string> ViewNames() {
  std::vector<std::string> names;
  for (const auto& [name, fields] : Views()) names.push_back(name);
  return names;
}

absl::StatusOr<FieldMask> ViewOf(const std::string& name) {
  FieldMask mask;
  if (name.empty()) return mask;
  const auto found = Views().find(name);
  if (found == Views().end()) {
    return InvalidField("view", absl::StrCat("name one of ", absl::StrJoin(ViewNames(), ", ")));
  }
  for (const std::string& field : found->second) mask.add_paths(field);
  return mask;
}

std::string CsvHeader(const FieldMask& mask) {
  std::vector<std::string> columns;
  Walk(NationPerson::default_instance(), "", [&](const std::string& path, const std::string&) {
    if (InMask(mask, path)) columns.push_back(path);
  });
  return absl::StrJoin(columns, ",");
}

std::string CsvLine(const NationPerson& person, const FieldMask& mask) {
  std::vector<std::string> values;
  Walk(person, "", [&](const std::string& path, const std::string& value) {
    if (InMask(mask, path)) values.push_back(Quoted(value));
  });
  return absl::StrJoin(values, ",");
}

}  // namespace lienthong::nation
