#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/control_service.pb.h"

namespace lienthong::authority {

absl::Status RequestIdMissing();
absl::Status WorldUnknown(const std::string& world);
absl::Status WorldLost(const std::string& world, const std::string& process);
absl::Status WorldNameInvalid();
absl::Status NothingIsKept();
absl::Status WorldQuotaReached(int64_t limit);
absl::Status WorldExists(const std::string& world);
absl::Status WorldProtected(const std::string& world);
absl::Status ClockBackward(absl::Time now);
absl::Status ClockNotManual();
absl::Status TurnExpired();
absl::Status AgencyUnknown(const std::string& agency);
// A failed advance says how far it came.
absl::Status WithTimeReached(const absl::Status& status, const control::v1::Clock& clock);

}  // namespace lienthong::authority
