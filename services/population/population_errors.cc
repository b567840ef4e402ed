#include "services/population/population_errors.h"

#include "services/base/error/error.h"

namespace lienthong::population {
namespace {

absl::Status Refused(Reason reason) { return Error(absl::StatusCode::kFailedPrecondition, reason); }

absl::Status Refused(Reason reason, absl::string_view field) {
  return Error(absl::StatusCode::kFailedPrecondition, reason).With("field", field);
}

}  // namespace

absl::Status PersonNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::PERSON_NOT_FOUND).With("field", field);
}

absl::Status HouseholdNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::HOUSEHOLD_NOT_FOUND).With("field", field);
}

absl::Status PersonDeceased(absl::string_view field) { return Refused(Reason::PERSON_DECEASED, field); }

absl::Status PersonLocked(absl::string_view field) { return Refused(Reason::PERSON_LOCKED, field); }

absl::Status PersonMismatch(absl::string_view fields) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::PERSON_MISMATCH).With("fields", fields);
}

absl::Status HouseholdHeadMismatch(absl::string_view field) { return Refused(Reason::HOUSEHOLD_HEAD_MISMATCH, field); }

absl::Status ResidenceAlreadyRegistered() { return Refused(Reason::RESIDENCE_ALREADY_REGISTERED); }

absl::Status DwellingUnknown(absl::string_view field) { return Refused(Reason::ADDRESS_UNKNOWN, field); }

absl::Status HeadConsentMissing() { return Refused(Reason::HEAD_CONSENT_MISSING); }

absl::Status HeadConsentRefused() { return Refused(Reason::HEAD_CONSENT_REFUSED); }

absl::Status OwnerConsentMissing() { return Refused(Reason::OWNER_CONSENT_MISSING); }

absl::Status OwnerConsentRefused() { return Refused(Reason::OWNER_CONSENT_REFUSED); }

absl::Status ParentsConsentMissing() { return Refused(Reason::PARENTS_CONSENT_MISSING); }

absl::Status PersonAlreadyHasNumber() {
  return Error(absl::StatusCode::kAlreadyExists, Reason::PERSON_ALREADY_HAS_NUMBER);
}

absl::Status PurposeInsufficient(absl::string_view purpose) {
  return Error(absl::StatusCode::kPermissionDenied, Reason::PURPOSE_INSUFFICIENT).With("purpose", purpose);
}

absl::Status CellExhausted() { return InternalError("no free personal number was drawn"); }

}  // namespace lienthong::population
