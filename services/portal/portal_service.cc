#include "services/portal/portal_service.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "seeds/calendar/partial_date.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/store/page.h"
#include "services/portal/announcements.h"
#include "services/portal/portal_errors.h"
#include "services/portal/prefill.h"

namespace lienthong::portal {
namespace {

absl::CivilDay DayAsked(const CallContext& context, bool given, const common::v1::Date& date) {
  return given ? DayOf(date) : context.Today();
}

// The number rules that need the world; whether the person exists is not the portal's to know.
absl::Status CheckNumber(const CallContext& context, absl::string_view field, const std::string& pin) {
  RETURN_IF_ERROR(CheckPersonalNumberRange(field, pin, *context.config));
  return CheckPersonalNumberYear(field, pin, context.Today());
}

// Empty when there is no such part.
std::string AgencyOfPart(const v1::PortalDossier& dossier, const std::string& name) {
  for (const v1::PortalDossierPart& part : dossier.parts()) {
    if (part.part() == name) return part.agency();
  }
  return "";
}

}  // namespace

absl::StatusOr<v1::ListProceduresResponse> PortalService::ListProcedures(
    CallContext& context, store::Txn&, const v1::ListProceduresRequest& request) const {
  const absl::CivilDay day = DayAsked(context, request.has_on_date(), request.on_date());
  // Bound to the request, not to its meaning: pages of an unset date go on when the world's day changes.
  const std::string query =
      absl::StrCat("procedures ", request.has_on_date() ? seeds::FormatDate(day) : std::string("today"));
  ASSIGN_OR_RETURN(const size_t size, store::PageSize(request.page_size()));
  ASSIGN_OR_RETURN(const std::string last, store::LastKey(query, request.page_token()));
  std::vector<v1::Procedure> procedures = catalogue_.InForce(day);
  const auto from = std::find_if(procedures.begin(), procedures.end(), [&](const v1::Procedure& procedure) {
    return last.empty() || last < procedure.procedure_code();
  });
  const auto to = from + std::min<std::ptrdiff_t>(size, procedures.end() - from);
  store::Page<v1::Procedure> page;
  page.rows.assign(std::make_move_iterator(from), std::make_move_iterator(to));
  if (to != procedures.end()) page.next_page_token = store::PageToken(query, page.rows.back().procedure_code());
  return store::FillPage(std::move(page), &v1::ListProceduresResponse::mutable_procedures);
}

absl::StatusOr<v1::GetProcedureResponse> PortalService::GetProcedure(CallContext& context, store::Txn&,
                                                                     const v1::GetProcedureRequest& request) const {
  const absl::CivilDay day = DayAsked(context, request.has_on_date(), request.on_date());
  ASSIGN_OR_RETURN(v1::Procedure procedure, request.workflow().empty()
                                                ? catalogue_.Find(request.procedure_code(), day)
                                                : catalogue_.FindByWorkflow(request.workflow(), day));
  v1::GetProcedureResponse response;
  *response.mutable_procedure() = std::move(procedure);
  return response;
}

absl::StatusOr<v1::GetEFormResponse> PortalService::GetEForm(CallContext&, store::Txn&,
                                                             const v1::GetEFormRequest& request) const {
  const std::string code = request.workflow().empty() ? request.form_code() : catalogue_.FormOf(request.workflow());
  if (code.empty()) return FormUnknown(request.workflow());
  ASSIGN_OR_RETURN(v1::EForm form, forms_.Find(code));
  v1::GetEFormResponse response;
  *response.mutable_form() = std::move(form);
  return response;
}

absl::StatusOr<v1::PrefillFormResponse> PortalService::PrefillForm(CallContext& context, store::Txn&,
                                                                   const v1::PrefillFormRequest& request) const {
  RETURN_IF_ERROR(CheckNumber(context, "applicant_pin", request.applicant_pin()));
  std::string code = request.form_code();
  if (!request.workflow().empty()) {
    ASSIGN_OR_RETURN(const v1::Procedure procedure, catalogue_.FindByWorkflow(request.workflow(), context.Today()));
    code = procedure.form_code();
  }
  ASSIGN_OR_RETURN(const v1::EForm form, forms_.Find(code));
  return Prefill(form, request, context.now);
}

absl::StatusOr<v1::RegisterDossierResponse> PortalService::RegisterDossier(
    CallContext& context, store::Txn& txn, const v1::RegisterDossierRequest& request) const {
  RETURN_IF_ERROR(CheckNumber(context, "applicant.pin", request.applicant().pin()));
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, registry_.Register(context, txn, request));
  v1::RegisterDossierResponse response;
  *response.mutable_dossier() = std::move(dossier);
  return response;
}

