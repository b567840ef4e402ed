#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// The refusals of the civil registry, one constructor per situation.
namespace lienthong::civil_registry {

// Of declarations, seen by the registrar.
absl::Status ChildAlreadyRegistered();
absl::Status BirthNotificationMissing();
// `fields` are fields of the declaration, without their values.
absl::Status BirthNotificationMismatch(const std::vector<std::string>& fields);
absl::Status BirthNotificationUsed();
absl::Status MotherMismatch(const std::vector<std::string>& fields);
absl::Status FatherMismatch(const std::vector<std::string>& fields);
absl::Status WrongJurisdiction(absl::string_view commune_code);
// `rule`: digits, letters, family_name.
absl::Status NameNotAllowed(absl::string_view rule);
absl::Status MarriageRecordMissing();
absl::Status ForeignElement();
// `parent`: mother or father.
absl::Status ParentAgeImplausible(absl::string_view parent);
absl::Status ParentDeceased(absl::string_view field);
// `cause` is the reason the population register gave.
absl::Status PersonalNumberNotIssued(absl::string_view cause);

// Of calls.
absl::Status CommuneUnknown(absl::string_view field);
absl::Status BirthRecordNotFound(absl::string_view field);
absl::Status BirthRecordNotFinal();

}  // namespace lienthong::civil_registry
