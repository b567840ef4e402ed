#include "scenarios/runner/stage.h"

#include "absl/strings/str_cat.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::scenarios {

Stage::Stage(const ScenarioFile& file, const seeds::Nation& nation, host::Transport* transport,
             const std::string& world, std::string run)
    : file_(file), run_(std::move(run)), client_(transport, world) {
  scope_.nation = &nation;
  scope_.world = world;
  scope_.dossier_now = [this](const std::string& name) { return DossierNow(name); };
  for (const auto& [name, value] : file.scenario.let().fields()) scope_.let[name] = ToJson(value);
}

void Stage::Save(const std::string& name, Json value) {
  dossiers_.erase(name);
  scope_.saved[name] = std::move(value);
}

void Stage::SaveDossier(const std::string& name, Json dossier) {
  dossiers_.insert(DossierName(name));
  scope_.saved[DossierName(name)] = std::move(dossier);
}

absl::StatusOr<const Json*> Stage::DossierNow(const std::string& name) {
  if (dossiers_.count(name) == 0) return nullptr;
  if (read_.count(name) == 0) RETURN_IF_ERROR(ReadDossier(name).status());
  return &scope_.saved[name];
}

void Stage::Fail(const std::string& pointer, std::string message) {
  failures_.push_back({LineOf(pointer), std::move(message)});
}

bool Stage::Check(const std::string& pointer, const absl::Status& status) {
  if (!status.ok()) Fail(pointer, Describe(status));
  return status.ok();
}

std::string Stage::NextRequestId() { return absl::StrCat("scenario-", ++requests_); }

std::string Stage::NextRequestId(const std::string& agency) {
  const std::string id = NextRequestId();
  return agency == "control" ? absl::StrCat(run_, "/", client_.world(), "/", id) : id;
}

absl::StatusOr<std::string> Stage::DossierId(const std::string& name) const {
  const auto saved = scope_.saved.find(DossierName(name));
  if (saved == scope_.saved.end() || !saved->second.is_object() || !saved->second.contains("dossier_id")) {
    return absl::NotFoundError(absl::StrCat("no dossier is saved as \"", DossierName(name), "\""));
  }
  return saved->second["dossier_id"].get<std::string>();
}

absl::StatusOr<gateway::v1::Dossier> Stage::ReadDossier(const std::string& name) {
  gateway::v1::GetDossierRequest request;
  ASSIGN_OR_RETURN(*request.mutable_dossier_id(), DossierId(name));
  ASSIGN_OR_RETURN(gateway::v1::GetDossierResponse response,
                   client_.Ask<gateway::v1::GetDossierResponse>(
                       "gateway", "lienthong.gateway.v1.GatewayService/GetDossier", request));
  ASSIGN_OR_RETURN(Json dossier, MessageToJson(response.dossier()));
  SaveDossier(name, std::move(dossier));
  read_.insert(DossierName(name));
  return std::move(*response.mutable_dossier());
}

std::string Describe(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  const std::string code = absl::StatusCodeToString(status.code());
  if (reason == Reason::REASON_UNSPECIFIED) return absl::StrCat(code, ": ", absl::string_view(status.message()));
  return absl::StrCat(code, " ", common::v1::Reason_Name(reason), ": ", absl::string_view(status.message()));
}

}  // namespace lienthong::scenarios
