#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// The refusals of the one-stop, one constructor per situation.
namespace lienthong::one_stop {

absl::Status TenantUnknown(absl::string_view province_code);
absl::Status TenantNotReady(absl::string_view province_code);
// `wait` is the time until the outage ends, or a guess.
absl::Status TenantOutage(absl::string_view province_code, absl::Duration wait);
// The province was merged into another; metadata `successor` names it.
absl::Status TenantStale(absl::string_view successor_code);
absl::Status FormMissing();
absl::Status CommuneUnknown(absl::string_view field);
// The commune belongs to another province.
absl::Status WrongProvince(absl::string_view commune_code);
absl::Status ReceiptNotFound(absl::string_view field);
absl::Status ResultNotReady(absl::string_view status);

}  // namespace lienthong::one_stop
