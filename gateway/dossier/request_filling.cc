#include "gateway/dossier/request_filling.h"

#include <algorithm>
#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/dossier/conductor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "google/protobuf/util/message_differencer.h"
#include "services/base/bytes.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::dossier {
namespace {

using applications::v1::Application;
using applications::v1::ApplicationHeader;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Struct;

std::unique_ptr<Message> Parse(const google::protobuf::Descriptor* type, const std::string& bytes) {
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!message->ParseFromString(bytes)) return nullptr;
  return message;
}

std::unique_ptr<Message> ParseRequest(const std::string& method, const std::string& bytes) {
  const auto* descriptor = MethodNamed(method);
  return descriptor == nullptr ? nullptr : Parse(descriptor->input_type(), bytes);
}

// The member of this name when it is a message of this type (any type when empty).
Message* MessageField(Message& message, const std::string& name, const std::string& type = "") {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_repeated()) return nullptr;
  if (!type.empty() && field->message_type()->full_name() != type) return nullptr;
  return message.GetReflection()->MutableMessage(&message, field);
}

ApplicationHeader* HeaderOf(Message& message) {
  return dynamic_cast<ApplicationHeader*>(
      MessageField(message, "header", ApplicationHeader::descriptor()->full_name()));
}

std::string StringField(const Message& message, const std::string& name) {
  const FieldDescriptor* field = message.GetDescriptor()->FindFieldByName(name);
  if (field == nullptr || field->type() != FieldDescriptor::TYPE_STRING || field->is_repeated()) return "";
  return message.GetReflection()->GetString(message, field);
}

absl::Status MergeForm(const Struct& patch, const std::string& path, Message* form) {
  google::protobuf::util::JsonPrintOptions print;
  print.preserve_proto_field_names = true;
  std::string json;
  Struct whole;
  (void)google::protobuf::util::MessageToJsonString(*form, &json, print);
  (void)google::protobuf::util::JsonStringToMessage(json, &whole);
  MergeStruct(patch, &whole);
  json.clear();
  (void)google::protobuf::util::MessageToJsonString(whole, &json);
  std::unique_ptr<Message> merged(form->New());
  const auto status = google::protobuf::util::JsonStringToMessage(json, merged.get());
  if (!status.ok()) return InvalidField(path, std::string(status.message().data(), status.message().size()));
  form->CopyFrom(*merged);
  return absl::OkStatus();
}

// What the applicant may add: nothing, or the part's own section.
absl::Status CheckSections(const Struct& form, const std::string& section) {
  std::set<std::string> names;  // in a fixed order: a map's differs from object to object
  for (const auto& [name, value] : form.fields()) names.insert(name);
  for (const std::string& name : names) {
    const std::string path = absl::StrCat("form.", name);
    if (name != section) return InvalidField(path, absl::StrCat("only \"", section, "\" is awaited"));
    if (!form.fields().at(name).has_struct_value()) return InvalidField(path, "write the fields to replace");
  }
  return absl::OkStatus();
}

}  // namespace

void MergeComponents(const google::protobuf::RepeatedPtrField<common::v1::Component>& added,
                     google::protobuf::RepeatedPtrField<common::v1::Component>* components) {
  for (const auto& component : added) {
    const auto it = std::find_if(components->begin(), components->end(), [&](const auto& known) {
      return known.component_code() == component.component_code();
    });
    *(it == components->end() ? components->Add() : &*it) = component;
  }
}

void MergeStruct(const Struct& patch, Struct* target) {
  for (const auto& [name, value] : patch.fields()) {
    auto& slot = (*target->mutable_fields())[name];
    if (value.has_struct_value() && slot.has_struct_value()) {
      MergeStruct(value.struct_value(), slot.mutable_struct_value());
    } else {
      slot = value;
    }
  }
}

std::string WithRequestId(const std::string& method, const std::string& request, const std::string& request_id) {
  const auto* descriptor = MethodNamed(method);
  if (descriptor == nullptr || descriptor->input_type()->FindFieldByName("request_id") == nullptr) return request;
  auto message = Parse(descriptor->input_type(), request);
  if (message == nullptr) return request;
  message->GetReflection()->SetString(message.get(), descriptor->input_type()->FindFieldByName("request_id"),
                                      request_id);
  return ToBytes(*message);
}

std::string WithHeader(const std::string& method, const std::string& request, const ApplicationHeader& header) {
  auto message = ParseRequest(method, request);
  ApplicationHeader* present = message == nullptr ? nullptr : HeaderOf(*message);
  if (present == nullptr) return request;
  ApplicationHeader filled = header;
  if (!present->procedure_code().empty()) filled.set_procedure_code(present->procedure_code());
  if (present->has_applicant()) *filled.mutable_applicant() = present->applicant();
  if (!present->components().empty()) *filled.mutable_components() = present->components();
  if (present->channel() != 0) filled.set_channel(present->channel());
  *present = std::move(filled);
  return ToBytes(*message);
}

absl::StatusOr<std::string> WithSupplement(const std::string& method, const std::string& request,
                                           const ApplicationHeader& added, const std::string& section,
                                           const Struct& form) {
  auto message = ParseRequest(method, request);
  if (message == nullptr) return InternalError(absl::StrCat("the kept request of ", method, " does not parse"));
  RETURN_IF_ERROR(CheckSections(form, section));
  if (ApplicationHeader* header = HeaderOf(*message)) {
    MergeComponents(added.components(), header->mutable_components());
  }
  const auto mine = form.fields().find(section);
  if (mine == form.fields().end()) return ToBytes(*message);
  Message* target = MessageField(*message, "form");
  if (target == nullptr) return InvalidField(absl::StrCat("form.", section), "this part has no form");
  if (target->GetDescriptor()->FindFieldByName(section) != nullptr) target = MessageField(*target, section);
  RETURN_IF_ERROR(MergeForm(mine->second.struct_value(), absl::StrCat("form.", section), target));
  return ToBytes(*message);
}

bool IsSameRequest(const std::string& method, const std::string& a, const std::string& b) {
  const auto one = ParseRequest(method, a);
  const auto other = ParseRequest(method, b);
  return one != nullptr && other != nullptr && google::protobuf::util::MessageDifferencer::Equals(*one, *other);
}

std::string SeatOf(const std::string& method, const std::string& request) {
  const std::string agency = AgencyOfMethod(method);
  const auto message = ParseRequest(method, request);
  const std::string tenant = message == nullptr || agency != "one_stop" ? "" : StringField(*message, "province_code");
  return tenant.empty() ? agency : absl::StrCat(agency, "/", tenant);
}

absl::StatusOr<Application> ApplicationIn(const std::string& method, const std::string& response) {
  const auto* descriptor = MethodNamed(method);
  auto message = descriptor == nullptr ? nullptr : Parse(descriptor->output_type(), response);
  auto* application = message == nullptr ? nullptr
                                         : dynamic_cast<Application*>(MessageField(
                                               *message, "application", Application::descriptor()->full_name()));
  if (application == nullptr) return InternalError(absl::StrCat("the answer of ", method, " has no application"));
  return std::move(*application);
}

}  // namespace lienthong::dossier
