#include "services/base/applications/case.h"

#include "absl/strings/str_cat.h"
#include "services/base/applications/events.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

bool IsRefusal(v1::ApplicationStatus status) {
  return status == v1::APPLICATION_STATUS_NOT_ACCEPTED || status == v1::APPLICATION_STATUS_STOPPED;
}

bool HasText(const common::v1::LocalizedText& text) { return !text.vi().empty() || !text.en().empty(); }

void Note(Case& file, Change change) {
  v1::StatusChange& line = *file.application.add_history();
  line.set_status(change.status);
  *line.mutable_at() = ToProto(file.now());
  line.set_by(std::move(change.by));
  line.set_reason(change.reason);
  common::v1::LocalizedText note = HasText(change.note) ? std::move(change.note) : NoteOf(change.reason);
  if (HasText(note)) *line.mutable_note() = std::move(note);
}

agenda::Work RowOf(const Case& file, absl::Time due, control::v1::RowKind kind, const char* continuation,
                   const google::protobuf::Message& arguments) {
  agenda::Work work;
  work.due = due;
  work.kind = kind;
  work.owner = OwnerOf(file.application.application_id());
  work.continuation = continuation;
  work.arguments = arguments.SerializeAsString();
  return work;
}

}  // namespace

absl::StatusOr<Case> OpenCase(const Office& office, CallContext& context, store::Txn& txn, absl::string_view id) {
  absl::optional<Application> application = office.applications.Get(txn, id);
  if (!application) return ResourceNotFound("application", id);
  absl::optional<v1::DeskState> state = office.states.Get(txn, id);
  if (!state) return InternalError(absl::StrCat("application ", id, " has no desk state"));
  ASSIGN_OR_RETURN(Procedure * procedure, office.ProcedureOf(application->procedure_code()));
  return Case{office, *procedure, context, txn, *std::move(application), *std::move(state)};
}

absl::Status Save(const Case& file) {
  RETURN_IF_ERROR(file.office.applications.Put(file.txn, file.application));
  return file.office.states.Put(file.txn, file.state);
}

absl::Status Move(Case& file, Change change) {
  Application& application = file.application;
  const v1::ApplicationStatus status = change.status;
  if (!MayFollow(application.status(), status)) {
    return TransitionNotAllowed(application.status(), v1::ApplicationStatus_Name(status));
  }
  if (IsRefusal(status)) application.set_reason(change.reason);
  Note(file, std::move(change));
  application.set_status(status);
  application.set_sequence(application.sequence() + 1);
  application.set_next_actor(NextActor(status));
  application.clear_waiting_for();
  if (!IsAtDesk(status)) DropOfficer(file);
  if (status != v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) DropDeadline(file);
  if (application.sequence() > 1) SendEvent(file.context, file.txn, application, application.sequence());
  return absl::OkStatus();
}

absl::Status Remark(Case& file, Change change) {
  Application& application = file.application;
  if (application.status() != v1::APPLICATION_STATUS_IN_PROCESS) {
    return TransitionNotAllowed(application.status(), "REMARK");
  }
  change.status = application.status();
  Note(file, std::move(change));
  application.set_sequence(application.sequence() + 1);
  SendEvent(file.context, file.txn, application, application.sequence());
  return absl::OkStatus();
}

absl::Status HandBack(Case& file, Change change) {
  RETURN_IF_ERROR(Remark(file, std::move(change)));
  file.application.set_next_actor(v1::ACTOR_OFFICER);
  file.application.clear_waiting_for();
  return absl::OkStatus();
}

void WaitFor(Case& file, const std::string& agency) {
  DropOfficer(file);
  file.state.set_granting_agency(agency);
  file.application.set_next_actor(v1::ACTOR_AGENCY);
  file.application.set_waiting_for(agency);
}

absl::Status SetDue(Case& file, absl::Time arrived) {
  ASSIGN_OR_RETURN(const absl::Time received, file.office.ReceivedAt(arrived));
  *file.state.mutable_counted_from() = ToProto(received);
  const absl::StatusOr<absl::Time> due =
      file.procedure.DueAt(file.context, file.application, received, file.state.verified());
  if (!due.ok()) return file.office.Explain(due.status());
  *file.application.mutable_due_at() = ToProto(*due);
  return absl::OkStatus();
}

void PlanOfficer(Case& file, absl::Time due, bool resume) {
  DropOfficer(file);
  v1::OfficerAct act;
  act.set_application_id(file.application.application_id());
  act.set_resume(resume);
  file.state.set_officer_row(agenda::Schedule(
      file.context, file.txn, RowOf(file, due, control::v1::ROW_KIND_OFFICER_DECISION, kOfficerContinuation, act)));
}

void PlanDeadline(Case& file, absl::Time due, int working_days) {
  DropDeadline(file);
  v1::SupplementDeadline deadline;
  deadline.set_application_id(file.application.application_id());
  deadline.set_working_days(working_days);
  file.state.set_deadline_row(agenda::Schedule(
      file.context, file.txn, RowOf(file, due, control::v1::ROW_KIND_DEADLINE, kDeadlineContinuation, deadline)));
}

void DropOfficer(Case& file) {
  agenda::Cancel(file.txn, file.state.officer_row());
  file.state.clear_officer_row();
}

void DropDeadline(Case& file) {
  agenda::Cancel(file.txn, file.state.deadline_row());
  file.state.clear_deadline_row();
}

}  // namespace lienthong::applications
