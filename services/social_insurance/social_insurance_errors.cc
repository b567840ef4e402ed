#include "services/social_insurance/social_insurance_errors.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::social_insurance {
namespace {

Error Refused(Reason reason) { return Error(absl::StatusCode::kFailedPrecondition, reason); }

}  // namespace

absl::Status ParticipantNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::PARTICIPANT_NOT_FOUND).With("field", field);
}

absl::Status ParticipantAmbiguous(absl::string_view field, size_t count) {
  return Refused(Reason::PARTICIPANT_AMBIGUOUS).With("field", field).With("count", absl::StrCat(count));
}

absl::Status CardNotFound() { return Error(absl::StatusCode::kNotFound, Reason::CARD_NOT_FOUND); }

absl::Status ChildNotRegistered() { return Refused(Reason::CHILD_NOT_REGISTERED); }

absl::Status ChildTooOld() { return Refused(Reason::CHILD_TOO_OLD); }

absl::Status CardAlreadyIssued() { return Refused(Reason::CARD_ALREADY_ISSUED); }

absl::Status FacilityUnknown(absl::string_view facility_code) {
  return Refused(Reason::FACILITY_UNKNOWN).With("facility_code", facility_code);
}

absl::Status FacilityNotAccepting(absl::string_view facility_code) {
  return Refused(Reason::FACILITY_NOT_ACCEPTING).With("facility_code", facility_code);
}

}  // namespace lienthong::social_insurance
