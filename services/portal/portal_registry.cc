#include "services/portal/portal_registry.h"

#include <utility>
#include <vector>

#include "google/protobuf/util/message_differencer.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/portal/dossier_progress.h"
#include "services/portal/portal_errors.h"

namespace lienthong::portal {
namespace {

constexpr char kByApplicant[] = "applicant";

std::vector<store::Index<v1::PortalDossier>> DossierIndexes() {
  return {{kByApplicant,
           [](const v1::PortalDossier& dossier) { return std::vector<std::string>{dossier.applicant().pin()}; }}};
}

v1::RegisterDossierRequest ContentOf(v1::RegisterDossierRequest request) {
  request.clear_request_id();
  return request;
}

google::protobuf::Timestamp GivenOrNow(bool given, const google::protobuf::Timestamp& time,
                                       const CallContext& context) {
  return given ? time : ToProto(context.now);
}

// Only what the request may say of a part; it stands where the dossier stands.
v1::PortalDossierPart NewPart(const v1::PortalDossierPart& given, const v1::PortalDossier& dossier) {
  v1::PortalDossierPart part;
  part.set_part(given.part());
  part.set_procedure_code(given.procedure_code());
  part.set_agency(given.agency());
  if (given.has_title()) *part.mutable_title() = given.title();
  part.set_status(dossier.status());
  *part.mutable_updated_at() = dossier.submitted_at();
  return part;
}

void Submit(const google::protobuf::Timestamp& at, v1::PortalDossier& dossier) {
  dossier.set_status(applications::v1::APPLICATION_STATUS_SUBMITTED);
  dossier.set_next_actor(applications::NextActor(dossier.status()));
  *dossier.mutable_submitted_at() = at;
  applications::v1::StatusChange& change = *dossier.add_history();
  change.set_status(dossier.status());
  *change.mutable_at() = at;
  change.set_by("applicant");
}

}  // namespace

PortalRegistry::PortalRegistry(const Catalogue& catalogue)
    : catalogue_(catalogue),
      dossiers_(
          "dossier", [](const v1::PortalDossier& dossier) { return dossier.dossier_code(); }, DossierIndexes()),
      registrations_("registration",
                     [](const v1::RegisterDossierRequest& registration) { return registration.dossier_code(); }) {}

absl::StatusOr<v1::PortalDossier> PortalRegistry::Register(const CallContext& context, store::Txn& txn,
                                                           const v1::RegisterDossierRequest& request) const {
  const v1::RegisterDossierRequest content = ContentOf(request);
  if (const auto known = registrations_.Get(txn, request.dossier_code())) {
    const bool same = google::protobuf::util::MessageDifferencer::Equals(*known, content);
    if (!same) return PortalDossierCodeTaken(request.dossier_code());
    return Get(txn, request.dossier_code());
  }
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, NewDossier(context, request));
  RETURN_IF_ERROR(registrations_.Put(txn, content));
  RETURN_IF_ERROR(dossiers_.Put(txn, dossier));
  return dossier;
}

absl::StatusOr<v1::PortalDossier> PortalRegistry::NewDossier(const CallContext& context,
                                                             const v1::RegisterDossierRequest& request) const {
  const auto submitted_at = GivenOrNow(request.has_submitted_at(), request.submitted_at(), context);
  const absl::CivilDay day = absl::ToCivilDay(FromProto(submitted_at), HanoiZone());
  ASSIGN_OR_RETURN(const v1::Procedure procedure, catalogue_.Find(request.procedure_code(), day));
  v1::PortalDossier dossier;
  dossier.set_dossier_code(request.dossier_code());
  dossier.set_procedure_code(request.procedure_code());
  dossier.set_workflow(request.workflow());
  *dossier.mutable_title() = procedure.title();
  *dossier.mutable_applicant() = request.applicant();
  const bool unsaid = request.channel() == applications::v1::CHANNEL_UNSPECIFIED;
  dossier.set_channel(unsaid ? applications::v1::CHANNEL_ONLINE : request.channel());
  Submit(submitted_at, dossier);
  for (const v1::PortalDossierPart& given : request.parts()) {
    v1::PortalDossierPart& part = *dossier.add_parts() = NewPart(given, dossier);
    if (part.procedure_code().empty()) continue;
    ASSIGN_OR_RETURN(const v1::Procedure entry, catalogue_.Find(part.procedure_code(), day));
    if (!part.has_title()) *part.mutable_title() = entry.title();
  }
  return dossier;
}

absl::StatusOr<v1::PortalDossier> PortalRegistry::Update(const CallContext& context, store::Txn& txn,
                                                         const v1::UpdateDossierStatusRequest& request) const {
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, Get(txn, request.dossier_code()));
  const auto at = GivenOrNow(request.has_at(), request.at(), context);
  RETURN_IF_ERROR(Move(request, at, request.agency().empty() ? context.caller : request.agency(), dossier));
  RETURN_IF_ERROR(dossiers_.Put(txn, dossier));
  return dossier;
}

absl::StatusOr<v1::PortalDossier> PortalRegistry::Get(store::Txn& txn, const std::string& dossier_code) const {
  auto dossier = dossiers_.Get(txn, dossier_code);
  if (!dossier) return PortalDossierNotFound(dossier_code);
  return *std::move(dossier);
}

absl::StatusOr<int64_t> PortalRegistry::CountNotification(store::Txn& txn, const std::string& dossier_code) const {
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, Get(txn, dossier_code));
  dossier.set_notifications(dossier.notifications() + 1);
  RETURN_IF_ERROR(dossiers_.Put(txn, dossier));
  return dossier.notifications();
}

absl::StatusOr<int64_t> PortalRegistry::CountResult(store::Txn& txn, const std::string& dossier_code) const {
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, Get(txn, dossier_code));
  dossier.set_results(dossier.results() + 1);
  RETURN_IF_ERROR(dossiers_.Put(txn, dossier));
  return dossier.results();
}

absl::StatusOr<store::Page<v1::PortalDossier>> PortalRegistry::List(
    store::Txn& txn, const v1::ListPortalDossiersRequest& request) const {
  if (request.applicant_pin().empty()) return dossiers_.List(txn, request.page_size(), request.page_token());
  return dossiers_.ListBy(txn, kByApplicant, request.applicant_pin(), request.page_size(), request.page_token());
}

}  // namespace lienthong::portal
