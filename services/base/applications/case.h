#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/base/applications/office.h"

namespace lienthong::applications {

// Case is one application on the table of one handler: opened, changed, and saved once at the end.
struct Case {
  absl::Time now() const { return context.now; }

  const Office& office;
  Procedure& procedure;
  CallContext& context;
  store::Txn& txn;
  Application application;
  v1::DeskState state;
};

// RESOURCE_NOT_FOUND when there is no such application.
absl::StatusOr<Case> OpenCase(const Office& office, CallContext& context, store::Txn& txn, absl::string_view id);
absl::Status Save(const Case& file);

// A change of status. `by` is an officer's id, the agency's name or "applicant".
struct Change {
  v1::ApplicationStatus status;
  std::string by;
  Reason reason = Reason::REASON_UNSPECIFIED;
  // Empty: the reason's own sentence.
  common::v1::LocalizedText note = {};
};

// The only code that changes a status: checks that it may follow, writes the history, says who acts next, drops the
// agenda rows that have lost their meaning, and sends the event. What the event carries (supplement, payment, result)
// is put into the application before.
//   TRANSITION_NOT_ALLOWED
absl::Status Move(Case& file, Change change);

// A line in the history without a change of status: something that people should know. The event goes out.
//   TRANSITION_NOT_ALLOWED  the application isn't in process
absl::Status Remark(Case& file, Change change);

// The agency that was waited for has said no: the officer must act again. The status stays, the line in the history
// says why, and the event goes out. The agency stays on the case: what Grant asked of it may still have to be taken
// back.
//   TRANSITION_NOT_ALLOWED  the application isn't in process
absl::Status HandBack(Case& file, Change change);

// Makes the application wait for another agency instead of an officer.
void WaitFor(Case& file, const std::string& agency);

// The due date counted from the moment something arrived.
absl::Status SetDue(Case& file, absl::Time arrived);

// Agenda rows of the application.
void PlanOfficer(Case& file, absl::Time due, bool resume);
void PlanDeadline(Case& file, absl::Time due, int working_days);
void DropOfficer(Case& file);
void DropDeadline(Case& file);

inline constexpr char kOfficerContinuation[] = "desk.officer";
inline constexpr char kDeadlineContinuation[] = "desk.supplement-deadline";
inline constexpr char kEventContinuation[] = "desk.event-delivered";
inline constexpr char kByApplicant[] = "applicant";

}  // namespace lienthong::applications
