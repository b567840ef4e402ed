#include "services/one_stop/one_stop_service.h"

#include <utility>

#include "seeds/places/places.h"
#include "services/base/error/error.h"
#include "services/base/host/binder.h"
#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/one_stop/birth_intake.h"
#include "services/one_stop/one_stop_errors.h"
#include "services/one_stop/receipts.h"

namespace lienthong::one_stop {
namespace {

using applications::Application;
using store::Txn;

// Room for the suffix of the forwarded name.
constexpr size_t kLongestApplicationId = 96;
constexpr int kUsualDelay = 60;
constexpr int kLongestDelay = 10'080;

absl::Status ValidateReceive(const v1::ReceiveDossierRequest& request) {
  RETURN_IF_ERROR(CheckRequired("province_code", request.province_code()));
  if (request.header().application_id().size() > kLongestApplicationId) {
    return InvalidField("header.application_id", "use at most 96 characters");
  }
  if (!request.form().has_birth()) return FormMissing();
  const std::string& commune = request.form().birth().commune_code();
  const bool known = seeds::Places::Default().FindCommune(commune) != nullptr;
  return known ? absl::OkStatus() : CommuneUnknown("form.birth.commune_code");
}

absl::Status ValidateGetReceipt(const v1::GetReceiptRequest& request) {
  RETURN_IF_ERROR(CheckRequired("province_code", request.province_code()));
  const bool one = request.receipt_code().empty() != request.application_id().empty();
  return one ? absl::OkStatus() : InvalidField("receipt_code", "give exactly one of receipt_code and application_id");
}

absl::Status ValidateReturn(const v1::ReturnResultRequest& request) {
  RETURN_IF_ERROR(CheckRequired("province_code", request.province_code()));
  RETURN_IF_ERROR(CheckRequired("application_id", request.application_id()));
  if (request.recipient_pin().empty()) return absl::OkStatus();
  return CheckPersonalNumberShape("recipient_pin", request.recipient_pin());
}

absl::Status ValidateReadiness(const v1::SetReadinessRequest& request) {
  RETURN_IF_ERROR(CheckRequired("province_code", request.province_code()));
  const bool known =
      v1::TenantReadiness_IsValid(request.readiness()) && request.readiness() != v1::TENANT_READINESS_UNSPECIFIED;
  if (!known) return InvalidField("readiness", "say how the province stands");
  const bool delay_fits = request.delay_minutes() >= 0 && request.delay_minutes() <= kLongestDelay;
  return delay_fits ? absl::OkStatus() : InvalidField("delay_minutes", "use 1 to 10080, or 0 for 60");
}

// Provinces by the day's map: after a merger a commune belongs to the successor.
absl::Status CheckProvinceOf(const std::string& commune_code, const std::string& province_code, absl::CivilDay today) {
  const seeds::Places& places = seeds::Places::Default();
  const seeds::Commune* commune = places.FindCommune(commune_code);
  const seeds::Province* province = places.ProvinceOn(commune->province_code, today);
  return province->code == province_code ? absl::OkStatus() : WrongProvince(commune_code);
}

v1::Readiness ReadinessIn(const v1::SetReadinessRequest& request) {
  v1::Readiness readiness;
  readiness.set_province_code(request.province_code());
  readiness.set_readiness(request.readiness());
  if (request.has_note()) *readiness.mutable_note() = request.note();
  if (request.has_until()) *readiness.mutable_until() = request.until();
  if (request.readiness() == v1::TENANT_READINESS_DEGRADED) {
    readiness.set_delay_minutes(request.delay_minutes() == 0 ? kUsualDelay : request.delay_minutes());
  }
  return readiness;
}

v1::Forwarding ForwardingOf(const v1::ForwardedDossier& dossier) {
  v1::Forwarding forwarding;
  forwarding.set_agency(dossier.agency());
  if (dossier.has_forwarded_at()) *forwarding.mutable_forwarded_at() = dossier.forwarded_at();
  if (dossier.has_answered_at()) *forwarding.mutable_answered_at() = dossier.answered_at();
  forwarding.set_receipt_code(dossier.receipt_code());
  return forwarding;
}

}  // namespace

OneStopService::OneStopService() : desk_("one_stop"), forwarding_(registry_, desk_) {
  desk_.Add(std::make_unique<BirthIntake>(registry_, forwarding_));
  desk_.OnEvent([this](CallContext& context, Txn& txn, const applications::ApplicationEvent& event) {
    return forwarding_.Hear(context, txn, event);
  });
}

void OneStopService::Register(std::shared_ptr<OneStopService> service, host::Handlers& handlers) {
  const host::Binder bind(handlers, "lienthong.one_stop.v1.OneStopService", service);
  bind("ReceiveDossier", &OneStopService::ReceiveDossier, ValidateReceive);
  bind("GetReceipt", &OneStopService::GetReceipt, ValidateGetReceipt);
  bind("ReturnResult", &OneStopService::ReturnResult, ValidateReturn);
  bind("ListTenants", &OneStopService::ListTenants);
  bind("GetTenant", &OneStopService::GetTenant);
  bind("SetReadiness", &OneStopService::SetReadiness, ValidateReadiness);
  service->desk_.Register(handlers);
  service->forwarding_.Register(handlers);
}

absl::optional<Application> OneStopService::FindAt(Txn& txn, const std::string& province_code,
                                                   const std::string& application_id) const {
  auto application = desk_.Find(txn, application_id);
  if (application && application->tenant() != province_code) application.reset();
  return application;
}

absl::StatusOr<v1::ReceiveDossierResponse> OneStopService::ReceiveDossier(CallContext& context, Txn& txn,
                                                                          const v1::ReceiveDossierRequest& request) {
  const std::string& province_code = request.province_code();
  const civil_registry::v1::BirthDeclaration& form = request.form().birth();
  RETURN_IF_ERROR(registry_.OpenTenant(context, txn, province_code).status());
  RETURN_IF_ERROR(CheckProvinceOf(form.commune_code(), province_code, context.Today()));
  v1::ReceiveDossierResponse response;
  ASSIGN_OR_RETURN(*response.mutable_application(),
                   desk_.Submit(context, txn, request.header(), form, kBirthRegistration, province_code));
  *response.mutable_receipt() = ReceiptOf(response.application());
  return response;
}

absl::StatusOr<v1::GetReceiptResponse> OneStopService::GetReceipt(CallContext& context, Txn& txn,
                                                                  const v1::GetReceiptRequest& request) {
  RETURN_IF_ERROR(registry_.ReachableTenant(context, txn, request.province_code()).status());
  const bool by_code = !request.receipt_code().empty();
  const std::string id =
      by_code ? registry_.ApplicationOfReceipt(txn, request.receipt_code()) : request.application_id();
  const auto application = FindAt(txn, request.province_code(), id);
  if (!application) return ReceiptNotFound(by_code ? "receipt_code" : "application_id");
  v1::GetReceiptResponse response;
  *response.mutable_receipt() = ReceiptOf(*application);
  *response.mutable_document() = PrintReceipt(context, response.receipt());
  const auto dossier = registry_.FindDossier(txn, id);
  if (dossier) *response.mutable_forwarding() = ForwardingOf(*dossier);
  return response;
}

absl::StatusOr<v1::ReturnResultResponse> OneStopService::ReturnResult(CallContext& context, Txn& txn,
                                                                      const v1::ReturnResultRequest& request) {
  RETURN_IF_ERROR(registry_.ReachableTenant(context, txn, request.province_code()).status());
  const auto application = FindAt(txn, request.province_code(), request.application_id());
  if (!application) return ResourceNotFound("application", request.application_id());
  v1::ReturnResultResponse response;
  if (application->status() == applications::v1::APPLICATION_STATUS_RESULT_RETURNED) {
    *response.mutable_application() = *application;
    return response;
  }
  if (application->status() != applications::v1::APPLICATION_STATUS_COMPLETED) {
    return ResultNotReady(applications::v1::ApplicationStatus_Name(application->status()));
  }
  ASSIGN_OR_RETURN(*response.mutable_application(), desk_.ReturnResult(context, txn, request.application_id()));
  return response;
}

absl::StatusOr<v1::ListTenantsResponse> OneStopService::ListTenants(CallContext& context, Txn& txn,
                                                                    const v1::ListTenantsRequest& request) {
  ASSIGN_OR_RETURN(auto page, registry_.ListTenants(txn, request.page_size(), request.page_token(), context.now));
  return store::FillPage(std::move(page), &v1::ListTenantsResponse::mutable_tenants);
}

absl::StatusOr<v1::GetTenantResponse> OneStopService::GetTenant(CallContext& context, Txn& txn,
                                                                const v1::GetTenantRequest& request) {
  auto tenant = registry_.FindTenant(txn, request.province_code(), context.now);
  if (!tenant) return TenantUnknown(request.province_code());
  v1::GetTenantResponse response;
  *response.mutable_tenant() = *std::move(tenant);
  return response;
}

absl::StatusOr<v1::SetReadinessResponse> OneStopService::SetReadiness(CallContext& context, Txn& txn,
                                                                      const v1::SetReadinessRequest& request) {
  if (!registry_.FindTenant(txn, request.province_code(), context.now)) return TenantUnknown(request.province_code());
  RETURN_IF_ERROR(registry_.SetReadiness(txn, ReadinessIn(request)));
  RETURN_IF_ERROR(forwarding_.Release(context, txn, request.province_code()));
  v1::SetReadinessResponse response;
  *response.mutable_tenant() = *registry_.FindTenant(txn, request.province_code(), context.now);
  return response;
}

}  // namespace lienthong::one_stop
