#include "scenarios/runner/yaml_message.h"

#include <limits>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "seeds/text/nearest.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

using engine::YamlNode;
using engine::YamlProblem;
using google::protobuf::Descriptor;
using google::protobuf::EnumDescriptor;
using google::protobuf::EnumValueDescriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

google::protobuf::Value ValueOfYaml(const YamlNode& node) {
  google::protobuf::Value value;
  double number = 0;
  if (node.IsMap()) {
    auto& fields = *value.mutable_struct_value()->mutable_fields();
    for (const auto& [key, member] : node.members) fields[key] = ValueOfYaml(member);
  } else if (node.IsSequence()) {
    auto* list = value.mutable_list_value();
    for (const YamlNode& item : node.items) *list->add_values() = ValueOfYaml(item);
  } else if (node.IsNull()) {
    value.set_null_value(google::protobuf::NULL_VALUE);
  } else if (node.IsString()) {
    value.set_string_value(node.text);
  } else if (absl::SimpleAtod(node.text, &number)) {
    value.set_number_value(number);
  } else {
    value.set_bool_value(node.text == "true");
  }
  return value;
}

// OFFICER_ACTION_ of OFFICER_ACTION_UNSPECIFIED; empty when the zero value has no such name.
std::string PrefixOf(const EnumDescriptor& type) {
  const std::string& zero = type.value(0)->name();
  constexpr absl::string_view kEnd = "UNSPECIFIED";
  return absl::EndsWith(zero, kEnd) ? zero.substr(0, zero.size() - kEnd.size()) : "";
}

const EnumValueDescriptor* FindEnum(const EnumDescriptor& type, const std::string& name) {
  const EnumValueDescriptor* value = type.FindValueByName(name);
  return value != nullptr ? value : type.FindValueByName(PrefixOf(type) + name);
}

std::string NearestEnum(const EnumDescriptor& type, const std::string& name) {
  const std::string prefix = PrefixOf(type);
  std::vector<std::string> names;
  for (int i = 0; i < type.value_count(); ++i) {
    const std::string& full = type.value(i)->name();
    names.push_back(absl::StartsWith(full, prefix) ? full.substr(prefix.size()) : full);
  }
  return seeds::DidYouMean(name, names);
}

const FieldDescriptor* FindField(const Descriptor& type, const std::string& key) {
  for (int i = 0; i < type.field_count(); ++i) {
    if (NameInYaml(*type.field(i)) == key) return type.field(i);
  }
  return nullptr;
}

std::string NearestField(const Descriptor& type, const std::string& key) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(NameInYaml(*type.field(i)));
  return seeds::DidYouMean(key, names);
}

// Filler reads one file.
class Filler {
 public:
  void FillMessage(const YamlNode& node, Message& message);
  std::vector<YamlProblem> TakeProblems() { return std::move(problems_); }

 private:
  void FillFields(const YamlNode& node, Message& message);
  void FillField(const YamlNode& node, const FieldDescriptor& field, Message& message);
  void FillMap(const YamlNode& node, const FieldDescriptor& field, Message& message);
  // Messages that are one text in a file: "90s", "2024-08-05 08:00". False: it is none of them.
  bool FillTime(const YamlNode& node, Message& message);
  // `add`: one more element of a repeated field.
  void FillOne(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message);
  void FillScalar(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message);
  void FillEnum(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message);
  void FillInteger(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message);
  void FillBool(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message);
  void Problem(const YamlNode& node, std::string text) {
    problems_.push_back({node.line, node.pointer, std::move(text)});
  }

  std::vector<YamlProblem> problems_;
};

void Filler::FillMessage(const YamlNode& node, Message& message) {
  if (auto* value = dynamic_cast<google::protobuf::Value*>(&message)) {
    *value = ValueOfYaml(node);
    return;
  }
  if (auto* list = dynamic_cast<google::protobuf::ListValue*>(&message); list != nullptr && node.IsSequence()) {
    *list = ValueOfYaml(node).list_value();
    return;
  }
  if (FillTime(node, message)) return;
  if (!node.IsMap()) return Problem(node, "a map is wanted here");
  if (auto* object = dynamic_cast<google::protobuf::Struct*>(&message)) {
    *object = ValueOfYaml(node).struct_value();
    return;
  }
  FillFields(node, message);
}

bool Filler::FillTime(const YamlNode& node, Message& message) {
  if (auto* duration = dynamic_cast<google::protobuf::Duration*>(&message)) {
    const absl::string_view text = node.text;
    const bool negative = absl::StartsWith(text, "-");
    const auto span = ParseSpan(std::string(negative ? text.substr(1) : text));
    if (!span.ok()) Problem(node, "a span of time is wanted here, such as 90s, 30m or 1d12h");
    if (span.ok()) *duration = ToProto(negative ? -*span : *span);
    return true;
  }
  auto* timestamp = dynamic_cast<google::protobuf::Timestamp*>(&message);
  if (timestamp == nullptr) return false;
  const auto time = ParseTime(node.text);
  if (!time.ok()) Problem(node, "a time is wanted here, such as 2024-08-05 08:00");
  if (time.ok()) *timestamp = ToProto(*time);
  return true;
}

void Filler::FillFields(const YamlNode& node, Message& message) {
  for (size_t i = 0; i < node.members.size(); ++i) {
    const auto& [key, member] = node.members[i];
    const int line = node.member_lines[i];
    const FieldDescriptor* field = FindField(*message.GetDescriptor(), key);
    if (field == nullptr) {
      problems_.push_back(
          {line, node.pointer, absl::StrCat("unknown key \"", key, "\"", NearestField(*message.GetDescriptor(), key))});
      continue;
    }
    const auto* choice = field->real_containing_oneof();
    if (choice != nullptr && message.GetReflection()->HasOneof(message, choice)) {
      const auto* other = message.GetReflection()->GetOneofFieldDescriptor(message, choice);
      problems_.push_back(
          {line, node.pointer, absl::StrCat("\"", key, "\" and \"", NameInYaml(*other), "\" exclude each other")});
      continue;
    }
    FillField(member, *field, message);
  }
}

