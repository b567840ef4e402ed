#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The refusals of the health event registry, one constructor per situation.
namespace lienthong::health {

absl::Status FacilityUnknown(absl::string_view facility_code);
// It delivers no births.
absl::Status FacilityCannotIssue(absl::string_view facility_code);
absl::Status NotificationNotFound(absl::string_view field);
absl::Status NotificationAlreadyIssued();
absl::Status NotificationRevoked();
absl::Status NotificationAmbiguous();
// The mother isn't in the register.
absl::Status MotherUnknown(absl::string_view field);
absl::Status MotherDiffers(const std::vector<std::string>& fields);
absl::Status ProvinceUnknown(absl::string_view field);

}  // namespace lienthong::health
