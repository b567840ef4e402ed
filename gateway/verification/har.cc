#include "gateway/verification/har.h"

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gateway/http/connect/error.h"
#include "gateway/http/json/codec.h"
#include "gateway/verification/bodies.h"
#include "services/base/error/error.h"
#include "services/base/host/wire.h"
#include "services/base/world/times.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalEntry;
using Object = nlohmann::ordered_json;

constexpr char kJsonType[] = "application/json";

Object Header(const std::string& name, const std::string& value) { return {{"name", name}, {"value", value}}; }

Object HeadersOf(const JournalEntry& entry, const std::string& world) {
  Object headers = Object::array({Header("content-type", kJsonType), Header(host::kWorldHeader, world)});
  const auto put = [&headers](const char* name, const std::string& value) {
    if (!value.empty()) headers.push_back(Header(name, value));
  };
  put(host::kCallerHeader, entry.caller());
  put(host::kPurposeHeader, entry.purpose());
  put("traceparent", entry.traceparent());
  return headers;
}

// The text of a body, and of one that isn't there as JSON what it is instead.
std::string BodyText(const Json& body) { return body.is_null() ? "" : Text(body); }

Object RequestPart(const JournalEntry& entry, const std::string& world, Showing showing) {
  const std::string body = BodyText(RequestOf(entry, showing));
  Object request;
  request["method"] = "POST";
  request["url"] = absl::StrCat("http://", entry.agency(), ".lienthong.invalid/", entry.method());
  request["httpVersion"] = "HTTP/1.1";
  request["cookies"] = Object::array();
  request["headers"] = HeadersOf(entry, world);
  request["queryString"] = Object::array();
  request["postData"] = {{"mimeType", kJsonType}, {"params", Object::array()}, {"text", body}};
  request["headersSize"] = -1;
  request["bodySize"] = body.size();
  return request;
}

Object ResponsePart(const JournalEntry& entry, Showing showing) {
  static const auto* codec = new http::JsonCodec(*google::protobuf::DescriptorPool::generated_pool());
  const absl::Status status = FromRpcStatus(entry.status());
  const std::string body = status.ok() ? BodyText(ResponseOf(entry, showing)) : http::ConnectErrorJson(status, *codec);
  Object response;
  response["status"] = status.ok() ? 200 : http::HttpStatus(status);
  response["statusText"] = OutcomeOf(entry);
  response["httpVersion"] = "HTTP/1.1";
  response["cookies"] = Object::array();
  response["headers"] = Object::array({Header("content-type", kJsonType)});
  response["content"] = {{"size", body.size()}, {"mimeType", kJsonType}, {"text", body}};
  response["redirectURL"] = "";
  response["headersSize"] = -1;
  response["bodySize"] = body.size();
  return response;
}

Object OwnPart(const JournalEntry& entry) {
  Object own = {{"at", Instant(entry.at())},    {"step", entry.step()},
                {"path", entry.path()},         {"agency", entry.agency()},
                {"line", entry.line()},         {"outcome", OutcomeOf(entry)},
                {"run", entry.run()},           {"replay", entry.replay()},
                {"onlooker", entry.onlooker()}, {"request_id", entry.request_id()}};
  return own;
}

Object EntryOf(const JournalEntry& entry, const std::string& world, Showing showing) {
  const double took = absl::ToDoubleMilliseconds(FromProto(entry.latency()));
  Object object;
  object["startedDateTime"] = Instant(entry.has_wall_time() ? entry.wall_time() : entry.at());
  object["time"] = took;
  object["request"] = RequestPart(entry, world, showing);
  object["response"] = ResponsePart(entry, showing);
  object["cache"] = Object::object();
  object["timings"] = {{"send", 0}, {"wait", took}, {"receive", 0}};
  object["_lienthong"] = OwnPart(entry);
  return object;
}

}  // namespace

std::string Har(const std::vector<JournalEntry>& entries, const std::string& world, Showing showing) {
  Object log;
  log["version"] = "1.2";
  log["creator"] = {{"name", "lienthong"}, {"version", "1"}};
  log["entries"] = Object::array();
  for (const JournalEntry& entry : entries) {
    if (entry.kind() != control::v1::ENTRY_KIND_ROW) log["entries"].push_back(EntryOf(entry, world, showing));
  }
  return Object{{"log", log}}.dump(1, ' ', false, Object::error_handler_t::replace) + "\n";
}

}  // namespace lienthong::verification
