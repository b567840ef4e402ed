#include "services/portal/portal_agency.h"

#include "services/base/host/binder.h"
#include "services/portal/portal_requests.h"
#include "services/portal/portal_service.h"

namespace lienthong::portal {

void Register(std::shared_ptr<const seeds::Nation>, host::Handlers& handlers) {
  const host::Binder bind(handlers, "lienthong.portal.v1.PortalService", std::make_shared<const PortalService>());
  bind("ListProcedures", &PortalService::ListProcedures, ValidateListProcedures);
  bind("GetProcedure", &PortalService::GetProcedure, ValidateGetProcedure);
  bind("GetEForm", &PortalService::GetEForm, ValidateGetEForm);
  bind("PrefillForm", &PortalService::PrefillForm, ValidatePrefillForm);
  bind("RegisterDossier", &PortalService::RegisterDossier, ValidateRegisterDossier);
  bind("UpdateDossierStatus", &PortalService::UpdateDossierStatus, ValidateUpdateDossierStatus);
  bind("GetPortalDossier", &PortalService::GetPortalDossier, ValidateGetPortalDossier);
  bind("ListPortalDossiers", &PortalService::ListPortalDossiers, ValidateListPortalDossiers);
  bind("SendNotification", &PortalService::SendNotification, ValidateSendNotification);
  bind("ListNotifications", &PortalService::ListNotifications, ValidateListNotifications);
  bind("DeliverResult", &PortalService::DeliverResult, ValidateDeliverResult);
  bind("ListResults", &PortalService::ListResults, ValidateListResults);
}

}  // namespace lienthong::portal
