#include "services/portal/portal_agency.h"

#include <string>

#include "services/portal/portal_requests.h"
#include "services/portal/portal_service.h"

namespace lienthong::portal {
namespace {

using Service = std::shared_ptr<const PortalService>;

template <class Request, class Response>
void Bind(host::Handlers& handlers, const char* name, const Service& service,
          absl::StatusOr<Response> (PortalService::*handle)(CallContext&, store::Txn&, const Request&) const,
          absl::Status (*validate)(const Request&)) {
  const auto handler = [service, handle](CallContext& context, store::Txn& txn, const Request& request) {
    return ((*service).*handle)(context, txn, request);
  };
  handlers.Unary<Request, Response>(std::string("lienthong.portal.v1.PortalService/") + name, handler, validate);
}

}  // namespace

void Register(host::Handlers& handlers) {
  const Service service = std::make_shared<PortalService>();
  Bind(handlers, "ListProcedures", service, &PortalService::ListProcedures, ValidateListProcedures);
  Bind(handlers, "GetProcedure", service, &PortalService::GetProcedure, ValidateGetProcedure);
  Bind(handlers, "GetEForm", service, &PortalService::GetEForm, ValidateGetEForm);
  Bind(handlers, "PrefillForm", service, &PortalService::PrefillForm, ValidatePrefillForm);
  Bind(handlers, "RegisterDossier", service, &PortalService::RegisterDossier, ValidateRegisterDossier);
  Bind(handlers, "UpdateDossierStatus", service, &PortalService::UpdateDossierStatus, ValidateUpdateDossierStatus);
  Bind(handlers, "GetPortalDossier", service, &PortalService::GetPortalDossier, ValidateGetPortalDossier);
  Bind(handlers, "ListPortalDossiers", service, &PortalService::ListPortalDossiers, ValidateListPortalDossiers);
  Bind(handlers, "SendNotification", service, &PortalService::SendNotification, ValidateSendNotification);
  Bind(handlers, "ListNotifications", service, &PortalService::ListNotifications, ValidateListNotifications);
  Bind(handlers, "DeliverResult", service, &PortalService::DeliverResult, ValidateDeliverResult);
  Bind(handlers, "ListResults", service, &PortalService::ListResults, ValidateListResults);
}

std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation>) {
  auto handlers = std::make_unique<host::Handlers>();
  Register(*handlers);
  return handlers;
}

}  // namespace lienthong::portal
