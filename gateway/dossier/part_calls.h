#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "gateway/dossier/case_file.h"
#include "lienthong/control/v1/row.pb.h"

// The agenda rows of one part: what goes out to its agency, and what comes back to it later. At most one of them waits
// (FollowedApplication.deadline_row), so that whoever stops following cancels it.
namespace lienthong::dossier {

// Continuations of these rows.
inline constexpr char kSubmitted[] = "dossier.part-submitted";
inline constexpr char kActed[] = "dossier.part-acted";
inline constexpr char kDeadline[] = "dossier.part-deadline";
inline constexpr char kPolled[] = "dossier.part-polled";

// What an applicant did, beside the supplement, which is a delivery.
inline constexpr char kPayment[] = "PAYMENT";
inline constexpr char kWithdrawal[] = "WITHDRAWAL";

// Sends the kept request under its request_id.
void Deliver(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part,
             control::v1::RowKind kind = control::v1::ROW_KIND_OUTBOX_REQUEST);
// How long to wait before the same call is tried again: what the office said, else a quarter of an hour.
absl::Duration WaitBefore(const absl::Status& status);
// The same delivery again, later: `wait` says when.
void DeliverLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, absl::Duration wait);

// `request` is that of the desk's `method`; it needs no agency, application or request_id.
template <class Request>
void Act(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, const std::string& method,
         const std::string& action, Request request);
// The same action again, later.
void ActLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part,
              const gateway::v1::RunWait& action, absl::Duration wait);

// Asks the agency how it stands (a deadline polls before it concludes silence: AGENDA rule 3).
void Ask(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part);

// Arms the deadline anew after news: an office that waits for the applicant is not late.
void WatchDeadline(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part);
// A silent office is asked again on the next working day, or as often as the workflow says.
void AskAgainLater(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part);
void StopWatching(store::Txn& txn, FollowedApplication* followed);

// Neither decided nor with the applicant.
bool WaitsForOffice(const Part& part);

// Details.
void ActNow(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part,
            const gateway::v1::RunWait& action);
std::string ActionId(const CallContext& context, const Part& part, const std::string& action);

template <class Request>
void Act(const CallContext& context, store::Txn& txn, CaseFile& file, const Part& part, const std::string& method,
         const std::string& action, Request request) {
  gateway::v1::RunWait wait;
  wait.set_action(action);
  wait.set_method(method);
  wait.set_request_id(ActionId(context, part, action));
  request.set_request_id(wait.request_id());
  request.set_agency(part.agency());
  request.set_application_id(part.application_id());
  wait.set_request(request.SerializeAsString());
  ActNow(context, txn, file, part, wait);
}

}  // namespace lienthong::dossier
