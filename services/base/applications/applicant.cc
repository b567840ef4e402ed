#include "services/base/applications/applicant.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/applications/decisions.h"
#include "services/base/applications/officer.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"
#include "services/base/store/digest.h"
#include "services/base/world/times.h"

namespace lienthong::applications {
namespace {

void Merge(const common::v1::Component& component, Application& application) {
  for (auto& existing : *application.mutable_components()) {
    if (existing.component_code() != component.component_code()) continue;
    existing = component;
    return;
  }
  *application.add_components() = component;
}

absl::Status LateSupplement(int working_days) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::LATE_SUPPLEMENT).With("days", absl::StrCat(working_days));
}

absl::Status CheckSupplement(const Case& file, const google::protobuf::Any* form) {
  const Application& application = file.application;
  if (application.status() != v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) {
    return TransitionNotAllowed(application.status(), "SUPPLEMENT");
  }
  const v1::SupplementRequest& open = *application.supplements().rbegin();
  if (file.now() > FromProto(open.due_at())) {
    const auto days = file.office.calendar.WorkingDaysBetween(seeds::VietnamDay(FromProto(open.requested_at())),
                                                              seeds::VietnamDay(FromProto(open.due_at())));
    return LateSupplement(days.value_or(0));
  }
  if (form != nullptr && form->type_url() != application.form().type_url()) {
    return InvalidField("form", "send a form of the type that was submitted");
  }
  return absl::OkStatus();
}

// The applicant has done his part. Time begins anew; the case is the officer's again, or the asking agency's.
absl::Status GoBack(Case& file, ApplicationStatus status) {
  RETURN_IF_ERROR(SetDue(file, file.now()));
  RETURN_IF_ERROR(Move(file, {status, kByApplicant}));
  const std::string agency = file.state.granting_agency();
  if (agency.empty()) return Arrive(file);
  WaitFor(file, agency);
  PlanOfficer(file, file.now(), true);
  return absl::OkStatus();
}

}  // namespace

absl::Status AnswerSupplement(Case& file, const Components& components, const google::protobuf::Any* form) {
  RETURN_IF_ERROR(CheckSupplement(file, form));
  Application& application = file.application;
  if (form != nullptr) *application.mutable_form() = *form;
  for (const auto& component : components) Merge(component, application);
  *file.state.add_deliveries() = DeliveryOf(application.form(), components);
  *application.mutable_supplements()->rbegin()->mutable_answered_at() = ToProto(file.now());
  return GoBack(file, file.state.returns_to());
}

absl::Status Pay(Case& file, int64_t amount_vnd, const std::string& reference) {
  Application& application = file.application;
  if (application.status() != v1::APPLICATION_STATUS_PAYMENT_REQUESTED) {
    return TransitionNotAllowed(application.status(), "PAY");
  }
  v1::PaymentRequest& open = *application.mutable_payments()->rbegin();
  if (amount_vnd != open.amount_vnd()) {
    return Error(absl::StatusCode::kFailedPrecondition, Reason::PAYMENT_AMOUNT_WRONG)
        .With("expected", absl::StrCat(open.amount_vnd()));
  }
  *open.mutable_paid_at() = ToProto(file.now());
  open.set_payment_reference(reference);
  return GoBack(file, v1::APPLICATION_STATUS_IN_PROCESS);
}

absl::Status Withdraw(Case& file) {
  if (!MayWithdraw(file.application.status())) return TransitionNotAllowed(file.application.status(), "WITHDRAW");
  RETURN_IF_ERROR(Move(file, {v1::APPLICATION_STATUS_WITHDRAWAL_REQUESTED, kByApplicant}));
  return Refuse(file, file.office.agency, Reason::WITHDRAWN_BY_APPLICANT, {});
}

absl::Status Expire(Case& file, int working_days) {
  file.state.clear_deadline_row();
  if (file.application.status() != v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED) return absl::OkStatus();
  return Refuse(file, file.office.agency, Reason::LATE_SUPPLEMENT, NoteOf(LateSupplement(working_days)));
}

v1::Delivery DeliveryOf(const google::protobuf::Any& form, const Components& components) {
  v1::Delivery delivery;
  store::Digester form_digest;
  form_digest.Add(form.type_url(), form.value());
  delivery.set_form(std::move(form_digest).Hex());
  store::Digester content;
  content.Add("form", delivery.form());
  for (const auto& component : components) content.Add(component.component_code(), component.SerializeAsString());
  delivery.set_content(std::move(content).Hex());
  return delivery;
}

bool WasDelivered(const v1::DeskState& state, const v1::Delivery& delivery) {
  return std::any_of(state.deliveries().begin(), state.deliveries().end(),
                     [&delivery](const v1::Delivery& known) { return known.content() == delivery.content(); });
}

bool FormWasDelivered(const v1::DeskState& state, const v1::Delivery& delivery) {
  return std::any_of(state.deliveries().begin(), state.deliveries().end(),
                     [&delivery](const v1::Delivery& known) { return known.form() == delivery.form(); });
}

}  // namespace lienthong::applications
