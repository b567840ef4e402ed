#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "lienthong/common/v1/common.pb.h"
#include "seeds/places/places.h"

// Addresses by the administrative codes of a day.
namespace lienthong {

// The same place in the codes of `day`: from 2025-07-01 on without district, under the province it then belongs to.
// Registers hold the codes an address was written with; this is how they answer later.
common::v1::Address InCodesOf(absl::CivilDay day, const common::v1::Address& address);

// A code that stands so on the day asked about.
//   ADDRESS_UNKNOWN, STALE_CODE  as CheckAddress
absl::Status CheckPlaceState(absl::string_view field, seeds::PlaceState state);
// STALE_CODE
absl::Status StaleCode(absl::string_view field);

// Codes agree with each other and hold on `day`; province and commune are required, the district only if `day` has any.
//   ADDRESS_UNKNOWN  a code that never was, or that belongs elsewhere
//   STALE_CODE       a code that no longer holds on `day`
absl::Status CheckAddress(absl::string_view field, const common::v1::Address& address, absl::CivilDay day);
// The same for an address that may stop at the province.
absl::Status CheckProvince(absl::string_view field, const common::v1::Address& address, absl::CivilDay day);

}  // namespace lienthong
