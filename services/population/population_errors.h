#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The register's refusals. `field` is the path of the request's field at fault, never its value.
namespace lienthong::population {

// NOT_FOUND.
absl::Status PersonNotFound(absl::string_view field);
absl::Status HouseholdNotFound(absl::string_view field);

// FAILED_PRECONDITION.
absl::Status PersonDeceased(absl::string_view field);
absl::Status PersonLocked(absl::string_view field);
absl::Status PersonMismatch(absl::string_view fields);
absl::Status HouseholdHeadMismatch(absl::string_view field);
absl::Status ResidenceAlreadyRegistered();
absl::Status DwellingUnknown(absl::string_view field);
absl::Status HeadConsentMissing();
absl::Status HeadConsentRefused();
absl::Status OwnerConsentMissing();
absl::Status OwnerConsentRefused();
absl::Status ParentsConsentMissing();

// ALREADY_EXISTS.
absl::Status PersonAlreadyHasNumber();

// PERMISSION_DENIED: nothing of the answer may be shown for this purpose.
absl::Status PurposeInsufficient(absl::string_view purpose);

// INTERNAL: the cell seems to be used up, which a million numbers and a world's births can't do.
absl::Status CellExhausted();

}  // namespace lienthong::population
