#pragma once

#include "absl/status/statusor.h"
#include "lienthong/portal/v1/portal_service.pb.h"
#include "services/base/world/call_context.h"
#include "services/portal/catalogue.h"
#include "services/portal/eforms.h"
#include "services/portal/mailbox.h"
#include "services/portal/portal_registry.h"

namespace lienthong::portal {

// PortalService answers PortalService's methods. Thread-safe.
class PortalService {
 public:
  PortalService()
      : catalogue_(Catalogue::Default()), forms_(EForms::Default()), registry_(catalogue_), mailbox_(registry_) {}
  PortalService(const PortalService&) = delete;
  PortalService& operator=(const PortalService&) = delete;

  absl::StatusOr<v1::ListProceduresResponse> ListProcedures(CallContext& context, store::Txn& txn,
                                                            const v1::ListProceduresRequest& request) const;
  absl::StatusOr<v1::GetProcedureResponse> GetProcedure(CallContext& context, store::Txn& txn,
                                                        const v1::GetProcedureRequest& request) const;
  absl::StatusOr<v1::GetEFormResponse> GetEForm(CallContext& context, store::Txn& txn,
                                                const v1::GetEFormRequest& request) const;
  absl::StatusOr<v1::PrefillFormResponse> PrefillForm(CallContext& context, store::Txn& txn,
                                                      const v1::PrefillFormRequest& request) const;
  absl::StatusOr<v1::RegisterDossierResponse> RegisterDossier(CallContext& context, store::Txn& txn,
                                                              const v1::RegisterDossierRequest& request) const;
  absl::StatusOr<v1::UpdateDossierStatusResponse> UpdateDossierStatus(
      CallContext& context, store::Txn& txn, const v1::UpdateDossierStatusRequest& request) const;
  absl::StatusOr<v1::GetPortalDossierResponse> GetPortalDossier(CallContext& context, store::Txn& txn,
                                                                const v1::GetPortalDossierRequest& request) const;
  absl::StatusOr<v1::ListPortalDossiersResponse> ListPortalDossiers(CallContext& context, store::Txn& txn,
                                                                    const v1::ListPortalDossiersRequest& request) const;
  absl::StatusOr<v1::SendNotificationResponse> SendNotification(CallContext& context, store::Txn& txn,
                                                                const v1::SendNotificationRequest& request) const;
  absl::StatusOr<v1::ListNotificationsResponse> ListNotifications(CallContext& context, store::Txn& txn,
                                                                  const v1::ListNotificationsRequest& request) const;
  absl::StatusOr<v1::DeliverResultResponse> DeliverResult(CallContext& context, store::Txn& txn,
                                                          const v1::DeliverResultRequest& request) const;
  absl::StatusOr<v1::ListResultsResponse> ListResults(CallContext& context, store::Txn& txn,
                                                      const v1::ListResultsRequest& request) const;

 private:
  const Catalogue& catalogue_;
  const EForms& forms_;
  const PortalRegistry registry_;
  const Mailbox mailbox_;
};

}  // namespace lienthong::portal
