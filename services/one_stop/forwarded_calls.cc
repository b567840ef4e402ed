#include "services/one_stop/forwarded_calls.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "lienthong/applications/v1/application_service.pb.h"
#include "lienthong/civil_registry/v1/civil_registry_service.pb.h"
#include "services/base/applications/events.h"

namespace lienthong::one_stop {
namespace {

using control::v1::RowCall;

constexpr char kSubmitBirth[] = "lienthong.civil_registry.v1.CivilRegistryService/SubmitBirthApplication";

std::string DeskMethod(const char* method) {
  return absl::StrCat("lienthong.applications.v1.ApplicationService/", method);
}

civil_registry::v1::SubmitBirthApplicationRequest BirthRequest(const v1::ForwardedDossier& dossier,
                                                               const Application& application) {
  civil_registry::v1::SubmitBirthApplicationRequest request;
  applications::v1::ApplicationHeader& header = *request.mutable_header();
  header.set_application_id(dossier.forwarded_id());
  header.set_dossier_code(application.dossier_code());
  *header.mutable_applicant() = application.applicant();
  *header.mutable_components() = application.components();
  header.set_channel(application.channel());
  (void)application.form().UnpackTo(request.mutable_form());
  return request;
}

}  // namespace

std::string CallPlan::Put(control::v1::RowKind kind, const char* continuation, int ordinal,
                          absl::optional<RowCall> call) const {
  v1::Errand errand;
  errand.set_application_id(dossier.application_id());
  errand.set_ordinal(ordinal);
  agenda::Work work;
  work.due = due;
  work.kind = kind;
  work.owner = applications::OwnerOf(dossier.application_id());
  work.continuation = continuation;
  work.arguments = errand.SerializeAsString();
  work.call = std::move(call);
  return agenda::Schedule(context, txn, std::move(work));
}

control::v1::RowKind CallPlan::OutboxKind() const {
  return due <= context.now ? control::v1::ROW_KIND_OUTBOX_REQUEST : control::v1::ROW_KIND_RETRY;
}

std::string CallPlan::RequestId(const char* errand, int ordinal) const {
  return absl::StrCat(dossier.forwarded_id(), "/", errand, "/", ordinal);
}

std::string CallPlan::Deliver() const { return Put(OutboxKind(), kDeliver, 0, absl::nullopt); }

std::string CallPlan::Submit(const Application& application) const {
  return Put(OutboxKind(), kDelivered, 0,
             agenda::Call(dossier.agency(), kSubmitBirth, BirthRequest(dossier, application)));
}

std::string CallPlan::Supplement(const Application& application, int ordinal) const {
  applications::v1::SupplementApplicationRequest request;
  request.set_request_id(RequestId("supplement", ordinal));
  request.set_agency(dossier.agency());
  request.set_application_id(dossier.forwarded_id());
  *request.mutable_components() = application.components();
  *request.mutable_form() = application.form();
  return Put(OutboxKind(), kSupplementPassed, ordinal,
             agenda::Call(dossier.agency(), DeskMethod("SupplementApplication"), request));
}

std::string CallPlan::Pay(const Application& application, int ordinal) const {
  const applications::v1::PaymentRequest& payment = *application.payments().rbegin();
  applications::v1::PayApplicationRequest request;
  request.set_request_id(RequestId("payment", ordinal));
  request.set_agency(dossier.agency());
  request.set_application_id(dossier.forwarded_id());
  request.set_amount_vnd(payment.amount_vnd());
  request.set_payment_reference(payment.payment_reference());
  return Put(OutboxKind(), kPaymentPassed, ordinal,
             agenda::Call(dossier.agency(), DeskMethod("PayApplication"), request));
}

std::string CallPlan::Withdraw() const {
  applications::v1::WithdrawApplicationRequest request;
  request.set_request_id(RequestId("withdrawal", 0));
  request.set_agency(dossier.agency());
  request.set_application_id(dossier.forwarded_id());
  return Put(OutboxKind(), kTakenBack, 0, agenda::Call(dossier.agency(), DeskMethod("WithdrawApplication"), request));
}

std::string CallPlan::Poll() const {
  applications::v1::GetApplicationRequest request;
  request.set_agency(dossier.agency());
  request.set_application_id(dossier.forwarded_id());
  return Put(control::v1::ROW_KIND_POLL, kPolled, 0,
             agenda::Call(dossier.agency(), DeskMethod("GetApplication"), request));
}

}  // namespace lienthong::one_stop
