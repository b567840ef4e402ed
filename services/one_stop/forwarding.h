#pragma once

#include "absl/status/status.h"
#include "lienthong/one_stop/v1/one_stop_state.pb.h"
#include "services/base/applications/desk.h"
#include "services/base/host/handlers.h"
#include "services/one_stop/one_stop_registry.h"

namespace lienthong::one_stop {

// Forwarding passes dossiers on to the agency that decides and makes its word the one-stop's own. A dossier has a name
// of its own there, derived from the application's, so that deliveries may repeat.
//   down    the form; supplements, payments and withdrawals of the applicant
//   up      requests for supplement and payment, the result, the refusal
// A delivery that is lost is repeated. An agency that stays silent past its time is asked every half working day; until
// it speaks the application says whom it waits for. A tenant that is down keeps its dossiers until it works again, and
// hears nothing meanwhile.
class Forwarding {
 public:
  Forwarding(const OneStopRegistry& registry, applications::Desk& desk) : registry_(registry), desk_(desk) {}

  // The forwarding must outlive the handlers.
  void Register(host::Handlers& handlers);

  // The form for the first time, or the applicant's answer to what the agency asked.
  absl::Status PassOn(CallContext& context, store::Txn& txn, const applications::Application& application);
  // The application is over here: so it is there, if it can still be taken back.
  absl::Status TakeBack(CallContext& context, store::Txn& txn, const applications::Application& application);
  // An event of the agency.
  //   EVENT_APPLICATION_UNKNOWN  never passed on from here
  //   TENANT_OUTAGE              the tenant is down; tell it again
  absl::Status Hear(CallContext& context, store::Txn& txn, const applications::ApplicationEvent& event);
  // Passes on what was held for the tenant.
  absl::Status Release(CallContext& context, store::Txn& txn, const std::string& tenant);

 private:
  absl::Status Deliver(CallContext& context, store::Txn& txn, v1::ForwardedDossier dossier);
  absl::Status PassAnswer(CallContext& context, store::Txn& txn, v1::ForwardedDossier dossier,
                          const applications::Application& application);
  absl::Status Delivered(CallContext& context, store::Txn& txn, const v1::Errand& errand,
                         const host::CallAnswer& answer);
  absl::Status AnswerPassed(CallContext& context, store::Txn& txn, const v1::Errand& errand,
                            const absl::StatusOr<applications::Application>& there);
  absl::Status TakenBack(CallContext& context, store::Txn& txn, const v1::Errand& errand,
                         const host::CallAnswer& answer);
  absl::Status Polled(CallContext& context, store::Txn& txn, const v1::Errand& errand, const host::CallAnswer& answer);

  // What the agency said, by whichever way it came; older words are passed over.
  absl::Status Learn(CallContext& context, store::Txn& txn, v1::ForwardedDossier& dossier,
                     const applications::ApplicationEvent& word);
  absl::Status Act(CallContext& context, store::Txn& txn, const v1::ForwardedDossier& dossier,
                   const applications::ApplicationEvent& word);
  // Asks the agency at `due`, instead of the poll planned before.
  void PlanPoll(const CallContext& context, store::Txn& txn, absl::Time due, v1::ForwardedDossier& dossier);

  const OneStopRegistry& registry_;
  applications::Desk& desk_;
};

}  // namespace lienthong::one_stop
