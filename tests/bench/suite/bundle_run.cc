#include "tests/bench/suite/bundle_run.h"

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/remote.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/status.h"
#include "services/base/world/call_context.h"

namespace lienthong::bench {
namespace {

template <class Response>
absl::StatusOr<Response> InWorld(host::Transport& transport, const std::string& world, const std::string& agency,
                                 const std::string& method, const google::protobuf::Message& request) {
  host::RawCall call;
  call.method = method;
  call.body = request.SerializeAsString();
  call.metadata = {{host::kWorldHeader, world}, {host::kCallerHeader, "bench"}};
  host::RawAnswer answer = CallAndWait(transport, agency, std::move(call));
  return host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>();
}

}  // namespace

absl::StatusOr<std::string> FileBirth(host::Transport& transport, const std::string& world, const PersonaBirth& birth) {
  RETURN_IF_ERROR(InWorld<health::v1::IssueBirthNotificationResponse>(
                      transport, world, "health", "lienthong.health.v1.HealthService/IssueBirthNotification",
                      birth.notification)
                      .status());
  ASSIGN_OR_RETURN(const auto filed,
                   InWorld<gateway::v1::SubmitDossierResponse>(
                       transport, world, "gateway", "lienthong.gateway.v1.GatewayService/SubmitDossier", birth.dossier));
  return filed.dossier().dossier_id();
}

absl::Status RunBundle(host::Transport& transport, const std::string& world, const PersonaBirth& birth) {
  gateway::v1::GetDossierRequest request;
  ASSIGN_OR_RETURN(*request.mutable_dossier_id(), FileBirth(transport, world, birth));
  ASSIGN_OR_RETURN(const auto read,
                   InWorld<gateway::v1::GetDossierResponse>(
                       transport, world, "gateway", "lienthong.gateway.v1.GatewayService/GetDossier", request));
  if (read.dossier().outcome() == gateway::v1::DOSSIER_OUTCOME_COMPLETED) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat("not completed: ", read.dossier().explanation().en()));
}

absl::StatusOr<int> CallsIn(host::Transport& transport, const std::string& world) {
  control::v1::ListJournalRequest request;
  request.set_world(world);
  request.set_page_size(1000);
  request.set_omit_bodies(true);
  ASSIGN_OR_RETURN(const auto journal,
                   CallAndWait<control::v1::ListJournalResponse>(
                       transport, "control", "lienthong.control.v1.ControlService/ListJournal", request));
  int calls = 0;
  for (const auto& entry : journal.entries()) calls += entry.kind() != control::v1::ENTRY_KIND_ROW;
  return calls;
}

}  // namespace lienthong::bench
