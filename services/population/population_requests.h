#pragma once

#include "absl/status/status.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/world/call_context.h"

// What can be said about a request without looking into the register.
namespace lienthong::population {

// Without world and time.
absl::Status ValidateLookUpPerson(const v1::LookUpPersonRequest& request);
absl::Status ValidateVerifyPerson(const v1::VerifyPersonRequest& request);
absl::Status ValidateCheckPersonalNumber(const v1::CheckPersonalNumberRequest& request);
absl::Status ValidateGetPerson(const v1::GetPersonRequest& request);
absl::Status ValidateListPersons(const v1::ListPersonsRequest& request);
absl::Status ValidateGetHousehold(const v1::GetHouseholdRequest& request);
absl::Status ValidateSetPersonLock(const v1::SetPersonLockRequest& request);
absl::Status ValidateIssuePersonalNumber(const v1::IssuePersonalNumberRequest& request);
absl::Status ValidateSubmitResidence(const v1::SubmitResidenceApplicationRequest& request);

// The form of a declaration; `field` is its path, such as "form".
absl::Status ValidateResidenceForm(absl::string_view field, const v1::ResidenceForm& form);

// With the world's number range and its today: PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE, PERSONAL_NUMBER_IN_FUTURE.
// An empty number passes.
absl::Status CheckNumber(const CallContext& context, absl::string_view field, const std::string& pin);
absl::Status CheckFormNumbers(const CallContext& context, absl::string_view field, const v1::ResidenceForm& form);

}  // namespace lienthong::population
