#include "gateway/dossier/request_filling.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gateway/dossier/conductor.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/message.h"
#include "google/protobuf/util/json_util.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::dossier {
namespace {

using applications::v1::Application;
using applications::v1::ApplicationHeader;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Struct;

const google::protobuf::MethodDescriptor* Describe(const std::string& method) {
  return google::protobuf::DescriptorPool::generated_pool()->FindMethodByName(
      absl::StrReplaceAll(method, {{"/", "."}}));
}

std::unique_ptr<Message> Parse(const google::protobuf::Descriptor* type, const std::string& bytes) {
  std::unique_ptr<Message> message(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(type)->New());
  if (!message->ParseFromString(bytes)) return nullptr;
  return message;
}

std::unique_ptr<Message> ParseRequest(const std::string& method, const std::string& bytes) {
  const auto* descriptor = Describe(method);
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

void MergeComponents(const ApplicationHeader& added, ApplicationHeader* header) {
  for (const auto& component : added.components()) {
    auto* components = header->mutable_components();
    auto it = std::find_if(components->begin(), components->end(), [&](const auto& known) {
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

}  // namespace

std::string WithRequestId(const std::string& method, const std::string& request, const std::string& request_id) {
  const auto* descriptor = Describe(method);
  if (descriptor == nullptr || descriptor->input_type()->FindFieldByName("request_id") == nullptr) return request;
  auto message = Parse(descriptor->input_type(), request);
  if (message == nullptr) return request;
  message->GetReflection()->SetString(message.get(), descriptor->input_type()->FindFieldByName("request_id"),
                                      request_id);
  return message->SerializeAsString();
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
  return message->SerializeAsString();
}

absl::StatusOr<std::string> WithSupplement(const std::string& method, const std::string& request,
                                           const ApplicationHeader& added, const std::string& section,
                                           const Struct& form) {
  auto message = ParseRequest(method, request);
  if (message == nullptr) return InternalError(absl::StrCat("the kept request of ", method, " does not parse"));
  if (ApplicationHeader* header = HeaderOf(*message)) MergeComponents(added, header);
  const auto mine = form.fields().find(section);
  if (mine == form.fields().end() || !mine->second.has_struct_value()) return message->SerializeAsString();
  Message* target = MessageField(*message, "form");
  if (target == nullptr) return InvalidField(absl::StrCat("form.", section), "this part has no form");
  if (target->GetDescriptor()->FindFieldByName(section) != nullptr) target = MessageField(*target, section);
  RETURN_IF_ERROR(MergeForm(mine->second.struct_value(), absl::StrCat("form.", section), target));
  return message->SerializeAsString();
}

std::string SeatOf(const std::string& method, const std::string& request) {
  const std::string agency = AgencyOfMethod(method);
  const auto message = ParseRequest(method, request);
  const std::string tenant = message == nullptr || agency != "one_stop" ? "" : StringField(*message, "province_code");
  return tenant.empty() ? agency : absl::StrCat(agency, "/", tenant);
}

absl::StatusOr<Application> ApplicationIn(const std::string& method, const std::string& response) {
  const auto* descriptor = Describe(method);
  auto message = descriptor == nullptr ? nullptr : Parse(descriptor->output_type(), response);
  auto* application = message == nullptr ? nullptr
                                         : dynamic_cast<Application*>(MessageField(
                                               *message, "application", Application::descriptor()->full_name()));
  if (application == nullptr) return InternalError(absl::StrCat("the answer of ", method, " has no application"));
  return std::move(*application);
}

}  // namespace lienthong::dossier
