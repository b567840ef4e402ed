#include "gateway/http/handler.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/http/connect/error.h"
#include "gateway/http/connect/events.h"
#include "gateway/http/connect/metadata.h"
#include "gateway/http/connect/method.h"
#include "gateway/http/cors.h"
#include "gateway/http/docs/openapi.h"
#include "gateway/http/docs/postman.h"
#include "gateway/http/errors.h"
#include "gateway/http/files/files.h"
#include "gateway/http/pages/agencies.h"
#include "gateway/http/pages/health.h"
#include "services/base/descriptors/methods.h"

namespace lienthong::http {
namespace {

using google::protobuf::MethodDescriptor;

constexpr char kFiles[] = "/files";
constexpr char kFilePrefix[] = "/files/";
constexpr char kReading[] = "GET, HEAD, OPTIONS";
constexpr char kDocumentType[] = "application/json";

bool IsDocument(const std::string& path) {
  return path == "/" || path == "/openapi.json" || path == "/postman.json" || path == "/metrics" || path == "/healthz";
}

HttpResponse Text(const char* media_type, std::string body) {
  HttpResponse response;
  response.headers = {{"content-type", media_type}};
  response.body = std::move(body);
  return response;
}

const char* AllowedOn(const MethodDescriptor& method) {
  if (!IsUnary(method)) return "GET, OPTIONS";
  return IsSideEffectFree(method) ? "POST, GET, HEAD, OPTIONS" : "POST, OPTIONS";
}

std::string AllowedOn(const Backend& backend, const std::string& path) {
  if (IsDocument(path) || absl::StartsWith(path, kFilePrefix)) return kReading;
  if (path == kFiles) return "POST, OPTIONS";
  const auto method = IsMethodPath(path) ? FindMethod(backend, path) : absl::StatusOr<const MethodDescriptor*>(nullptr);
  return method.ok() && *method != nullptr ? AllowedOn(**method) : "OPTIONS";
}

std::string BaseUrl(const HttpRequest& request) {
  const absl::string_view host = request.Header("host");
  return absl::StrCat("http://", host.empty() ? "localhost" : host);
}

}  // namespace

Handler::Handler(Backend& backend) : backend_(backend), codec_(backend.Descriptors()), unary_(backend, codec_) {}

void Handler::Handle(HttpRequest request, ReplyDone done) {
  const std::string origin(request.Header("origin"));
  const bool is_head = request.method == "HEAD";
  if (is_head) request.method = "GET";  // the server keeps the length and drops the body
  Route(std::move(request), [origin, done = std::move(done)](Reply reply) mutable {
    AllowOrigin(origin, reply.response);
    done(std::move(reply));
  });
}

void Handler::Route(HttpRequest request, ReplyDone done) {
  const auto url = ParseUrl(request.target == "*" ? "/" : request.target);
  if (!url) return done({Refusal(HttpMalformed("request target"))});
  if (request.method == "OPTIONS") return done({PreflightResponse(request, AllowedOn(backend_, url->path))});
  if (IsDocument(url->path)) return done({Document(*url, request)});
  if (const absl::Status status = CheckCallHeaders(request.headers); !status.ok()) return done({Refusal(status)});
  if (url->path == kFiles || absl::StartsWith(url->path, kFilePrefix)) {
    return RouteFile(*url, std::move(request), std::move(done));
  }
  if (IsMethodPath(url->path)) return RouteMethod(*url, std::move(request), std::move(done));
  done({Refusal(PathUnknown())});
}

void Handler::RouteMethod(const Url& url, HttpRequest request, ReplyDone done) {
  const auto found = FindMethod(backend_, url.path);
  if (!found.ok()) return done({Refusal(found.status())});
  const MethodDescriptor& method = **found;
  if (request.method == "GET" && url.Parameter("stream")) {
    return OpenEvents(backend_, codec_, method, url, request, std::move(done));
  }
  if (!IsUnary(method)) return done({Refusal(StreamKindWrong(WireName(method), "GET with ?stream"))});
  const bool is_connect_get = request.method == "GET" && url.Parameter("connect") == "v1" && IsSideEffectFree(method);
  if (is_connect_get) return unary_.Get(method, url, request, std::move(done));
  if (request.method != "POST") return done({Refusal(MethodNotAllowed(request.method, AllowedOn(method)))});
  unary_.Post(method, std::move(request), std::move(done));
}

void Handler::RouteFile(const Url& url, HttpRequest request, ReplyDone done) {
  if (url.path == kFiles) {
    if (request.method != "POST") return done({Refusal(MethodNotAllowed(request.method, "POST, OPTIONS"))});
    return PutFile(backend_, codec_, std::move(request), std::move(done));
  }
  if (request.method != "GET") return done({Refusal(MethodNotAllowed(request.method, kReading))});
  GetFile(backend_, codec_, request, url.path.substr(sizeof(kFilePrefix) - 1), std::move(done));
}

HttpResponse Handler::Document(const Url& url, const HttpRequest& request) const {
  if (request.method != "GET") return Refusal(MethodNotAllowed(request.method, kReading));
  if (url.path == "/openapi.json") return Text(kDocumentType, OpenApiDocument(backend_));
  if (url.path == "/postman.json") return Text(kDocumentType, PostmanCollection(backend_, BaseUrl(request)));
  if (url.path == "/metrics") return Text("text/plain; version=0.0.4; charset=utf-8", backend_.MetricsText());
  if (url.path == "/healthz") return HealthResponse(backend_);
  const std::string language = PageLanguage(url.Parameter("lang").value_or(""), request.Header("accept-language"));
  HttpResponse page = Text("text/html; charset=utf-8", AgenciesPage(backend_, language, BaseUrl(request)));
  page.headers.emplace_back("content-language", language);
  page.headers.emplace_back("vary", "accept-language");
  page.headers.emplace_back("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:");
  return page;
}

std::size_t Handler::BodyLimit(const std::string& method, const std::string& target) {
  const bool is_upload = method == "POST" && target.substr(0, target.find('?')) == kFiles;
  return is_upload ? kMaxFileBytes : kMaxMessageBytes;
}

HttpResponse Handler::BodyTooLarge(const std::string& method, const std::string& target) const {
  const std::size_t limit = BodyLimit(method, target);
  return Refusal(limit == kMaxFileBytes ? FileTooLarge(limit) : MessageTooLarge(limit));
}

HttpResponse Handler::Refusal(const absl::Status& status) const { return ErrorResponse(status, codec_); }

}  // namespace lienthong::http
