#include "gateway/http/pages/health.h"

#include "nlohmann/json.hpp"

namespace lienthong::http {
namespace {

const char* ServingStatus(bool serving) { return serving ? "SERVING" : "NOT_SERVING"; }

}  // namespace

HttpResponse HealthResponse(const Backend& backend) {
  const bool healthy = backend.Healthy();
  nlohmann::ordered_json agencies = nlohmann::ordered_json::object();
  for (const Agency& agency : backend.Agencies()) agencies[agency.name] = ServingStatus(agency.reachable);
  const nlohmann::ordered_json health = {{"status", ServingStatus(healthy)}, {"agencies", agencies}};
  HttpResponse response;
  response.status = healthy ? 200 : 503;
  response.headers = {{"content-type", "application/json"}, {"cache-control", "no-store"}};
  response.body = health.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return response;
}

}  // namespace lienthong::http
