#include "services/base/rpc/reflection_answers.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "google/protobuf/descriptor.pb.h"

namespace lienthong::host {
namespace {

using google::protobuf::DescriptorPool;
using google::protobuf::FieldDescriptor;
using google::protobuf::FileDescriptor;
using grpc::reflection::v1::FileDescriptorResponse;
using grpc::reflection::v1::ServerReflectionRequest;
using grpc::reflection::v1::ServerReflectionResponse;

const DescriptorPool& Pool() { return *DescriptorPool::generated_pool(); }

void Fail(absl::StatusCode code, const std::string& message, ServerReflectionResponse* response) {
  response->mutable_error_response()->set_error_code(static_cast<int>(code));
  response->mutable_error_response()->set_error_message(message);
}

// The file, then everything it imports, each once.
void AddFile(const FileDescriptor& file, absl::flat_hash_set<const FileDescriptor*>* seen,
             FileDescriptorResponse* response) {
  if (!seen->insert(&file).second) return;
  google::protobuf::FileDescriptorProto proto;
  file.CopyTo(&proto);
  proto.SerializeToString(response->add_file_descriptor_proto());
  for (int i = 0; i < file.dependency_count(); ++i) AddFile(*file.dependency(i), seen, response);
}

void AnswerFile(const FileDescriptor* file, const std::string& what, ServerReflectionResponse* response) {
  if (file == nullptr) return Fail(absl::StatusCode::kNotFound, absl::StrCat(what, " is not there"), response);
  absl::flat_hash_set<const FileDescriptor*> seen;
  AddFile(*file, &seen, response->mutable_file_descriptor_response());
}

const FileDescriptor* FileOfExtension(const grpc::reflection::v1::ExtensionRequest& request) {
  const auto* type = Pool().FindMessageTypeByName(request.containing_type());
  const auto* field = type == nullptr ? nullptr : Pool().FindExtensionByNumber(type, request.extension_number());
  return field == nullptr ? nullptr : field->file();
}

void AnswerExtensionNumbers(const std::string& name, ServerReflectionResponse* response) {
  const auto* type = Pool().FindMessageTypeByName(name);
  if (type == nullptr) return Fail(absl::StatusCode::kNotFound, absl::StrCat(name, " is not there"), response);
  std::vector<const FieldDescriptor*> fields;
  Pool().FindAllExtensions(type, &fields);
  auto& answer = *response->mutable_all_extension_numbers_response();
  answer.set_base_type_name(name);
  for (const FieldDescriptor* field : fields) answer.add_extension_number(field->number());
  std::sort(answer.mutable_extension_number()->begin(), answer.mutable_extension_number()->end());
}

}  // namespace

ServerReflectionResponse Reflect(const ServerReflectionRequest& request, const std::vector<std::string>& services) {
  ServerReflectionResponse response;
  response.set_valid_host(request.host());
  *response.mutable_original_request() = request;
  switch (request.message_request_case()) {
    case ServerReflectionRequest::kFileByFilename:
      AnswerFile(Pool().FindFileByName(request.file_by_filename()), request.file_by_filename(), &response);
      break;
    case ServerReflectionRequest::kFileContainingSymbol:
      AnswerFile(Pool().FindFileContainingSymbol(request.file_containing_symbol()), request.file_containing_symbol(),
                 &response);
      break;
    case ServerReflectionRequest::kFileContainingExtension:
      AnswerFile(FileOfExtension(request.file_containing_extension()), "the extension", &response);
      break;
    case ServerReflectionRequest::kAllExtensionNumbersOfType:
      AnswerExtensionNumbers(request.all_extension_numbers_of_type(), &response);
      break;
    case ServerReflectionRequest::kListServices:
      response.mutable_list_services_response();
      for (const std::string& name : services) response.mutable_list_services_response()->add_service()->set_name(name);
      break;
    case ServerReflectionRequest::MESSAGE_REQUEST_NOT_SET:
      Fail(absl::StatusCode::kInvalidArgument, "the request asks nothing", &response);
  }
  return response;
}

}  // namespace lienthong::host
