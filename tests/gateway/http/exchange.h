#pragma once

#include <string>

#include "gateway/http/handler.h"
#include "gmock/gmock.h"
#include "nlohmann/json.hpp"

namespace lienthong::http {

inline constexpr char kCheck[] = "/grpc.health.v1.Health/Check";

// Hands one request to a handler whose backend answers at once.
inline Reply Exchange(Backend& backend, HttpRequest request) {
  Handler handler(backend);
  Reply reply;
  bool answered = false;
  handler.Handle(std::move(request), [&](Reply given) {
    reply = std::move(given);
    answered = true;
  });
  EXPECT_TRUE(answered);
  return reply;
}

inline HttpRequest JsonCall(std::string target, std::string body) {
  return {"POST", std::move(target), {{"content-type", "application/json"}}, std::move(body)};
}

inline std::string HeaderOf(const HttpResponse& response, const std::string& name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return "";
}

// The reason in the ErrorInfo of a Connect error.
inline std::string ReasonIn(const std::string& body) {
  const auto error = nlohmann::json::parse(body, nullptr, false);
  if (error.is_discarded() || !error.contains("details")) return "";
  for (const auto& detail : error["details"]) {
    if (detail["type"] == "google.rpc.ErrorInfo") return detail["debug"]["reason"];
  }
  return "";
}

// The first field path in the BadRequest of a Connect error.
inline std::string FieldIn(const std::string& body) {
  const auto error = nlohmann::json::parse(body);
  for (const auto& detail : error["details"]) {
    if (detail["type"] == "google.rpc.BadRequest") return detail["debug"]["fieldViolations"][0]["field"];
  }
  return "";
}

// A response with this HTTP status whose error has this reason.
MATCHER_P2(Refused, status, reason, "") {
  *result_listener << "status " << arg.status << ", body " << arg.body;
  return arg.status == status && ReasonIn(arg.body) == reason;
}

}  // namespace lienthong::http
