#include "gateway/http/docs/openapi.h"

#include "absl/strings/str_cat.h"
#include "gateway/http/connect/method.h"
#include "gateway/http/docs/comments.h"
#include "gateway/http/docs/example.h"
#include "gateway/http/docs/openapi_shared.h"
#include "gateway/http/docs/refusals.h"
#include "gateway/http/docs/schema.h"
#include "nlohmann/json.hpp"
#include "services/base/descriptors/methods.h"

namespace lienthong::http {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using Json = nlohmann::ordered_json;

constexpr char kAbout[] =
    "JSON over HTTP for every method of every simulated office. Calls follow the Connect unary protocol, so "
    "application/proto works too. All people and records are synthetic.";

std::string ReasonList(const Json& reasons) {
  std::string list = "A refusal.";
  for (const Json& reason : reasons) {
    absl::StrAppend(&list, "\n- `", reason["reason"].get<std::string>(), "`: ", reason["vi"].get<std::string>(), " / ",
                    reason["en"].get<std::string>());
  }
  return list;
}

Json Responses(const MethodDescriptor& method, const char* media_type) {
  Json responses;
  const Json schema = SchemaReference(method.output_type()->full_name());
  responses["200"] = {{"description", DocumentedStatuses()[0].meaning},
                      {"content", {{media_type, {{"schema", schema}}}}}};
  for (const auto& [code, meaning] : DocumentedStatuses().subspan(1)) {
    responses[absl::StrCat(code)] = {{"$ref", absl::StrCat("#/components/responses/Refusal", code)}};
  }
  const Json reasons = ReasonsOf(method);
  responses["default"] = {{"description", ReasonList(reasons)},
                          {"content", {{"application/json", {{"schema", SchemaReference("connect.Error")}}}}},
                          {"x-reasons", reasons}};
  return responses;
}

Json Operation(const MethodDescriptor& method) {
  const Comment comment = CommentOf(method);
  Json operation = {{"operationId", absl::StrCat(method.service()->full_name(), ".", method.name())},
                    {"tags", Json::array({method.service()->full_name()})},
                    {"summary", comment.summary},
                    {"description", comment.text}};
  const Json fidelity = FidelityOf(method);
  if (!fidelity.is_null()) operation["x-fidelity"] = fidelity;
  operation["parameters"] = MetadataParameterReferences();
  return operation;
}

Json UnaryOperation(const MethodDescriptor& method) {
  Json operation = Operation(method);
  const Json content = {{"schema", SchemaReference(method.input_type()->full_name())},
                        {"example", ExampleOf(*method.input_type())}};
  operation["requestBody"] = {{"required", true}, {"content", {{"application/json", content}}}};
  operation["responses"] = Responses(method, "application/json");
  return {{"post", std::move(operation)}};
}

Json WatchOperation(const MethodDescriptor& method) {
  Json operation = Operation(method);
  operation["parameters"].push_back({{"name", "stream"},
                                     {"in", "query"},
                                     {"required", true},
                                     {"allowEmptyValue", true},
                                     {"schema", {{"type", "string"}}}});
  operation["parameters"].push_back(
      {{"name", "message"},
       {"in", "query"},
       {"content", {{"application/json", {{"schema", SchemaReference(method.input_type()->full_name())}}}}}});
  operation["responses"] = Responses(method, "text/event-stream");
  return {{"get", std::move(operation)}};
}

void AddService(const ServiceDescriptor& service, Json& document) {
  document["tags"].push_back({{"name", service.full_name()}, {"description", CommentOf(service).text}});
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    if (method.client_streaming()) continue;
    AddSchemas(*method.input_type(), document["components"]["schemas"]);
    AddSchemas(*method.output_type(), document["components"]["schemas"]);
    document["paths"][absl::StrCat("/", WireName(method))] =
        IsUnary(method) ? UnaryOperation(method) : WatchOperation(method);
  }
}

}  // namespace

std::string OpenApiDocument(const Backend& backend) {
  Json document = {{"openapi", "3.1.0"},
                   {"info", {{"title", "Liên Thông"}, {"version", "1"}, {"description", kAbout}}},
                   {"servers", Json::array({{{"url", "/"}}})},
                   {"tags", Json::array()},
                   {"paths", Json::object()},
                   {"components", SharedComponents()}};
  for (const std::string& name : backend.Services()) {
    if (const auto* service = backend.Descriptors().FindServiceByName(name)) AddService(*service, document);
  }
  AddFilePaths(document);
  return document.dump(1);
}

}  // namespace lienthong::http
