#include "services/base/applications/decisions.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "seeds/law/law_rules.h"
#include "services/base/applications/printable.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

v1::SupplementRequest SupplementOf(const Verdict& verdict) {
  v1::SupplementRequest request;
  *request.mutable_items() = {verdict.items.begin(), verdict.items.end()};
  request.set_reason(verdict.reason);
  *request.mutable_note() = verdict.note;
  return request;
}

v1::PaymentRequest PaymentOf(const Verdict& verdict) {
  v1::PaymentRequest request;
  request.set_fee_code(verdict.fee_code);
  *request.mutable_title() = verdict.title;
  request.set_amount_vnd(verdict.amount_vnd);
  return request;
}

absl::Status Follow(Case& file, const std::string& by, const Verdict& verdict) {
  switch (verdict.kind) {
    case Verdict::Kind::kRefuse:
      return Refuse(file, by, verdict.reason, verdict.note);
    case Verdict::Kind::kSupplement:
      return AskSupplement(file, by, SupplementOf(verdict));
    case Verdict::Kind::kPayment:
      return AskPayment(file, by, PaymentOf(verdict));
    case Verdict::Kind::kApprove:
      break;
  }
  return absl::OkStatus();
}

bool IsTakenInBy(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::kApprove || verdict.kind == Verdict::Kind::kPayment;
}

// A reason that the applicant can act on: what is missing is named.
void Complete(v1::SupplementRequest& request) {
  if (request.reason() == Reason::REASON_UNSPECIFIED) request.set_reason(Reason::COMPONENT_MISSING);
  if (!request.note().vi().empty() || !request.note().en().empty()) return;
  *request.mutable_note() = NoteOf(Error(absl::StatusCode::kFailedPrecondition, request.reason())
                                       .With("component", absl::StrJoin(request.items(), ", ")));
}

absl::CivilDay LastChangeDay(const Application& application) {
  return seeds::VietnamDay(FromProto(application.history().rbegin()->at()));
}

}  // namespace

absl::Status TakeIn(Case& file, const std::string& by) {
  ASSIGN_OR_RETURN(const Verdict verdict, file.procedure.Receive(file.context, file.txn, file.application));
  if (IsTakenInBy(verdict)) RETURN_IF_ERROR(Move(file, {v1::APPLICATION_STATUS_ACCEPTED, by}));
  return Follow(file, by, verdict);
}

absl::Status Approve(Case& file, const std::string& by) {
  ASSIGN_OR_RETURN(const Verdict verdict, file.procedure.Examine(file.context, file.txn, file.application));
  return verdict.kind == Verdict::Kind::kApprove ? Grant(file, by) : Follow(file, by, verdict);
}

absl::Status Grant(Case& file, const std::string& by) {
  ASSIGN_OR_RETURN(Granted granted, file.procedure.Grant(file.context, file.txn, file.application));
  if (granted.result) return Conclude(file, by, *std::move(granted.result), std::move(granted.documents));
  if (granted.waiting_for.empty()) {
    return InternalError(absl::StrCat("procedure ", file.procedure.code(), " granted neither a result nor a wait"));
  }
  if (file.application.status() != v1::APPLICATION_STATUS_IN_PROCESS) {
    RETURN_IF_ERROR(Move(file, {v1::APPLICATION_STATUS_IN_PROCESS, by}));
  }
  WaitFor(file, granted.waiting_for);
  return absl::OkStatus();
}

absl::Status Conclude(Case& file, const std::string& by, google::protobuf::Any result,
                      std::vector<Document> documents) {
  Application& application = file.application;
  const bool accepted = application.status() == v1::APPLICATION_STATUS_ACCEPTED;
  if (accepted && LastChangeDay(application) != seeds::VietnamDay(file.now())) {
    RETURN_IF_ERROR(Move(file, {v1::APPLICATION_STATUS_IN_PROCESS, by}));
  }
  const bool realistic = file.context.config != nullptr && file.context.config->realistic_numbers();
  *application.mutable_result() = std::move(result);
  for (Document& document : documents) {
    MarkSynthetic(document, realistic);
    *application.add_documents() = std::move(document);
  }
  file.state.clear_granting_agency();
  return Move(file, {v1::APPLICATION_STATUS_COMPLETED, by});
}

absl::Status Refuse(Case& file, const std::string& by, Reason reason, common::v1::LocalizedText note) {
  const bool at_intake = file.application.status() == v1::APPLICATION_STATUS_SUBMITTED;
  RETURN_IF_ERROR(AbandonGrant(file));
  return Move(file, {at_intake ? v1::APPLICATION_STATUS_NOT_ACCEPTED : v1::APPLICATION_STATUS_STOPPED, by, reason,
                     std::move(note)});
}

absl::Status AskSupplement(Case& file, const std::string& by, v1::SupplementRequest request) {
  const int days = static_cast<int>(file.office.law.Int(seeds::law::kSupplementWorkingDays, file.context.Today()));
  const absl::StatusOr<absl::Time> due = file.office.calendar.AddWorkingDays(file.now(), days);
  if (!due.ok()) return file.office.Explain(due.status());
  Complete(request);
  *request.mutable_requested_at() = ToProto(file.now());
  *request.mutable_due_at() = ToProto(*due);
  request.clear_answered_at();
  file.state.set_returns_to(file.application.status());
  const Change change{v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED, by, request.reason(), request.note()};
  *file.application.add_supplements() = std::move(request);
  RETURN_IF_ERROR(Move(file, change));
  // What comes at the due time itself is in time.
  PlanDeadline(file, *due + absl::Seconds(1), days);
  return absl::OkStatus();
}

absl::Status AskPayment(Case& file, const std::string& by, v1::PaymentRequest request) {
  if (request.amount_vnd() <= 0) return InvalidField("amount_vnd", "ask for a positive amount");
  *request.mutable_requested_at() = ToProto(file.now());
  request.clear_paid_at();
  request.clear_payment_reference();
  const Change change{v1::APPLICATION_STATUS_PAYMENT_REQUESTED, by, Reason::REASON_UNSPECIFIED, request.title()};
  *file.application.add_payments() = std::move(request);
  return Move(file, change);
}

absl::Status BeginVerification(Case& file, const std::string& by) {
  file.state.set_verified(true);
  RETURN_IF_ERROR(SetDue(file, FromProto(file.state.counted_from())));
  if (file.application.status() == v1::APPLICATION_STATUS_IN_PROCESS) return absl::OkStatus();
  return Move(file, {v1::APPLICATION_STATUS_IN_PROCESS, by});
}

absl::Status AbandonGrant(Case& file) {
  if (file.state.granting_agency().empty()) return absl::OkStatus();
  file.state.clear_granting_agency();
  return file.procedure.Abandon(file.context, file.txn, file.application);
}

}  // namespace lienthong::applications
