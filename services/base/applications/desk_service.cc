#include "services/base/applications/desk_service.h"

#include <functional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/applications/applicant.h"
#include "services/base/applications/officer.h"
#include "services/base/status.h"

namespace lienthong::applications {
namespace {

using store::Txn;

constexpr char kService[] = "lienthong.applications.v1.ApplicationService/";

// The checks that every method shares: the desk is this agency's.
absl::Status CheckAgency(const Office& office, const std::string& agency) {
  if (agency.empty() || agency == office.agency) return absl::OkStatus();
  return Error(absl::StatusCode::kNotFound, Reason::AGENCY_UNKNOWN).With("agency", agency);
}

absl::Status CheckNamed(const Office& office, const std::string& agency, const std::string& application_id) {
  RETURN_IF_ERROR(CheckAgency(office, agency));
  return application_id.empty() ? InvalidField("application_id", "name the application") : absl::OkStatus();
}

bool IsRefusal(v1::OfficerAction action) {
  return action == v1::OFFICER_ACTION_REFUSE || action == v1::OFFICER_ACTION_NOT_ACCEPT;
}

absl::Status CheckAction(const v1::DecideApplicationRequest& request) {
  const v1::OfficerAction action = request.action();
  if (!v1::OfficerAction_IsValid(action) || action == v1::OFFICER_ACTION_UNSPECIFIED) {
    return InvalidField("action", "say what the officer does");
  }
  if (action == v1::OFFICER_ACTION_STAY_SILENT) return InvalidField("action", "only scripts stay silent");
  const bool has_reason = common::v1::Reason_IsValid(request.reason()) && request.reason() != 0;
  if (IsRefusal(action) && !has_reason) return InvalidField("reason", "a refusal needs a reason");
  if (action == v1::OFFICER_ACTION_REQUEST_SUPPLEMENT && request.items().empty()) {
    return InvalidField("items", "name what is to be added");
  }
  if (action == v1::OFFICER_ACTION_REQUEST_PAYMENT && request.amount_vnd() <= 0) {
    return InvalidField("amount_vnd", "ask for a positive amount");
  }
  return absl::OkStatus();
}

std::string OfficerOf(const CallContext& context, const v1::DecideApplicationRequest& request) {
  return request.officer().empty() ? context.officer : request.officer();
}

Act ActOf(const Office& office, const std::string& officer, const v1::DecideApplicationRequest& request) {
  Act act;
  act.action = request.action();
  act.by = officer.empty() ? office.agency : officer;
  act.reason = request.reason();
  act.note = request.note();
  act.items = {request.items().begin(), request.items().end()};
  act.amount_vnd = request.amount_vnd();
  act.fee_code = request.fee_code();
  return act;
}

// Opens the case, changes it, saves it, and answers with the application.
template <class Response>
absl::StatusOr<Response> Change(const Office& office, CallContext& context, Txn& txn, const std::string& id,
                                const std::function<absl::Status(Case&)>& change) {
  ASSIGN_OR_RETURN(Case file, OpenCase(office, context, txn, id));
  RETURN_IF_ERROR(change(file));
  RETURN_IF_ERROR(Save(file));
  Response response;
  *response.mutable_application() = std::move(file.application);
  return response;
}

bool Matches(const v1::ListApplicationsRequest& request, const Application& application) {
  return (request.dossier_code().empty() || request.dossier_code() == application.dossier_code()) &&
         (request.status() == v1::APPLICATION_STATUS_UNSPECIFIED || request.status() == application.status()) &&
         (request.tenant().empty() || request.tenant() == application.tenant());
}

// What a page token belongs to: the filters.
std::string QueryOf(v1::ListApplicationsRequest request) {
  request.clear_agency();
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

absl::StatusOr<store::Page<Application>> PageOf(const Office& office, Txn& txn,
                                                const v1::ListApplicationsRequest& request) {
  const auto keep = [&request](const Application& row) { return Matches(request, row); };
  const std::string query = QueryOf(request);
  const auto by = [&](const char* index, const std::string& value) {
    return office.applications.ListBy(txn, index, value, request.page_size(), request.page_token(), keep, query);
  };
  if (!request.dossier_code().empty()) return by(kDossierCodeIndex, request.dossier_code());
  if (request.status() != v1::APPLICATION_STATUS_UNSPECIFIED) return by(kStatusIndex, absl::StrCat(request.status()));
  if (!request.tenant().empty()) return by(kTenantIndex, request.tenant());
  return office.applications.List(txn, request.page_size(), request.page_token(), keep, query);
}

absl::StatusOr<v1::GetApplicationResponse> Get(const Office& office, Txn& txn,
                                               const v1::GetApplicationRequest& request) {
  absl::optional<Application> application = office.applications.Get(txn, request.application_id());
  if (!application) return ResourceNotFound("application", request.application_id());
  v1::GetApplicationResponse response;
  *response.mutable_application() = *std::move(application);
  return response;
}

absl::StatusOr<v1::ListApplicationsResponse> List(const Office& office, Txn& txn,
                                                  const v1::ListApplicationsRequest& request) {
  ASSIGN_OR_RETURN(auto page, PageOf(office, txn, request));
  return store::FillPage(std::move(page), &v1::ListApplicationsResponse::mutable_applications);
}

absl::Status Decide(Case& file, const v1::DecideApplicationRequest& request) {
  const std::string officer = OfficerOf(file.context, request);
  if (!officer.empty()) file.application.set_officer(officer);
  return Perform(file, ActOf(file.office, officer, request));
}

void RegisterReads(const Office& office, host::Handlers& handlers) {
  handlers.Unary<v1::GetApplicationRequest, v1::GetApplicationResponse>(
      absl::StrCat(kService, "GetApplication"),
      [&office](CallContext&, Txn& txn, const auto& request) { return Get(office, txn, request); },
      [&office](const auto& request) { return CheckNamed(office, request.agency(), request.application_id()); });
  handlers.Unary<v1::ListApplicationsRequest, v1::ListApplicationsResponse>(
      absl::StrCat(kService, "ListApplications"),
      [&office](CallContext&, Txn& txn, const auto& request) { return List(office, txn, request); },
      [&office](const auto& request) { return CheckAgency(office, request.agency()); });
}

// A write on one application: `check` needs no state, `change` works on the open case.
template <class Request, class Response>
void RegisterChange(const Office& office, host::Handlers& handlers, const char* method,
                    std::function<absl::Status(const Request&)> check,
                    std::function<absl::Status(Case&, const Request&)> change) {
  handlers.Unary<Request, Response>(
      absl::StrCat(kService, method),
      [&office, change](CallContext& context, Txn& txn, const Request& request) {
        return Change<Response>(office, context, txn, request.application_id(),
                                [&](Case& file) { return change(file, request); });
      },
      [&office, check](const Request& request) {
        RETURN_IF_ERROR(CheckNamed(office, request.agency(), request.application_id()));
        return check ? check(request) : absl::OkStatus();
      });
}

absl::Status CheckAmount(const v1::PayApplicationRequest& request) {
  return request.amount_vnd() > 0 ? absl::OkStatus() : InvalidField("amount_vnd", "pay a positive amount");
}

}  // namespace

void RegisterApplicationService(const Office& office, host::Handlers& handlers) {
  RegisterReads(office, handlers);
  RegisterChange<v1::DecideApplicationRequest, v1::DecideApplicationResponse>(office, handlers, "DecideApplication",
                                                                              CheckAction, Decide);
  RegisterChange<v1::SupplementApplicationRequest, v1::SupplementApplicationResponse>(
      office, handlers, "SupplementApplication", nullptr, [](Case& file, const auto& request) {
        return AnswerSupplement(file, request.components(), request.has_form() ? &request.form() : nullptr);
      });
  RegisterChange<v1::WithdrawApplicationRequest, v1::WithdrawApplicationResponse>(
      office, handlers, "WithdrawApplication", nullptr, [](Case& file, const auto&) { return Withdraw(file); });
  RegisterChange<v1::PayApplicationRequest, v1::PayApplicationResponse>(
      office, handlers, "PayApplication", CheckAmount,
      [](Case& file, const auto& request) { return Pay(file, request.amount_vnd(), request.payment_reference()); });
}

}  // namespace lienthong::applications
