#include "services/one_stop/one_stop_errors.h"

#include "seeds/calendar/partial_date.h"
#include "seeds/places/places.h"
#include "services/base/error/error.h"

namespace lienthong::one_stop {

absl::Status TenantUnknown(absl::string_view province_code) {
  return Error(absl::StatusCode::kNotFound, Reason::TENANT_UNKNOWN).With("province_code", province_code);
}

absl::Status TenantNotReady(absl::string_view province_code) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::TENANT_NOT_READY).With("province_code", province_code);
}

absl::Status TenantOutage(absl::string_view province_code, absl::Duration wait) {
  return Error(absl::StatusCode::kUnavailable, Reason::TENANT_OUTAGE)
      .With("province_code", province_code)
      .RetryAfter(wait);
}

absl::Status TenantStale(absl::string_view successor_code) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::STALE_CODE)
      .With("field", "province_code")
      .With("since", seeds::FormatDate(seeds::kTwoLevelDay))
      .With("successor", successor_code)
      .Violation("province_code", "Use the code of the province it was merged into.");
}

absl::Status FormMissing() {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FORM_MISSING).Violation("form", "Send the form.");
}

absl::Status CommuneUnknown(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_UNKNOWN)
      .With("field", field)
      .Violation(field, "Give the five-digit code of a commune.");
}

absl::Status WrongProvince(absl::string_view commune_code) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::WRONG_JURISDICTION).With("commune_code", commune_code);
}

absl::Status ReceiptNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::RECEIPT_NOT_FOUND).With("field", field);
}

absl::Status ResultNotReady(absl::string_view status) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::RESULT_NOT_READY).With("status", status);
}

}  // namespace lienthong::one_stop
