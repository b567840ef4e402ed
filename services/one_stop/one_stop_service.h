#pragma once

#include <memory>

#include "lienthong/one_stop/v1/one_stop_service.pb.h"
#include "services/base/applications/desk.h"
#include "services/base/host/handlers.h"
#include "services/one_stop/forwarding.h"
#include "services/one_stop/one_stop_registry.h"

namespace lienthong::one_stop {

// OneStopService answers the methods of the provinces' one-stop systems. Thread-safe; all state is in the transaction.
class OneStopService {
 public:
  OneStopService();

  // The service and everything it owns live as long as the handlers.
  static void Register(std::shared_ptr<OneStopService> service, host::Handlers& handlers);

  absl::StatusOr<v1::ReceiveDossierResponse> ReceiveDossier(CallContext& context, store::Txn& txn,
                                                            const v1::ReceiveDossierRequest& request);
  absl::StatusOr<v1::GetReceiptResponse> GetReceipt(CallContext& context, store::Txn& txn,
                                                    const v1::GetReceiptRequest& request);
  absl::StatusOr<v1::ReturnResultResponse> ReturnResult(CallContext& context, store::Txn& txn,
                                                        const v1::ReturnResultRequest& request);
  absl::StatusOr<v1::ListTenantsResponse> ListTenants(CallContext& context, store::Txn& txn,
                                                      const v1::ListTenantsRequest& request);
  absl::StatusOr<v1::GetTenantResponse> GetTenant(CallContext& context, store::Txn& txn,
                                                  const v1::GetTenantRequest& request);
  absl::StatusOr<v1::SetReadinessResponse> SetReadiness(CallContext& context, store::Txn& txn,
                                                        const v1::SetReadinessRequest& request);

 private:
  // The application, if the province has it.
  absl::optional<applications::Application> FindAt(store::Txn& txn, const std::string& province_code,
                                                   const std::string& application_id) const;

  const OneStopRegistry registry_;
  applications::Desk desk_;
  Forwarding forwarding_;
};

}  // namespace lienthong::one_stop
