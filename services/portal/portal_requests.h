#pragma once

#include "absl/status/status.h"
#include "lienthong/portal/v1/portal_service.pb.h"

// What can be said about a request without looking at any state. Fields are named by their paths.
//   INVALID_FIELD, PERSONAL_NUMBER_NOT_12_DIGITS, PERSONAL_NUMBER_PROVINCE_UNKNOWN
namespace lienthong::portal {

absl::Status ValidateListProcedures(const v1::ListProceduresRequest& request);
absl::Status ValidateGetProcedure(const v1::GetProcedureRequest& request);
absl::Status ValidateGetEForm(const v1::GetEFormRequest& request);
absl::Status ValidatePrefillForm(const v1::PrefillFormRequest& request);
absl::Status ValidateRegisterDossier(const v1::RegisterDossierRequest& request);
absl::Status ValidateUpdateDossierStatus(const v1::UpdateDossierStatusRequest& request);
absl::Status ValidateGetPortalDossier(const v1::GetPortalDossierRequest& request);
absl::Status ValidateListPortalDossiers(const v1::ListPortalDossiersRequest& request);
absl::Status ValidateSendNotification(const v1::SendNotificationRequest& request);
absl::Status ValidateListNotifications(const v1::ListNotificationsRequest& request);
absl::Status ValidateDeliverResult(const v1::DeliverResultRequest& request);
absl::Status ValidateListResults(const v1::ListResultsRequest& request);

}  // namespace lienthong::portal
