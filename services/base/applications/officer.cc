#include "services/base/applications/officer.h"

#include "services/base/applications/decisions.h"
#include "services/base/applications/officer_policy.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"

namespace lienthong::applications {
namespace {

using control::v1::OfficerPolicy;
using control::v1::OfficerStep;

bool WaitsForAgency(const Case& file) { return file.application.next_actor() == v1::ACTOR_AGENCY; }

bool IsOfficersTurn(const Case& file) { return IsAtDesk(file.application.status()) && !WaitsForAgency(file); }

// Decided already, as far as this desk is concerned: deciding again would have the effects twice.
bool IsDecision(v1::OfficerAction action) {
  return action == v1::OFFICER_ACTION_APPROVE || action == v1::OFFICER_ACTION_VERIFY_FIRST;
}

bool Allowed(const Case& file, v1::OfficerAction action) {
  return MayAct(action, file.application.status()) && !(WaitsForAgency(file) && IsDecision(action));
}

v1::SupplementRequest SupplementOf(const Act& act) {
  v1::SupplementRequest request;
  *request.mutable_items() = {act.items.begin(), act.items.end()};
  request.set_reason(act.reason);
  *request.mutable_note() = act.note;
  return request;
}

v1::PaymentRequest PaymentOf(const Act& act) {
  v1::PaymentRequest request;
  request.set_fee_code(act.fee_code);
  request.set_amount_vnd(act.amount_vnd);
  *request.mutable_title() = act.note;
  return request;
}

// Takes a submitted application in before a decision on it; then `decide`, unless intake ended otherwise.
template <class Decide>
absl::Status OnceTakenIn(Case& file, const std::string& by, Decide decide) {
  if (file.application.status() == v1::APPLICATION_STATUS_SUBMITTED) RETURN_IF_ERROR(TakeIn(file, by));
  return IsOfficersTurn(file) ? decide() : absl::OkStatus();
}

absl::Status Carry(Case& file, const Act& act) {
  switch (act.action) {
    case v1::OFFICER_ACTION_ACCEPT:
      return TakeIn(file, act.by);
    case v1::OFFICER_ACTION_PROCESS:
      return Move(file, {v1::APPLICATION_STATUS_IN_PROCESS, act.by, Reason::REASON_UNSPECIFIED, act.note});
    case v1::OFFICER_ACTION_APPROVE:
      return OnceTakenIn(file, act.by, [&] { return Approve(file, act.by); });
    case v1::OFFICER_ACTION_NOT_ACCEPT:
    case v1::OFFICER_ACTION_REFUSE:
      return Refuse(file, act.by, act.reason, act.note);
    case v1::OFFICER_ACTION_REQUEST_SUPPLEMENT:
      return AskSupplement(file, act.by, SupplementOf(act));
    case v1::OFFICER_ACTION_REQUEST_PAYMENT:
      if (WaitsForAgency(file)) return AskPayment(file, act.by, PaymentOf(act));
      return OnceTakenIn(file, act.by, [&] { return AskPayment(file, act.by, PaymentOf(act)); });
    case v1::OFFICER_ACTION_RETURN_RESULT:
      return Move(file, {v1::APPLICATION_STATUS_RESULT_RETURNED, act.by});
    case v1::OFFICER_ACTION_VERIFY_FIRST:
      return OnceTakenIn(file, act.by, [&] { return BeginVerification(file, act.by); });
    default:
      return absl::OkStatus();
  }
}

OfficerPolicy PolicyOf(const Case& file) {
  static const control::v1::World& none = *new control::v1::World;
  return PolicyFor(file.context.config == nullptr ? none : *file.context.config, file.application);
}

bool WaitsForPerson(const OfficerPolicy& policy) {
  return policy.mode() == control::v1::OFFICER_MODE_PERSON ||
         (policy.mode() == control::v1::OFFICER_MODE_SCRIPTED && policy.script().empty());
}

bool IsScripted(const OfficerPolicy& policy) { return policy.mode() == control::v1::OFFICER_MODE_SCRIPTED; }

const OfficerStep& LineOf(const Case& file, const OfficerPolicy& policy) {
  return LineFor(policy, file.application.officer_actions());
}

bool LeavesIntakeToScript(const Case& file, const OfficerPolicy& policy) {
  if (!IsScripted(policy)) return false;
  const v1::OfficerAction action = LineOf(file, policy).action();
  return action == v1::OFFICER_ACTION_ACCEPT || action == v1::OFFICER_ACTION_NOT_ACCEPT ||
         action == v1::OFFICER_ACTION_STAY_SILENT;
}

absl::Status PlanIn(Case& file, int working_hours) {
  if (working_hours <= 0) {
    PlanOfficer(file, file.now(), false);
    return absl::OkStatus();
  }
  const absl::StatusOr<absl::Time> due = file.office.calendar.AddWorkingHours(file.now(), absl::Hours(working_hours));
  if (!due.ok()) return file.office.Explain(due.status());
  PlanOfficer(file, *due, false);
  return absl::OkStatus();
}

// A verification is announced when it begins, and takes as long as its line says.
absl::Status PlanLine(Case& file, const OfficerStep& line) {
  if (line.action() == v1::OFFICER_ACTION_VERIFY_FIRST) RETURN_IF_ERROR(BeginVerification(file, file.office.agency));
  return PlanIn(file, line.after_working_hours());
}

Act ActOf(const Case& file, const OfficerStep& line) {
  Act act;
  act.action = line.action();
  act.by = file.office.agency;
  act.reason = line.reason();
  act.note = line.note();
  act.items = {line.items().begin(), line.items().end()};
  act.amount_vnd = line.amount_vnd();
  act.fee_code = line.fee_code();
  const bool refuses = act.action == v1::OFFICER_ACTION_REFUSE || act.action == v1::OFFICER_ACTION_NOT_ACCEPT;
  if (refuses && act.reason == Reason::REASON_UNSPECIFIED) act.reason = Reason::REFUSED_BY_OFFICER;
  // It was begun when it was planned.
  if (act.action == v1::OFFICER_ACTION_VERIFY_FIRST) act.action = v1::OFFICER_ACTION_APPROVE;
  return act;
}

void Count(Case& file) { file.application.set_officer_actions(file.application.officer_actions() + 1); }

absl::Status PlayLine(Case& file, const OfficerPolicy& policy) {
  const Act act = ActOf(file, LineOf(file, policy));
  if (Allowed(file, act.action)) {
    RETURN_IF_ERROR(Perform(file, act));
  } else {
    Count(file);
  }
  const bool script_goes_on = file.application.officer_actions() < policy.script_size();
  return script_goes_on && IsOfficersTurn(file) ? PlanLine(file, LineOf(file, policy)) : absl::OkStatus();
}

}  // namespace

absl::Status Perform(Case& file, const Act& act) {
  if (!Allowed(file, act.action)) {
    return TransitionNotAllowed(file.application.status(), v1::OfficerAction_Name(act.action));
  }
  Count(file);
  return Carry(file, act);
}

absl::Status Arrive(Case& file) {
  const OfficerPolicy policy = PolicyOf(file);
  if (WaitsForPerson(policy)) return absl::OkStatus();
  const bool submitted = file.application.status() == v1::APPLICATION_STATUS_SUBMITTED;
  if (submitted && !LeavesIntakeToScript(file, policy)) RETURN_IF_ERROR(TakeIn(file, file.office.agency));
  if (!IsOfficersTurn(file)) return absl::OkStatus();
  return IsScripted(policy) ? PlanLine(file, LineOf(file, policy)) : PlanIn(file, policy.working_hours());
}

absl::Status TakeTurn(Case& file) {
  file.state.clear_officer_row();
  const OfficerPolicy policy = PolicyOf(file);
  if (!IsOfficersTurn(file) || WaitsForPerson(policy)) return absl::OkStatus();
  if (IsScripted(policy)) return PlayLine(file, policy);
  Act approve;
  approve.action = v1::OFFICER_ACTION_APPROVE;
  approve.by = file.office.agency;
  return Perform(file, approve);
}

absl::Status Resume(Case& file) {
  file.state.clear_officer_row();
  const bool in_process = file.application.status() == v1::APPLICATION_STATUS_IN_PROCESS;
  return in_process && WaitsForAgency(file) ? Grant(file, file.office.agency) : absl::OkStatus();
}

}  // namespace lienthong::applications