absl::StatusOr<v1::UpdateDossierStatusResponse> PortalService::UpdateDossierStatus(
    CallContext& context, store::Txn& txn, const v1::UpdateDossierStatusRequest& request) const {
  ASSIGN_OR_RETURN(const v1::PortalDossier before, registry_.Get(txn, request.dossier_code()));
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, registry_.Update(context, txn, request));
  for (int i = 0; i < request.results_size(); ++i) {
    v1::PortalResult result = request.results(i);
    if (result.agency().empty()) result.set_agency(AgencyOfPart(dossier, result.part()));
    if (result.agency().empty()) return InvalidField(absl::StrCat("results[", i, "].part"), "is no part of the dossier");
    result.set_owner_pin(dossier.applicant().pin());
    result.set_dossier_code(dossier.dossier_code());
    ASSIGN_OR_RETURN(const v1::PortalResult kept, mailbox_.Deliver(context, txn, std::move(result)));
    dossier.set_results(kept.sequence());
  }
  for (v1::Notification& due : Announcements(before, dossier)) {
    ASSIGN_OR_RETURN(const v1::Notification sent, mailbox_.Send(context, txn, std::move(due)));
    dossier.set_notifications(sent.sequence());
  }
  v1::UpdateDossierStatusResponse response;
  *response.mutable_dossier() = std::move(dossier);
  return response;
}

absl::StatusOr<v1::GetPortalDossierResponse> PortalService::GetPortalDossier(
    CallContext&, store::Txn& txn, const v1::GetPortalDossierRequest& request) const {
  ASSIGN_OR_RETURN(v1::PortalDossier dossier, registry_.Get(txn, request.dossier_code()));
  v1::GetPortalDossierResponse response;
  *response.mutable_dossier() = std::move(dossier);
  return response;
}

absl::StatusOr<v1::ListPortalDossiersResponse> PortalService::ListPortalDossiers(
    CallContext&, store::Txn& txn, const v1::ListPortalDossiersRequest& request) const {
  ASSIGN_OR_RETURN(store::Page<v1::PortalDossier> page, registry_.List(txn, request));
  return store::FillPage(std::move(page), &v1::ListPortalDossiersResponse::mutable_dossiers);
}

absl::StatusOr<v1::SendNotificationResponse> PortalService::SendNotification(
    CallContext& context, store::Txn& txn, const v1::SendNotificationRequest& request) const {
  RETURN_IF_ERROR(CheckNumber(context, "notification.recipient_pin", request.notification().recipient_pin()));
  ASSIGN_OR_RETURN(v1::Notification sent, mailbox_.Send(context, txn, request.notification()));
  v1::SendNotificationResponse response;
  *response.mutable_notification() = std::move(sent);
  return response;
}

absl::StatusOr<v1::ListNotificationsResponse> PortalService::ListNotifications(
    CallContext&, store::Txn& txn, const v1::ListNotificationsRequest& request) const {
  ASSIGN_OR_RETURN(store::Page<v1::Notification> page, mailbox_.List(txn, request));
  return store::FillPage(std::move(page), &v1::ListNotificationsResponse::mutable_notifications);
}

absl::StatusOr<v1::DeliverResultResponse> PortalService::DeliverResult(CallContext& context, store::Txn& txn,
                                                                       const v1::DeliverResultRequest& request) const {
  RETURN_IF_ERROR(CheckNumber(context, "result.owner_pin", request.result().owner_pin()));
  ASSIGN_OR_RETURN(v1::PortalResult kept, mailbox_.Deliver(context, txn, request.result()));
  v1::DeliverResultResponse response;
  *response.mutable_result() = std::move(kept);
  return response;
}

absl::StatusOr<v1::ListResultsResponse> PortalService::ListResults(CallContext&, store::Txn& txn,
                                                                   const v1::ListResultsRequest& request) const {
  ASSIGN_OR_RETURN(store::Page<v1::PortalResult> page, mailbox_.List(txn, request));
  return store::FillPage(std::move(page), &v1::ListResultsResponse::mutable_results);
}

}  // namespace lienthong::portal
