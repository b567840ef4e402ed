#include "services/civil_registry/civil_registry_errors.h"

#include "absl/strings/str_join.h"
#include "services/base/error/error.h"

namespace lienthong::civil_registry {
namespace {

Error Refusal(Reason reason) { return Error(absl::StatusCode::kFailedPrecondition, reason); }

absl::Status Mismatch(Reason reason, const std::vector<std::string>& fields) {
  return Refusal(reason).With("fields", absl::StrJoin(fields, ", "));
}

}  // namespace

absl::Status ChildAlreadyRegistered() {
  return Error(absl::StatusCode::kAlreadyExists, Reason::CHILD_ALREADY_REGISTERED);
}

absl::Status BirthNotificationMissing() { return Refusal(Reason::BIRTH_NOTIFICATION_MISSING); }

absl::Status BirthNotificationMismatch(const std::vector<std::string>& fields) {
  return Mismatch(Reason::BIRTH_NOTIFICATION_MISMATCH, fields);
}

absl::Status BirthNotificationUsed() { return Refusal(Reason::BIRTH_NOTIFICATION_USED); }

absl::Status MotherMismatch(const std::vector<std::string>& fields) {
  return Mismatch(Reason::MOTHER_MISMATCH, fields);
}

absl::Status FatherMismatch(const std::vector<std::string>& fields) {
  return Mismatch(Reason::FATHER_MISMATCH, fields);
}

absl::Status WrongJurisdiction(absl::string_view commune_code) {
  return Refusal(Reason::WRONG_JURISDICTION).With("commune_code", commune_code);
}

absl::Status NameNotAllowed(absl::string_view rule) { return Refusal(Reason::NAME_NOT_ALLOWED).With("rule", rule); }

absl::Status MarriageRecordMissing() { return Refusal(Reason::MARRIAGE_RECORD_MISSING); }

absl::Status ForeignElement() { return Refusal(Reason::FOREIGN_ELEMENT); }

absl::Status ParentAgeImplausible(absl::string_view parent) {
  return Refusal(Reason::PARENT_AGE_IMPLAUSIBLE).With("parent", parent);
}

absl::Status ParentDeceased(absl::string_view field) { return Refusal(Reason::PERSON_DECEASED).With("field", field); }

absl::Status PersonalNumberNotIssued(absl::string_view cause) {
  return Refusal(Reason::PERSONAL_NUMBER_NOT_ISSUED).With("cause", cause);
}

absl::Status CommuneUnknown(absl::string_view field) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::ADDRESS_UNKNOWN)
      .With("field", field)
      .Violation(field, "Give the five-digit code of a commune.");
}

absl::Status BirthRecordNotFound(absl::string_view field) {
  return Error(absl::StatusCode::kNotFound, Reason::BIRTH_RECORD_NOT_FOUND).With("field", field);
}

absl::Status BirthRecordNotFinal() { return Refusal(Reason::BIRTH_RECORD_NOT_FINAL); }

}  // namespace lienthong::civil_registry
