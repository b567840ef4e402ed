#include "gateway/dossier/case_file.h"

#include <algorithm>

#include "gateway/dossier/dossier_registry.h"
#include "gateway/dossier/explanations.h"
#include "services/base/world/times.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses

// The part that decides where the whole stands: one that waits for the applicant, else a silent one, else the first
// that is open.
const Part* Telling(const Dossier& dossier) {
  const Part* telling = nullptr;
  const auto weight = [](const Part& part) {
    if (IsFinal(part.status()) || IsGranted(part.status())) return 0;
    if (part.status() == APPLICATION_STATUS_PAYMENT_REQUESTED) return 4;
    if (part.status() == APPLICATION_STATUS_SUPPLEMENT_REQUESTED) return 4;
    return part.silent() ? 3 : 2;
  };
  for (const Part& part : dossier.parts()) {
    if (weight(part) > (telling == nullptr ? 0 : weight(*telling))) telling = &part;
  }
  return telling;
}

ApplicationStatus StatusBy(const Dossier& dossier, const Part* telling) {
  if (telling == nullptr) return dossier.parts().empty() ? APPLICATION_STATUS_SUBMITTED : APPLICATION_STATUS_IN_PROCESS;
  const bool first = dossier.parts_size() == 1;
  const ApplicationStatus status = telling->status();
  if (status == APPLICATION_STATUS_SUBMITTED || status == APPLICATION_STATUS_ACCEPTED) {
    return first ? status : APPLICATION_STATUS_IN_PROCESS;
  }
  return status;
}

}  // namespace

bool IsGranted(ApplicationStatus status) {
  return status == APPLICATION_STATUS_COMPLETED || status == APPLICATION_STATUS_RESULT_RETURNED;
}

bool IsRefusal(ApplicationStatus status) {
  return status == APPLICATION_STATUS_NOT_ACCEPTED || status == APPLICATION_STATUS_STOPPED;
}

bool IsFinal(ApplicationStatus status) { return IsGranted(status) || IsRefusal(status); }

Part* CaseFile::FindPart(absl::string_view application_id) {
  auto* parts = dossier_.mutable_parts();
  const auto it = std::find_if(parts->begin(), parts->end(),
                               [&](const Part& part) { return part.application_id() == application_id; });
  return it == parts->end() ? nullptr : &*it;
}

FollowedApplication* CaseFile::Followed(const std::string& application_id) {
  const auto it = run_.mutable_applications()->find(application_id);
  return it == run_.mutable_applications()->end() ? nullptr : &it->second;
}

void CaseFile::Note(store::Txn& txn, DossierEvent event) {
  dossier_.set_sequence(dossier_.sequence() + 1);
  event.set_sequence(dossier_.sequence());
  event.set_dossier_id(id());
  *event.mutable_at() = ToProto(context_.now);
  PutEvent(txn, event);
}

void CaseFile::Summarise(store::Txn& txn) {
  const ApplicationStatus before = dossier_.status();
  if (!finished()) {
    const Part* telling = Telling(dossier_);
    dossier_.set_status(StatusBy(dossier_, telling));
    dossier_.set_next_actor(telling == nullptr ? ACTOR_AGENCY : telling->next_actor());
    dossier_.set_waiting_for(telling == nullptr ? "gateway" : telling->waiting_for());
    *dossier_.mutable_explanation() = telling == nullptr ? OnItsWay() : ExplainPart(*telling);
    dossier_.set_reason(telling == nullptr ? common::v1::REASON_UNSPECIFIED : telling->reason());
  }
  if (dossier_.status() == before) return;
  DossierEvent event;
  event.set_kind(gateway::v1::DOSSIER_EVENT_KIND_STATUS_CHANGED);
  event.set_status(dossier_.status());
  event.set_reason(dossier_.reason());
  *event.mutable_text() = dossier_.explanation();
  Note(txn, std::move(event));
}

}  // namespace lienthong::dossier
