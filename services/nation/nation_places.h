#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "lienthong/control/v1/nation_service.pb.h"

namespace lienthong::nation {

// Administrative units of a day in order of code, at most 11,000; page and day of the request are not looked at.
//   ADDRESS_UNKNOWN, STALE_CODE  the unit asked about never was, or is no more on that day
//   INVALID_FIELD                a level that is not below the unit asked about
absl::StatusOr<std::vector<control::v1::Place>> PlacesOn(absl::CivilDay day,
                                                         const control::v1::ListPlacesRequest& request);

}  // namespace lienthong::nation
