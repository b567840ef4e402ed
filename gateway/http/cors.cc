#include "gateway/http/cors.h"

#include "absl/strings/match.h"
#include "absl/strings/strip.h"

namespace lienthong::http {
namespace {

constexpr char kPreflightSeconds[] = "600";

absl::string_view HostOf(absl::string_view authority) {
  if (absl::StartsWith(authority, "[")) return authority.substr(0, authority.find(']') + 1);
  return authority.substr(0, authority.find(':'));
}

}  // namespace

bool IsTrustedOrigin(absl::string_view origin) {
  if (!absl::ConsumePrefix(&origin, "http://") && !absl::ConsumePrefix(&origin, "https://")) return false;
  const absl::string_view host = HostOf(origin);
  return host == "localhost" || absl::EndsWith(host, ".localhost") || host == "127.0.0.1" || host == "[::1]";
}

void AllowOrigin(absl::string_view origin, HttpResponse& response) {
  if (origin.empty()) return;
  response.headers.emplace_back("vary", "origin");
  if (!IsTrustedOrigin(origin)) return;
  response.headers.emplace_back("access-control-allow-origin", std::string(origin));
  response.headers.emplace_back("access-control-expose-headers", "*");
}

HttpResponse PreflightResponse(const HttpRequest& request, absl::string_view allowed) {
  HttpResponse response;
  response.status = 204;
  response.headers.emplace_back("allow", std::string(allowed));
  if (!IsTrustedOrigin(request.Header("origin"))) return response;
  const absl::string_view wanted = request.Header("access-control-request-headers");
  response.headers.emplace_back("access-control-allow-methods", std::string(allowed));
  if (!wanted.empty()) response.headers.emplace_back("access-control-allow-headers", std::string(wanted));
  response.headers.emplace_back("access-control-max-age", kPreflightSeconds);
  return response;
}

}  // namespace lienthong::http
