#include "tests/processes/town_client.h"

#include "grpc/health/v1/health.pb.h"
#include "lienthong/control/v1/control_service.pb.h"

namespace lienthong::testing {

TownClient::TownClient(const std::string& gateway) {
  directory_.SetAddress("control", gateway);
  directory_.SetAddress("gateway", gateway);
  const auto known = Call<control::v1::ListAgenciesResponse>("control", "control.v1.ControlService/ListAgencies",
                                                             control::v1::ListAgenciesRequest());
  if (!known.ok()) return;
  for (const auto& agency : known->agencies()) directory_.SetAddress(agency.name(), agency.address());
}

absl::Status TownClient::CreateWorld(const std::string& world) {
  control::v1::CreateWorldRequest request;
  request.set_request_id("create-" + world);
  request.mutable_world()->set_name(world);
  return Call<control::v1::CreateWorldResponse>("control", "control.v1.ControlService/CreateWorld", request).status();
}

const PersonaBirth& TownClient::Birth() {
  static const auto* birth = new PersonaBirth(*BirthOf(**seeds::Nation::Generate({}), "binh-family"));
  return *birth;
}

absl::StatusOr<std::string> TownClient::FileBirth(const std::string& world) {
  const auto notice = Call<health::v1::IssueBirthNotificationResponse>(
      "health", "health.v1.HealthService/IssueBirthNotification", Birth().notification, world);
  if (!notice.ok()) return notice.status();
  const auto filed = Call<gateway::v1::SubmitDossierResponse>("gateway", "gateway.v1.GatewayService/SubmitDossier",
                                                              Birth().dossier, world);
  if (!filed.ok()) return filed.status();
  return filed->dossier().dossier_id();
}

std::string TownClient::Health(const std::string& agency) {
  host::RawCall call;
  call.method = "grpc.health.v1.Health/Check";
  call.timeout = absl::Seconds(30);
  const host::RawAnswer answer = CallAndWait(transport_, agency, std::move(call));
  if (!answer.status.ok()) return answer.status.ToString();
  grpc::health::v1::HealthCheckResponse response;
  response.ParseFromString(answer.body);
  return grpc::health::v1::HealthCheckResponse::ServingStatus_Name(response.status());
}

}  // namespace lienthong::testing
