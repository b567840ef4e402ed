#include "gateway/http/docs/openapi_shared.h"

#include "absl/strings/str_cat.h"
#include "gateway/http/docs/refusals.h"
#include "gateway/http/docs/schema.h"
#include "lienthong/common/v1/common.pb.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

using Json = nlohmann::ordered_json;

struct MetadataHeader {
  const char* name;
  const char* meaning;
};

constexpr MetadataHeader kMetadata[] = {
    {"lienthong-world", "The world to act in; absent: default."},
    {"lienthong-caller", "Who calls; absent: anonymous."},
    {"lienthong-purpose", "What the data is for; decides which fields are answered."},
    {"lienthong-officer", "The officer who acts, for decisions."},
    {"lienthong-fault", "A fault to inject into this one call."},
    {"lienthong-wait", "skip: don't wait in wall time for what an injected fault holds up."},
    {"traceparent", "W3C trace context."},
    {"connect-timeout-ms", "The call's deadline in milliseconds."},
};

Json Text(const char* description) { return {{"type", "string"}, {"description", description}}; }

Json ErrorSchema() {
  const Json detail = {{"type", "object"},
                       {"properties",
                        {{"type", Text("Full message name, such as google.rpc.ErrorInfo.")},
                         {"value", Text("The message in binary form, base64 without padding.")},
                         {"debug", {{"description", "The message in JSON, for people."}}}}}};
  return {{"type", "object"},
          {"title", "Error"},
          {"description", "A refusal in the form of the Connect protocol."},
          {"required", Json::array({"code", "message"})},
          {"properties",
           {{"code", Text("Such as not_found.")},
            {"message", Text("One English sentence; LocalizedMessage details hold it in both languages.")},
            {"details", {{"type", "array"}, {"items", detail}}}}}};
}

Json Refusal(const char* meaning) {
  return {{"description", meaning},
          {"content", {{"application/json", {{"schema", SchemaReference("connect.Error")}}}}}};
}

Json AnyBytes() { return {{"*/*", {{"schema", {{"type", "string"}, {"format", "binary"}}}}}}; }

}  // namespace

Json SharedComponents() {
  Json components = {
      {"schemas", {{"connect.Error", ErrorSchema()}}}, {"parameters", Json::object()}, {"responses", Json::object()}};
  AddSchemas(*common::v1::FileReference::descriptor(), components["schemas"]);
  for (const auto& [name, meaning] : kMetadata) {
    components["parameters"][name] = {
        {"name", name}, {"in", "header"}, {"description", meaning}, {"schema", {{"type", "string"}}}};
  }
  for (const auto& [code, meaning] : DocumentedStatuses().subspan(1)) {
    components["responses"][absl::StrCat("Refusal", code)] = Refusal(meaning);
  }
  return components;
}

Json MetadataParameterReferences() {
  Json references = Json::array();
  for (const auto& [name, meaning] : kMetadata) {
    references.push_back({{"$ref", absl::StrCat("#/components/parameters/", name)}});
  }
  return references;
}

void AddFilePaths(Json& document) {
  const Json reference = SchemaReference("lienthong.common.v1.FileReference");
  const Json too_large = {{"$ref", "#/components/responses/Refusal413"}};
  const Json wrong = {{"$ref", "#/components/responses/Refusal400"}};
  const Json unknown = {{"$ref", "#/components/responses/Refusal404"}};
  document["tags"].push_back({{"name", "files"}, {"description", "Documents of a dossier, up to 20 MB each."}});
  document["paths"]["/files"]["post"] = {
      {"operationId", "putFile"},
      {"tags", Json::array({"files"})},
      {"summary", "Uploads one file as the raw body."},
      {"parameters",
       Json::array({{{"name", "x-file-name"}, {"in", "header"}, {"schema", Text("Percent-encoded UTF-8.")}},
                    {{"name", "digest"}, {"in", "header"}, {"schema", Text("sha-256=<hex or base64>.")}}})},
      {"requestBody", {{"required", true}, {"content", AnyBytes()}}},
      {"responses",
       {{"201", {{"description", "Stored."}, {"content", {{"application/json", {{"schema", reference}}}}}}},
        {"400", wrong},
        {"413", too_large}}}};
  document["paths"]["/files/{id}"]["get"] = {
      {"operationId", "getFile"},
      {"tags", Json::array({"files"})},
      {"summary", "Downloads one file."},
      {"parameters",
       Json::array({{{"name", "id"}, {"in", "path"}, {"required", true}, {"schema", Text("FileReference.fileId.")}}})},
      {"responses", {{"200", {{"description", "The bytes."}, {"content", AnyBytes()}}}, {"404", unknown}}}};
}

}  // namespace lienthong::http
