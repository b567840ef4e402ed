#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "lienthong/health/v1/health_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"
#include "services/health/health_registry.h"

namespace lienthong::health {

// HealthService answers the methods of the health event registry. Thread-safe; all state is in the transaction.
class HealthService {
 public:
  explicit HealthService(std::shared_ptr<const seeds::Nation> nation) : registry_(std::move(nation)) {}

  // The service lives as long as the handlers.
  static void Register(std::shared_ptr<const HealthService> service, host::Handlers& handlers);

  absl::StatusOr<v1::IssueBirthNotificationResponse> Issue(CallContext& context, store::Txn& txn,
                                                           const v1::IssueBirthNotificationRequest& request) const;
  absl::StatusOr<v1::ReissueBirthNotificationResponse> Reissue(
      CallContext& context, store::Txn& txn, const v1::ReissueBirthNotificationRequest& request) const;
  absl::StatusOr<v1::RevokeBirthNotificationResponse> Revoke(CallContext& context, store::Txn& txn,
                                                             const v1::RevokeBirthNotificationRequest& request) const;
  absl::StatusOr<v1::GetBirthNotificationResponse> Get(CallContext& context, store::Txn& txn,
                                                       const v1::GetBirthNotificationRequest& request) const;
  absl::StatusOr<v1::ListBirthNotificationsResponse> List(CallContext& context, store::Txn& txn,
                                                          const v1::ListBirthNotificationsRequest& request) const;
  absl::StatusOr<v1::GetFacilityResponse> GetFacility(CallContext& context, store::Txn& txn,
                                                      const v1::GetFacilityRequest& request) const;
  absl::StatusOr<v1::ListFacilitiesResponse> ListFacilities(CallContext& context, store::Txn& txn,
                                                            const v1::ListFacilitiesRequest& request) const;

 private:
  const HealthRegistry registry_;
};

}  // namespace lienthong::health
