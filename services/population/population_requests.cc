#include "services/population/population_requests.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/names/ethnicities.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"

namespace lienthong::population {
namespace {

std::string Path(absl::string_view parent, absl::string_view field) { return absl::StrCat(parent, ".", field); }

absl::Status CheckOptionalNumber(absl::string_view field, const std::string& pin) {
  return pin.empty() ? absl::OkStatus() : CheckPersonalNumberShape(field, pin);
}

absl::Status CheckOneNumber(const std::string& pin, const std::string& legacy_id) {
  if (pin.empty() == legacy_id.empty()) return InvalidField("pin", "give exactly one of pin and legacy_id");
  return pin.empty() ? CheckLegacyId("legacy_id", legacy_id) : CheckPersonalNumberShape("pin", pin);
}

template <class Request>
absl::Status ValidateClaim(const Request& request) {
  RETURN_IF_ERROR(CheckOneNumber(request.pin(), request.legacy_id()));
  RETURN_IF_ERROR(CheckName("full_name", request.full_name()));
  return CheckDate("birth_date", request.birth_date());
}

bool IsMaleOrFemale(common::v1::Sex sex) { return sex == common::v1::SEX_MALE || sex == common::v1::SEX_FEMALE; }

// The first year a personal number can say.
constexpr int kFirstYear = 1900;

absl::Status CheckBirthDate(const common::v1::Date& date) {
  RETURN_IF_ERROR(CheckFullDate("birth_date", date));
  return date.year() < kFirstYear ? InvalidField("birth_date", "give a date from 1900 on") : absl::OkStatus();
}

absl::Status CheckSex(absl::string_view field, common::v1::Sex sex) {
  return IsMaleOrFemale(sex) ? absl::OkStatus() : InvalidField(field, "give SEX_MALE or SEX_FEMALE");
}

absl::Status CheckNationality(const std::string& code) {
  const bool letters = code.size() == 3 && std::all_of(code.begin(), code.end(), absl::ascii_isupper);
  if (code.empty() || letters) return absl::OkStatus();
  return InvalidField("nationality", "give three capital letters of ISO 3166-1");
}

absl::Status CheckEthnicity(const std::string& code) {
  if (code.empty() || seeds::FindEthnicity(code) != nullptr) return absl::OkStatus();
  return InvalidField("ethnicity_code", "give a code of the census list, 01 to 56");
}

absl::Status CheckConsent(absl::string_view field, v1::Consent consent) {
  return v1::Consent_IsValid(consent) ? absl::OkStatus() : InvalidField(field, "it is no Consent");
}

absl::Status CheckChild(absl::string_view field, const v1::ResidenceForm& form) {
  RETURN_IF_ERROR(CheckPersonalNumberShape(Path(field, "child_pin"), form.child_pin()));
  RETURN_IF_ERROR(CheckName(Path(field, "child_full_name"), form.child_full_name()));
  RETURN_IF_ERROR(CheckDate(Path(field, "child_birth_date"), form.child_birth_date()));
  RETURN_IF_ERROR(CheckSex(Path(field, "child_sex"), form.child_sex()));
  return CheckPersonalNumberClaim(Path(field, "child_pin"), form.child_pin(),
                                  {FromProto(form.child_sex()), form.child_birth_date().year()});
}

absl::Status CheckHousehold(absl::string_view field, const v1::ResidenceForm& form) {
  if (form.household_id().empty() && form.household_head_pin().empty()) {
    return InvalidField(Path(field, "household_id"), "give household_id or household_head_pin");
  }
  RETURN_IF_ERROR(CheckOptionalNumber(Path(field, "household_head_pin"), form.household_head_pin()));
  const bool member = v1::RelationToHead_IsValid(form.relation_to_head()) &&
                      form.relation_to_head() != v1::RELATION_TO_HEAD_UNSPECIFIED &&
                      form.relation_to_head() != v1::RELATION_TO_HEAD_HEAD;
  return member ? absl::OkStatus() : InvalidField(Path(field, "relation_to_head"), "give the newcomer's relation");
}

absl::Status CheckConsents(absl::string_view field, const v1::ResidenceForm& form) {
  RETURN_IF_ERROR(CheckConsent(Path(field, "head_consent"), form.head_consent()));
  RETURN_IF_ERROR(CheckConsent(Path(field, "owner_consent"), form.owner_consent()));
  return CheckConsent(Path(field, "parents_consent"), form.parents_consent());
}

}  // namespace

absl::Status ValidateLookUpPerson(const v1::LookUpPersonRequest& request) { return ValidateClaim(request); }

absl::Status ValidateVerifyPerson(const v1::VerifyPersonRequest& request) {
  if (!common::v1::Sex_IsValid(request.sex())) return InvalidField("sex", "it is no Sex");
  return ValidateClaim(request);
}

absl::Status ValidateCheckPersonalNumber(const v1::CheckPersonalNumberRequest& request) {
  if (request.birth_year() != 0 && (request.birth_year() < 1000 || request.birth_year() > 9999)) {
    return InvalidField("birth_year", "give four digits, or nothing");
  }
  return CheckRequired("pin", request.pin());
}

absl::Status ValidateGetPerson(const v1::GetPersonRequest& request) {
  return CheckPersonalNumberShape("pin", request.pin());
}

absl::Status ValidateListPersons(const v1::ListPersonsRequest& request) {
  RETURN_IF_ERROR(CheckOptionalNumber("mother_pin", request.mother_pin()));
  if (!request.legacy_id().empty()) RETURN_IF_ERROR(CheckLegacyId("legacy_id", request.legacy_id()));
  if (!request.full_name().empty()) RETURN_IF_ERROR(CheckName("full_name", request.full_name()));
  return request.has_birth_date() ? CheckDate("birth_date", request.birth_date()) : absl::OkStatus();
}

absl::Status ValidateGetHousehold(const v1::GetHouseholdRequest& request) {
  if (request.household_id().empty() == request.member_pin().empty()) {
    return InvalidField("household_id", "give exactly one of household_id and member_pin");
  }
  return CheckOptionalNumber("member_pin", request.member_pin());
}

absl::Status ValidateSetPersonLock(const v1::SetPersonLockRequest& request) {
  return CheckPersonalNumberShape("pin", request.pin());
}

absl::Status ValidateIssuePersonalNumber(const v1::IssuePersonalNumberRequest& request) {
  RETURN_IF_ERROR(CheckRequired("birth_record_id", request.birth_record_id()));
  RETURN_IF_ERROR(CheckName("full_name", request.full_name()));
  RETURN_IF_ERROR(CheckSex("sex", request.sex()));
  RETURN_IF_ERROR(CheckBirthDate(request.birth_date()));
  if (!request.has_registration_place()) return InvalidField("registration_place", "it is required");
  RETURN_IF_ERROR(CheckOptionalNumber("mother_pin", request.mother_pin()));
  RETURN_IF_ERROR(CheckOptionalNumber("father_pin", request.father_pin()));
  RETURN_IF_ERROR(CheckEthnicity(request.ethnicity_code()));
  RETURN_IF_ERROR(CheckNationality(request.nationality()));
  return request.birth_order() < 0 ? InvalidField("birth_order", "give 0 or the place in the order of birth")
                                   : absl::OkStatus();
}

absl::Status ValidateResidenceForm(absl::string_view field, const v1::ResidenceForm& form) {
  RETURN_IF_ERROR(CheckChild(field, form));
  RETURN_IF_ERROR(CheckHousehold(field, form));
  RETURN_IF_ERROR(CheckConsents(field, form));
  RETURN_IF_ERROR(CheckOptionalNumber(Path(field, "mother_pin"), form.mother_pin()));
  return CheckOptionalNumber(Path(field, "father_pin"), form.father_pin());
}

absl::Status ValidateSubmitResidence(const v1::SubmitResidenceApplicationRequest& request) {
  if (!request.has_form()) return InvalidField("form", "it is required");
  return ValidateResidenceForm("form", request.form());
}

absl::Status CheckNumber(const CallContext& context, absl::string_view field, const std::string& pin) {
  if (pin.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPersonalNumberRange(field, pin, *context.config));
  return CheckPersonalNumberYear(field, pin, context.Today());
}

absl::Status CheckFormNumbers(const CallContext& context, absl::string_view field, const v1::ResidenceForm& form) {
  RETURN_IF_ERROR(CheckNumber(context, Path(field, "child_pin"), form.child_pin()));
  RETURN_IF_ERROR(CheckNumber(context, Path(field, "household_head_pin"), form.household_head_pin()));
  RETURN_IF_ERROR(CheckNumber(context, Path(field, "mother_pin"), form.mother_pin()));
  return CheckNumber(context, Path(field, "father_pin"), form.father_pin());
}

}  // namespace lienthong::population
