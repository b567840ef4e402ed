#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// Refusals of social insurance.
namespace lienthong::social_insurance {

// NOT_FOUND; `field` names the number in the request.
absl::Status ParticipantNotFound(absl::string_view field);
// FAILED_PRECONDITION: so many participants hold the number.
absl::Status ParticipantAmbiguous(absl::string_view field, size_t count);
absl::Status CardNotFound();

// FAILED_PRECONDITION, as verdicts on the application for a child's card.
absl::Status ChildNotRegistered();
absl::Status ChildTooOld();
absl::Status CardAlreadyIssued();
absl::Status FacilityUnknown(absl::string_view facility_code);
absl::Status FacilityNotAccepting(absl::string_view facility_code);

}  // namespace lienthong::social_insurance
