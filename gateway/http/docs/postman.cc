#include "gateway/http/docs/postman.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/http/connect/method.h"
#include "gateway/http/docs/comments.h"
#include "gateway/http/docs/example.h"
#include "gateway/http/docs/refusals.h"
#include "nlohmann/json.hpp"
#include "services/base/descriptors/methods.h"

namespace lienthong::http {
namespace {

using google::protobuf::MethodDescriptor;
using google::protobuf::ServiceDescriptor;
using Json = nlohmann::ordered_json;

constexpr char kSchema[] = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

Json Header(const char* name, const char* value) { return {{"key", name}, {"value", value}}; }

Json Variable(const char* name, absl::string_view value) {
  return {{"key", name}, {"value", std::string(value)}, {"type", "string"}};
}

// Runs in Postman and newman after each answer.
Json TestScript() {
  const auto add_code = [](std::string* out, const DocumentedStatus& status) { absl::StrAppend(out, status.code); };
  const std::string codes = absl::StrJoin(DocumentedStatuses(), ", ", add_code);
  const Json lines = {"pm.test('the HTTP status is a documented one', () => {",
                      absl::StrCat("  pm.expect(pm.response.code).to.be.oneOf([", codes, "]);"),
                      "});",
                      "pm.test('the body is JSON, and a refusal names its code', () => {",
                      "  const body = pm.response.json();",
                      "  if (pm.response.code !== 200) pm.expect(body.code).to.be.a('string');",
                      "});"};
  return Json::array({{{"listen", "test"}, {"script", {{"type", "text/javascript"}, {"exec", lines}}}}});
}

Json Request(const MethodDescriptor& method) {
  const Json url = {{"raw", absl::StrCat("{{baseUrl}}/", WireName(method))},
                    {"host", Json::array({"{{baseUrl}}"})},
                    {"path", Json::array({method.service()->full_name(), method.name()})}};
  const Json body = {{"mode", "raw"},
                     {"raw", ExampleOf(*method.input_type()).dump(2)},
                     {"options", {{"raw", {{"language", "json"}}}}}};
  return {{"method", "POST"},
          {"header", Json::array({Header("content-type", "application/json"), Header("lienthong-world", "{{world}}"),
                                  Header("lienthong-caller", "{{caller}}")})},
          {"body", body},
          {"url", url},
          {"description", CommentOf(method).text}};
}

Json Folder(const ServiceDescriptor& service) {
  Json items = Json::array();
  for (int i = 0; i < service.method_count(); ++i) {
    const MethodDescriptor& method = *service.method(i);
    if (!IsUnary(method)) continue;
    items.push_back({{"name", method.name()}, {"event", TestScript()}, {"request", Request(method)}});
  }
  return {{"name", service.full_name()}, {"description", CommentOf(service).text}, {"item", std::move(items)}};
}

}  // namespace

std::string PostmanCollection(const Backend& backend, absl::string_view base_url) {
  Json folders = Json::array();
  for (const std::string& name : backend.Services()) {
    if (const auto* service = backend.Descriptors().FindServiceByName(name)) folders.push_back(Folder(*service));
  }
  const Json collection = {
      {"info",
       {{"name", "Liên Thông"}, {"description", "Every unary method of every simulated office."}, {"schema", kSchema}}},
      {"item", std::move(folders)},
      {"variable",
       Json::array({Variable("baseUrl", base_url), Variable("world", "default"), Variable("newWorld", "from-postman"),
                    Variable("caller", "postman"), Variable("personalNumber", "")})}};
  // The base URL comes from a client.
  return collection.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lienthong::http