void Filler::FillField(const YamlNode& node, const FieldDescriptor& field, Message& message) {
  if (field.is_map()) return FillMap(node, field, message);
  if (!field.is_repeated()) return FillOne(node, field, false, message);
  if (!node.IsSequence()) return Problem(node, absl::StrCat("\"", field.name(), "\" wants a list"));
  for (const YamlNode& item : node.items) FillOne(item, field, true, message);
}

void Filler::FillMap(const YamlNode& node, const FieldDescriptor& field, Message& message) {
  if (!node.IsMap()) return Problem(node, absl::StrCat("\"", field.name(), "\" wants a map"));
  for (const auto& [key, member] : node.members) {
    Message& entry = *message.GetReflection()->AddMessage(&message, &field);
    entry.GetReflection()->SetString(&entry, field.message_type()->map_key(), key);
    FillOne(member, *field.message_type()->map_value(), false, entry);
  }
}

void Filler::FillOne(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message) {
  if (field.message_type() == nullptr) return FillScalar(node, field, add, message);
  const Reflection& reflection = *message.GetReflection();
  FillMessage(node, add ? *reflection.AddMessage(&message, &field) : *reflection.MutableMessage(&message, &field));
}

void Filler::FillScalar(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message) {
  if (!node.IsScalar()) return Problem(node, absl::StrCat("\"", field.name(), "\" wants a single value"));
  if (field.enum_type() != nullptr) return FillEnum(node, field, add, message);
  if (field.type() == FieldDescriptor::TYPE_BOOL) return FillBool(node, field, add, message);
  if (field.type() != FieldDescriptor::TYPE_STRING) return FillInteger(node, field, add, message);
  const Reflection& reflection = *message.GetReflection();
  if (add) {
    reflection.AddString(&message, &field, node.text);
  } else {
    reflection.SetString(&message, &field, node.text);
  }
}

void Filler::FillEnum(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message) {
  const EnumValueDescriptor* value = FindEnum(*field.enum_type(), node.text);
  if (value == nullptr) {
    return Problem(node, absl::StrCat("\"", node.text, "\" is no ", field.enum_type()->name(),
                                      NearestEnum(*field.enum_type(), node.text)));
  }
  const Reflection& reflection = *message.GetReflection();
  if (add) {
    reflection.AddEnum(&message, &field, value);
  } else {
    reflection.SetEnum(&message, &field, value);
  }
}

void Filler::FillBool(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message) {
  if (add || node.quoted || (node.text != "true" && node.text != "false")) {
    return Problem(node, absl::StrCat("\"", field.name(), "\" wants true or false"));
  }
  message.GetReflection()->SetBool(&message, &field, node.text == "true");
}

void Filler::FillInteger(const YamlNode& node, const FieldDescriptor& field, bool add, Message& message) {
  const Reflection& reflection = *message.GetReflection();
  int32_t small = 0;
  int64_t whole = 0;
  uint64_t natural = 0;
  double real = 0;
  if (add && !node.quoted && field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 &&
      absl::SimpleAtoi(node.text, &small)) {
    return reflection.AddInt32(&message, &field, small);
  }
  if (field.cpp_type() == FieldDescriptor::CPPTYPE_DOUBLE) {
    if (!add && !node.quoted && absl::SimpleAtod(node.text, &real)) return reflection.SetDouble(&message, &field, real);
    return Problem(node, absl::StrCat("\"", field.name(), "\" wants a number"));
  }
  if (!add && !node.quoted) {
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT32 && absl::SimpleAtoi(node.text, &small)) {
      return reflection.SetInt32(&message, &field, small);
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_INT64 && absl::SimpleAtoi(node.text, &whole)) {
      return reflection.SetInt64(&message, &field, whole);
    }
    if (field.cpp_type() == FieldDescriptor::CPPTYPE_UINT64 && absl::SimpleAtoi(node.text, &natural)) {
      return reflection.SetUInt64(&message, &field, natural);
    }
  }
  Problem(node, absl::StrCat("\"", field.name(), "\" wants a whole number"));
}

void AddLines(const YamlNode& node, std::map<std::string, int>& lines) {
  lines.emplace(node.pointer, node.line);
  for (size_t i = 0; i < node.members.size(); ++i) {
    lines.emplace(node.members[i].second.pointer, node.member_lines[i]);
    AddLines(node.members[i].second, lines);
  }
  for (const YamlNode& item : node.items) AddLines(item, lines);
}

}  // namespace

std::string NameInYaml(const FieldDescriptor& field) {
  return field.name() == "api_version" ? "apiVersion" : field.name();
}

std::vector<YamlProblem> FillFromYaml(const YamlNode& node, Message& message) {
  Filler filler;
  filler.FillMessage(node, message);
  return filler.TakeProblems();
}

std::map<std::string, int> LinesOf(const YamlNode& root) {
  std::map<std::string, int> lines;
  AddLines(root, lines);
  return lines;
}

int NearestLine(const std::map<std::string, int>& lines, std::string pointer) {
  for (;;) {
    const auto found = lines.find(pointer);
    if (found != lines.end()) return found->second;
    const size_t slash = pointer.rfind('/');
    if (slash == std::string::npos) return 1;
    pointer.resize(slash);
  }
}

}  // namespace lienthong::scenarios
