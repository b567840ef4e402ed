#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/mock/rules.h"

// Faults that need no setting: the profiles, and single troubles that a call may ask for (fault_profiles.textproto).
namespace lienthong::mock {

// In order of name.
const std::vector<control::v1::FaultProfile>& FaultProfiles();

//   FAULT_PROFILE_UNKNOWN  names the nearest
absl::StatusOr<const control::v1::FaultProfile*> FindFaultProfile(absl::string_view name);

// The faults that a call asks for by the header lienthong-fault: the world's fault of that name, a single trouble, or
// all of a profile.
//   FAULT_UNKNOWN  names the nearest
absl::StatusOr<std::vector<const control::v1::Fault*>> FaultsAskedFor(absl::string_view name, const Rules& rules);

}  // namespace lienthong::mock
