#include "services/base/applications/desk.h"

#include <cstdio>
#include <cstdlib>

#include "services/base/applications/applicant.h"
#include "services/base/applications/case.h"
#include "services/base/applications/decisions.h"
#include "services/base/applications/desk_service.h"
#include "services/base/applications/events.h"
#include "services/base/applications/officer.h"
#include "services/base/applications/submission.h"
#include "services/base/applications/transitions.h"
#include "services/base/status.h"

namespace lienthong::applications {
namespace {

using store::Txn;

template <class Work>
absl::StatusOr<Application> On(const Office& office, CallContext& context, Txn& txn, absl::string_view id, Work work) {
  ASSIGN_OR_RETURN(Case file, OpenCase(office, context, txn, id));
  RETURN_IF_ERROR(work(file));
  RETURN_IF_ERROR(Save(file));
  return std::move(file.application);
}

void RegisterContinuations(const Office& office, host::Handlers& handlers) {
  handlers.Continue<v1::OfficerAct>(
      kOfficerContinuation,
      [&office](CallContext& context, Txn& txn, const v1::OfficerAct& act, const host::CallAnswer&) {
        return On(office, context, txn, act.application_id(),
                  [&](Case& file) { return act.resume() ? Resume(file) : TakeTurn(file); })
            .status();
      });
  handlers.Continue<v1::SupplementDeadline>(
      kDeadlineContinuation,
      [&office](CallContext& context, Txn& txn, const v1::SupplementDeadline& deadline, const host::CallAnswer&) {
        return On(office, context, txn, deadline.application_id(),
                  [&](Case& file) { return Expire(file, deadline.working_days()); })
            .status();
      });
  handlers.Continue<v1::EventDelivery>(kEventContinuation,
                                       [&office](CallContext& context, Txn& txn, const v1::EventDelivery& delivery,
                                                 const host::CallAnswer& answer) -> absl::Status {
                                         ASSIGN_OR_RETURN(const Case file,
                                                          OpenCase(office, context, txn, delivery.application_id()));
                                         return EventDelivered(context, txn, file.application, delivery, answer);
                                       });
}

}  // namespace

Desk::Desk(std::string agency, const seeds::WorkingCalendar& calendar, const seeds::Law& law)
    : office_(std::make_unique<Office>(std::move(agency), calendar, law)) {}

Desk::~Desk() = default;

void Desk::Add(std::unique_ptr<Procedure> procedure) {
  const std::string code = procedure->code();
  if (office_->procedures.try_emplace(code, std::move(procedure)).second) return;
  fprintf(stderr, "lienthong: two procedures %s at the desk of %s\n", code.c_str(), agency().c_str());
  abort();
}

void Desk::OnEvent(EventHandler handler) { inbox_.OnEvent(std::move(handler)); }

void Desk::Register(host::Handlers& handlers) {
  RegisterApplicationService(*office_, handlers);
  inbox_.Register(handlers);
  RegisterContinuations(*office_, handlers);
}

absl::StatusOr<Application> Desk::Submit(CallContext& context, Txn& txn, const ApplicationHeader& header,
                                         const google::protobuf::Message& form, absl::string_view procedure_code,
                                         absl::string_view tenant) {
  return applications::Submit(*office_, context, txn, header, form, procedure_code, tenant);
}

absl::StatusOr<Application> Desk::Complete(CallContext& context, Txn& txn, absl::string_view id,
                                           const google::protobuf::Message& result, std::vector<Document> documents) {
  return On(*office_, context, txn, id, [&](Case& file) {
    google::protobuf::Any any;
    any.PackFrom(result);
    return Conclude(file, file.office.agency, std::move(any), std::move(documents));
  });
}

absl::StatusOr<Application> Desk::Stop(CallContext& context, Txn& txn, absl::string_view id, Reason reason,
                                       const common::v1::LocalizedText& note) {
  return On(*office_, context, txn, id, [&](Case& file) {
    // The word comes from the agency that was asked, or from whoever speaks for it: nothing is left to take back.
    file.state.clear_granting_agency();
    return Refuse(file, file.office.agency, reason, note);
  });
}

absl::StatusOr<Application> Desk::Stop(CallContext& context, Txn& txn, absl::string_view id, const absl::Status& why) {
  const Verdict verdict = Verdict::Refuse(why);
  return Stop(context, txn, id, verdict.reason, verdict.note);
}

absl::StatusOr<Application> Desk::RequestSupplement(CallContext& context, Txn& txn, absl::string_view id,
                                                    const v1::SupplementRequest& request) {
  return On(*office_, context, txn, id, [&](Case& file) { return AskSupplement(file, file.office.agency, request); });
}

absl::StatusOr<Application> Desk::RequestPayment(CallContext& context, Txn& txn, absl::string_view id,
                                                 const v1::PaymentRequest& request) {
  return On(*office_, context, txn, id, [&](Case& file) { return AskPayment(file, file.office.agency, request); });
}

absl::StatusOr<Application> Desk::HandBack(CallContext& context, Txn& txn, absl::string_view id,
                                           const absl::Status& why) {
  const Verdict verdict = Verdict::Refuse(why);
  return On(*office_, context, txn, id, [&](Case& file) {
    return applications::HandBack(file, {file.application.status(), file.office.agency, verdict.reason, verdict.note});
  });
}

absl::StatusOr<Application> Desk::Remark(CallContext& context, Txn& txn, absl::string_view id, Reason reason,
                                         const common::v1::LocalizedText& note) {
  return On(*office_, context, txn, id, [&](Case& file) {
    return applications::Remark(file, {file.application.status(), file.office.agency, reason, note});
  });
}

absl::StatusOr<Application> Desk::ReturnResult(CallContext& context, Txn& txn, absl::string_view id) {
  return On(*office_, context, txn, id, [&](Case& file) {
    return Move(file, {v1::APPLICATION_STATUS_RESULT_RETURNED, file.office.agency});
  });
}

absl::optional<Application> Desk::Find(Txn& txn, absl::string_view id) const {
  return office_->applications.Get(txn, id);
}

std::vector<Application> Desk::FindByDossierCode(Txn& txn, absl::string_view dossier_code) const {
  return office_->applications.Find(txn, kDossierCodeIndex, dossier_code);
}

const std::string& Desk::agency() const { return office_->agency; }

}  // namespace lienthong::applications
