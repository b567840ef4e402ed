#include "services/civil_registry/birth_form_checks.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/names/ethnicities.h"
#include "seeds/places/places.h"
#include "services/base/error/error.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/civil_registry/civil_registry_errors.h"

namespace lienthong::civil_registry {
namespace {

constexpr int kMostExtracts = 20;
constexpr int kMostOfOneBirth = 9;

std::string In(absl::string_view path, absl::string_view field) { return absl::StrCat(path, ".", field); }

absl::Status CheckCode(bool known, const std::string& field) {
  return known ? absl::OkStatus() : InvalidField(field, "use a code of the list");
}

absl::Status CheckEthnicity(const std::string& field, const std::string& code) {
  return CheckCode(code.empty() || seeds::FindEthnicity(code) != nullptr, field);
}

absl::Status CheckNationality(const std::string& field, const std::string& code) {
  const bool letters = std::all_of(code.begin(), code.end(), [](char c) { return absl::ascii_isupper(c); });
  if (code.empty() || (letters && code.size() == 3)) return absl::OkStatus();
  return InvalidField(field, "give three capital letters of ISO 3166-1");
}

absl::Status CheckChild(const v1::DeclaredChild& child) {
  const std::string path = "form.child";
  RETURN_IF_ERROR(CheckName(In(path, "family_name"), child.family_name()));
  RETURN_IF_ERROR(CheckName(In(path, "given_name"), child.given_name()));
  if (!child.middle_name().empty()) RETURN_IF_ERROR(CheckName(In(path, "middle_name"), child.middle_name()));
  const bool has_sex = common::v1::Sex_IsValid(child.sex()) && child.sex() != common::v1::SEX_UNSPECIFIED;
  if (!has_sex) return InvalidField(In(path, "sex"), "say the child's sex");
  RETURN_IF_ERROR(CheckFullDate(In(path, "birth_date"), child.birth_date()));
  if (!child.has_birth_place()) return InvalidField(In(path, "birth_place"), "say where the child was born");
  RETURN_IF_ERROR(CheckEthnicity(In(path, "ethnicity_code"), child.ethnicity_code()));
  RETURN_IF_ERROR(CheckNationality(In(path, "nationality"), child.nationality()));
  const bool order_fits = child.birth_order() >= 0 && child.birth_order() <= kMostOfOneBirth;
  return order_fits ? absl::OkStatus() : InvalidField(In(path, "birth_order"), "use 0 to 9");
}

absl::Status CheckParentNumber(const std::string& path, const v1::DeclaredParent& parent, seeds::Sex sex) {
  if (parent.pin().empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPersonalNumberShape(In(path, "pin"), parent.pin()));
  return CheckPersonalNumberClaim(In(path, "pin"), parent.pin(), {sex, parent.birth_date().year()});
}

absl::Status CheckParentPaper(const std::string& path, const v1::IdentityDocument& paper) {
  if (paper.type() != v1::IDENTITY_DOCUMENT_TYPE_LEGACY_ID) return absl::OkStatus();
  return CheckLegacyId(In(path, "identity_document.number"), paper.number());
}

absl::Status CheckParent(const std::string& path, const v1::DeclaredParent& parent, seeds::Sex sex) {
  RETURN_IF_ERROR(CheckName(In(path, "full_name"), parent.full_name()));
  RETURN_IF_ERROR(CheckDate(In(path, "birth_date"), parent.birth_date()));
  RETURN_IF_ERROR(CheckParentNumber(path, parent, sex));
  RETURN_IF_ERROR(CheckParentPaper(path, parent.identity_document()));
  RETURN_IF_ERROR(CheckEthnicity(In(path, "ethnicity_code"), parent.ethnicity_code()));
  return CheckNationality(In(path, "nationality"), parent.nationality());
}

absl::Status CheckParents(const v1::BirthDeclaration& form) {
  const bool abandoned = form.evidence().has_abandoned_child_report();
  if (!form.has_mother() && !abandoned) {
    return InvalidField("form.mother", "declare the mother, or send an abandoned child's report");
  }
  if (form.has_mother()) RETURN_IF_ERROR(CheckParent("form.mother", form.mother(), seeds::Sex::kFemale));
  return form.has_father() ? CheckParent("form.father", form.father(), seeds::Sex::kMale) : absl::OkStatus();
}

absl::Status CheckNotification(const v1::BirthNotificationReference& notification) {
  const std::string path = "form.evidence.birth_notification";
  RETURN_IF_ERROR(CheckRequired(In(path, "number"), notification.number()));
  if (!seeds::IsFacilityCode(notification.facility_code())) {
    return InvalidField(In(path, "facility_code"), "use five digits");
  }
  if (!notification.mother_pin().empty()) {
    RETURN_IF_ERROR(CheckPersonalNumberShape(In(path, "mother_pin"), notification.mother_pin()));
  }
  if (!notification.has_child_birth_date()) return absl::OkStatus();
  return CheckFullDate(In(path, "child_birth_date"), notification.child_birth_date());
}

absl::Status CheckEvidence(const v1::BirthEvidence& evidence) {
  switch (evidence.kind_case()) {
    case v1::BirthEvidence::kBirthNotification:
      return CheckNotification(evidence.birth_notification());
    case v1::BirthEvidence::kWitnessStatement:
      return CheckRequired("form.evidence.witness_statement.statement", evidence.witness_statement().statement());
    case v1::BirthEvidence::kPledge:
      return CheckRequired("form.evidence.pledge.statement", evidence.pledge().statement());
    case v1::BirthEvidence::kAbandonedChildReport:
      return CheckRequired("form.evidence.abandoned_child_report.number", evidence.abandoned_child_report().number());
    case v1::BirthEvidence::KIND_NOT_SET:
      return absl::OkStatus();  // for the registrar to refuse
  }
  return absl::OkStatus();
}

absl::Status CheckRequester(const v1::Requester& requester) {
  return requester.pin().empty() ? absl::OkStatus() : CheckPersonalNumberShape("form.requester.pin", requester.pin());
}

// The district may be left out: the commune says it.
absl::Status CheckPlace(const std::string& path, common::v1::Address address, absl::CivilDay today) {
  if (address.commune_code().empty()) return CheckProvince(path, address, today);
  const seeds::Commune* commune = seeds::Places::Default().FindCommune(address.commune_code());
  const bool has_districts = today < seeds::kTwoLevelDay;
  if (commune != nullptr && has_districts && address.district_code().empty()) {
    address.set_district_code(std::string(commune->district_code));
  }
  return CheckAddress(path, address, today);
}

absl::Status CheckNumberInWorld(const std::string& field, const std::string& pin, const CallContext& context) {
  if (pin.empty()) return absl::OkStatus();
  RETURN_IF_ERROR(CheckPersonalNumberRange(field, pin, *context.config));
  return CheckPersonalNumberYear(field, pin, context.Today());
}

absl::Status CheckParentInWorld(const std::string& path, const v1::DeclaredParent& parent, const CallContext& context) {
  RETURN_IF_ERROR(CheckNumberInWorld(In(path, "pin"), parent.pin(), context));
  RETURN_IF_ERROR(CheckNotInFuture(In(path, "birth_date"), parent.birth_date(), context.Today()));
  if (!parent.has_residence()) return absl::OkStatus();
  return CheckPlace(In(path, "residence"), parent.residence(), context.Today());
}

}  // namespace

absl::Status CheckDeclaration(const v1::BirthDeclaration& form) {
  if (seeds::Places::Default().FindCommune(form.commune_code()) == nullptr) return CommuneUnknown("form.commune_code");
  RETURN_IF_ERROR(CheckChild(form.child()));
  RETURN_IF_ERROR(CheckParents(form));
  RETURN_IF_ERROR(CheckEvidence(form.evidence()));
  RETURN_IF_ERROR(CheckRequester(form.requester()));
  const bool extracts_fit = form.extracts_wanted() >= 0 && form.extracts_wanted() <= kMostExtracts;
  return extracts_fit ? absl::OkStatus() : InvalidField("form.extracts_wanted", "use 0 to 20");
}

absl::Status CheckDeclarationInWorld(const CallContext& context, const v1::BirthDeclaration& form) {
  const absl::CivilDay today = context.Today();
  RETURN_IF_ERROR(CheckNotInFuture("form.child.birth_date", form.child().birth_date(), today));
  RETURN_IF_ERROR(CheckPlace("form.child.birth_place", form.child().birth_place(), today));
  if (form.has_mother()) RETURN_IF_ERROR(CheckParentInWorld("form.mother", form.mother(), context));
  if (form.has_father()) RETURN_IF_ERROR(CheckParentInWorld("form.father", form.father(), context));
  return CheckNumberInWorld("form.requester.pin", form.requester().pin(), context);
}

}  // namespace lienthong::civil_registry
