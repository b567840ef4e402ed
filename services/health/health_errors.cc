#include "services/health/health_errors.h"

#include "absl/strings/str_join.h"
#include "services/base/error/error.h"

namespace lienthong::health {

absl::Status FacilityUnknown(absl::string_view facility_code) {
  return Error(absl::StatusCode::kNotFound, Reason::FACILITY_UNKNOWN).With("facility_code", facility_code);
}

absl::Status FacilityCannotIssue(absl::string_view facility_code) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::FACILITY_CANNOT_ISSUE)
      .With("facility_code", facility_code);
}

absl::Status NotificationNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::BIRTH_NOTIFICATION_NOT_FOUND).With("field", field);
}

absl::Status NotificationAlreadyIssued() {
  return Error(absl::StatusCode::kAlreadyExists, Reason::BIRTH_NOTIFICATION_ALREADY_ISSUED);
}

absl::Status NotificationRevoked() {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::BIRTH_NOTIFICATION_REVOKED);
}

absl::Status NotificationAmbiguous() {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::BIRTH_NOTIFICATION_AMBIGUOUS);
}

absl::Status MotherUnknown(absl::string_view field) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::PERSON_NOT_FOUND).With("field", field);
}

absl::Status MotherDiffers(const std::vector<std::string>& fields) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::PERSON_MISMATCH)
      .With("fields", absl::StrJoin(fields, ", "));
}

absl::Status ProvinceUnknown(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_UNKNOWN)
      .With("field", field)
      .Violation(field, "Give the two-digit code of a province.");
}

}  // namespace lienthong::health
