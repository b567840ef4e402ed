#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "lienthong/health/v1/health.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/health/facility_base.h"

namespace lienthong::health {

// Indexes of notifications.
inline constexpr char kByMother[] = "mother";
inline constexpr char kByFacility[] = "facility";

// HealthRegistry keeps the facilities and the birth notifications they issue. A child has one valid notification: told
// apart by mother, date of birth and place in a multiple birth. A notification keeps its number when it is issued anew,
// and for ever once revoked. A world begins without any.
// Thread-safe; all state is in the transaction.
class HealthRegistry {
 public:
  explicit HealthRegistry(std::shared_ptr<const seeds::Nation> nation);
  HealthRegistry(const HealthRegistry&) = delete;
  HealthRegistry& operator=(const HealthRegistry&) = delete;

  // Gives it a number and makes it valid.
  //   FACILITY_UNKNOWN, FACILITY_CANNOT_ISSUE
  //   PERSON_NOT_FOUND, PERSON_MISMATCH  the mother isn't who she says, as the population register had it before the
  //                                      world began
  //   BIRTH_NOTIFICATION_ALREADY_ISSUED
  absl::StatusOr<v1::BirthNotification> Issue(const CallContext& context, store::Txn& txn,
                                              v1::BirthNotification notification) const;
  // `text` replaces everything but the number; without it the same text is issued again.
  //   BIRTH_NOTIFICATION_NOT_FOUND, BIRTH_NOTIFICATION_REVOKED, and what Issue refuses
  absl::StatusOr<v1::BirthNotification> Reissue(const CallContext& context, store::Txn& txn, const std::string& number,
                                                absl::optional<v1::BirthNotification> text) const;
  //   BIRTH_NOTIFICATION_NOT_FOUND, BIRTH_NOTIFICATION_REVOKED
  absl::StatusOr<v1::BirthNotification> Revoke(const CallContext& context, store::Txn& txn, const std::string& number,
                                               const std::string& cause) const;

  absl::optional<v1::BirthNotification> Find(store::Txn& txn, absl::string_view number) const;
  // The valid ones of this mother and day; `birth_order` 0: all of them.
  std::vector<v1::BirthNotification> FindByMother(store::Txn& txn, const std::string& mother_pin,
                                                  const common::v1::Date& birth_date, int birth_order) const;

  const store::Table<v1::BirthNotification>& notifications() const { return notifications_; }
  const store::Table<v1::Facility>& facilities() const { return facilities_; }

 private:
  absl::Status CheckFacility(store::Txn& txn, const std::string& code) const;
  absl::Status CheckMother(const store::Txn& txn, const std::string& path, const v1::BirthMother& mother) const;
  absl::Status CheckContent(store::Txn& txn, const v1::BirthNotification& notification) const;
  std::string NextNumber(const CallContext& context, store::Txn& txn, const std::string& facility_code) const;

  std::shared_ptr<const seeds::Nation> nation_;
  FacilityBase facility_base_;
  store::Table<v1::Facility> facilities_;
  store::Table<v1::BirthNotification> notifications_;
};

}  // namespace lienthong::health
