#include "services/civil_registry/birth_rules.h"

#include <algorithm>
#include <vector>

#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/names/name_matching.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/status.h"
#include "services/base/world/times.h"
#include "services/civil_registry/birth_record_form.h"
#include "services/civil_registry/border_districts.h"
#include "services/civil_registry/child_name.h"
#include "services/civil_registry/civil_registry_errors.h"

namespace lienthong::civil_registry {
namespace {

// Assumptions of the simulator; the law only demands plausible parents.
constexpr int kYoungestParent = 12;
constexpr int kOldestMother = 60;
// A child born within 300 days of the end of a marriage is a child of it (Marriage and Family Law 2014 Art. 88).
constexpr int kDaysAfterMarriage = 300;

const seeds::Law& TheLaw() { return seeds::Law::Default(); }

absl::CivilDay BirthDay(const Declared& declared) { return DayOf(declared.form.child().birth_date()); }

bool IsForeign(const std::string& nationality) { return !nationality.empty() && nationality != "VNM"; }

bool HasForeignElement(const v1::BirthDeclaration& form) {
  return IsForeign(form.child().nationality()) || IsForeign(form.mother().nationality()) ||
         IsForeign(form.father().nationality());
}

bool CommuneRegistersForeign(absl::CivilDay on) {
  return TheLaw().Text(seeds::law::kForeignElementOffice, on) == "commune";
}

// A border commune registers the child of its citizen and a neighbour country's (Civil Status Law 2014 Art. 7).
bool IsNeighbourly(const v1::BirthDeclaration& form, absl::CivilDay on) {
  if (!TheLaw().Bool(seeds::law::kForeignElementBorderException, on)) return false;
  const bool mothers = IsForeign(form.mother().nationality());
  const v1::DeclaredParent& stranger = mothers ? form.mother() : form.father();
  const v1::DeclaredParent& citizen = mothers ? form.father() : form.mother();
  const bool one_of_them = IsForeign(stranger.nationality()) && !IsForeign(citizen.nationality());
  return one_of_them && !IsForeign(form.child().nationality()) &&
         BordersOn(form.commune_code(), stranger.nationality());
}

bool ParentsResidenceDecides(absl::CivilDay on) {
  return TheLaw().Text(seeds::law::kBirthJurisdiction, on) == "parent_residence";
}

// An abandoned child is registered where it was found; without a parent's word there is nothing else to go by.
bool IsFoundHere(const v1::BirthDeclaration& form) {
  return form.evidence().abandoned_child_report().found_at().commune_code() == form.commune_code();
}

bool IsDeclaredResidence(const v1::BirthDeclaration& form) {
  const std::string& mothers = form.mother().residence().commune_code();
  const std::string& fathers = form.father().residence().commune_code();
  const bool nothing_declared = mothers.empty() && fathers.empty();
  return nothing_declared || form.commune_code() == mothers || form.commune_code() == fathers;
}

absl::Status CheckEvidenceIsThere(const v1::BirthDeclaration& form) {
  return form.evidence().kind_case() == v1::BirthEvidence::KIND_NOT_SET ? BirthNotificationMissing() : absl::OkStatus();
}

bool SameText(const std::string& declared, const std::string& notified) {
  return notified.empty() || seeds::SameName(declared, notified).value_or(false);
}

// In surrogacy the notification names the mother who gave birth, the declaration the commissioning one.
void CompareMothers(const v1::BirthDeclaration& form, std::vector<std::string>& fields) {
  const v1::BirthNotificationReference& notification = form.evidence().birth_notification();
  if (!form.evidence().surrogacy_confirmation_number().empty()) return;
  const bool other_pin = !notification.mother_pin().empty() && notification.mother_pin() != form.mother().pin();
  if (other_pin) fields.push_back("mother.pin");
  if (!SameText(form.mother().full_name(), notification.mother_full_name())) fields.push_back("mother.full_name");
}

absl::Status CheckNotification(const v1::BirthDeclaration& form) {
  if (!form.evidence().has_birth_notification()) return absl::OkStatus();
  const v1::BirthNotificationReference& notification = form.evidence().birth_notification();
  std::vector<std::string> fields;
  CompareMothers(form, fields);
  const bool other_day = notification.has_child_birth_date() &&
                         FromProto(notification.child_birth_date()) != FromProto(form.child().birth_date());
  if (other_day) fields.push_back("child.birth_date");
  const bool other_sex =
      notification.child_sex() != common::v1::SEX_UNSPECIFIED && notification.child_sex() != form.child().sex();
  if (other_sex) fields.push_back("child.sex");
  return fields.empty() ? absl::OkStatus() : BirthNotificationMismatch(fields);
}

// A parent whose birth date lacks parts was born on some day of it: only what no such day allows is refused.
absl::Status CheckAge(const v1::DeclaredParent& parent, const char* who, int oldest, absl::CivilDay birth) {
  const seeds::PartialDate born = FromProto(parent.birth_date());
  const int most = seeds::AgeOn(seeds::PartialDate::Of(born.first_day()), birth);
  const int least = seeds::AgeOn(seeds::PartialDate::Of(born.last_day()), birth);
  return most >= kYoungestParent && least <= oldest ? absl::OkStatus() : ParentAgeImplausible(who);
}

absl::Status CheckAges(const Declared& declared) {
  constexpr int kNoLimit = 200;
  const v1::BirthDeclaration& form = declared.form;
  if (form.has_mother()) RETURN_IF_ERROR(CheckAge(form.mother(), "mother", kOldestMother, BirthDay(declared)));
  if (form.has_father()) RETURN_IF_ERROR(CheckAge(form.father(), "father", kNoLimit, BirthDay(declared)));
  return absl::OkStatus();
}

absl::Status CheckNameOfChild(const v1::BirthDeclaration& form) {
  if (IsForeign(form.child().nationality())) return absl::OkStatus();
  std::vector<std::string> parents;
  if (form.has_mother()) parents.push_back(form.mother().full_name());
  if (form.has_father()) parents.push_back(form.father().full_name());
  return CheckChildName(form.child(), parents);
}

// Also a marriage registered after the birth: the parents acknowledge the child as theirs by declaring it.
bool Covers(const v1::MarriageRecord& marriage, absl::CivilDay birth) {
  return !marriage.has_ended_on() || birth <= DayOf(marriage.ended_on()) + kDaysAfterMarriage;
}

// A spouse without a number, a foreigner, is compared by name, as far as the book has it.
bool IsSpouse(const v1::DeclaredParent& parent, const std::string& pin, const std::string& full_name) {
  if (!parent.pin().empty() || !pin.empty()) return parent.pin() == pin;
  return full_name.empty() || seeds::SameName(parent.full_name(), full_name).value_or(false);
}

bool IsBetween(const v1::MarriageRecord& marriage, const v1::BirthDeclaration& form) {
  return IsSpouse(form.mother(), marriage.wife_pin(), marriage.wife_full_name()) &&
         IsSpouse(form.father(), marriage.husband_pin(), marriage.husband_full_name());
}

}  // namespace

absl::StatusOr<Declared> DeclaredIn(const applications::v1::Application& application) {
  Declared declared{application, {}, seeds::VietnamDay(FromProto(application.received_at()))};
  if (!application.form().UnpackTo(&declared.form)) return InternalError("a birth application without declaration");
  if (!application.history().empty()) declared.on = seeds::VietnamDay(FromProto(application.history(0).at()));
  return declared;
}

bool IsLate(const Declared& declared) {
  const absl::CivilDay birth = BirthDay(declared);
  return declared.on - birth > TheLaw().Int(seeds::law::kBirthDutyDays, birth);
}

absl::Status BirthRules::CheckOnSight(const Declared& declared) const {
  const v1::BirthDeclaration& form = declared.form;
  const bool district = !CommuneRegistersForeign(declared.on) && !IsNeighbourly(form, declared.on);
  if (district && HasForeignElement(form)) return ForeignElement();
  if (!ParentsResidenceDecides(declared.on)) return absl::OkStatus();
  const bool here = form.has_mother() || form.has_father() ? IsDeclaredResidence(form) : IsFoundHere(form);
  return here ? absl::OkStatus() : WrongJurisdiction(form.commune_code());
}

absl::Status BirthRules::Check(store::Txn& txn, const Declared& declared) const {
  const v1::BirthDeclaration& form = declared.form;
  RETURN_IF_ERROR(CheckOnSight(declared));
  RETURN_IF_ERROR(CheckEvidenceIsThere(form));
  RETURN_IF_ERROR(CheckChildIsNew(txn, declared));
  const ParentsOnFile parents = ParentsIn(txn);
  RETURN_IF_ERROR(CheckParents(parents, declared));
  RETURN_IF_ERROR(CheckAlive(parents, declared));
  RETURN_IF_ERROR(CheckResidence(parents, declared));
  RETURN_IF_ERROR(CheckNotification(form));
  RETURN_IF_ERROR(CheckNotificationIsNew(txn, declared));
  RETURN_IF_ERROR(CheckAges(declared));
  RETURN_IF_ERROR(CheckNameOfChild(form));
  return CheckMarriage(txn, declared);
}

// Twins differ in sex, name, or their place in the birth.
absl::Status BirthRules::CheckChildIsNew(store::Txn& txn, const Declared& declared) const {
  const v1::BirthRecord record = RecordOf(declared.application, declared.form, declared.on, false);
  const auto known = registry_.FindBirthBy(txn, kByIdentity, IdentityIndexValue(record));
  const bool is_other = known && known->application_id() != declared.application.application_id();
  return is_other ? ChildAlreadyRegistered() : absl::OkStatus();
}

absl::Status BirthRules::CheckParents(const ParentsOnFile& parents, const Declared& declared) const {
  const v1::BirthDeclaration& form = declared.form;
  if (form.has_mother()) {
    const std::vector<std::string> fields = parents.Differences(form.mother(), declared.on);
    if (!fields.empty()) return MotherMismatch(fields);
  }
  if (!form.has_father()) return absl::OkStatus();
  const std::vector<std::string> fields = parents.Differences(form.father(), declared.on);
  return fields.empty() ? absl::OkStatus() : FatherMismatch(fields);
}

// A mother may have died since, but not before the birth. A father's death is a matter of the marriage.
absl::Status BirthRules::CheckAlive(const ParentsOnFile& parents, const Declared& declared) const {
  if (!declared.form.has_mother()) return absl::OkStatus();
  const auto mother = parents.Find(declared.form.mother(), declared.on);
  const bool died_before = mother && mother->deceased_on && *mother->deceased_on < BirthDay(declared);
  return died_before ? ParentDeceased("form.mother") : absl::OkStatus();
}

absl::Status BirthRules::CheckResidence(const ParentsOnFile& parents, const Declared& declared) const {
  const v1::BirthDeclaration& form = declared.form;
  const bool decides = ParentsResidenceDecides(declared.on) && (form.has_mother() || form.has_father());
  if (!decides) return absl::OkStatus();
  const bool mothers = form.has_mother() && parents.ResidenceOf(form.mother(), declared.on) == form.commune_code();
  const bool fathers = form.has_father() && parents.ResidenceOf(form.father(), declared.on) == form.commune_code();
  return mothers || fathers ? absl::OkStatus() : WrongJurisdiction(form.commune_code());
}

absl::Status BirthRules::CheckNotificationIsNew(store::Txn& txn, const Declared& declared) const {
  const std::string& number = declared.form.evidence().birth_notification().number();
  const auto known = registry_.FindBirthBy(txn, kByNotification, number);
  const bool is_other = known && known->application_id() != declared.application.application_id();
  return is_other ? BirthNotificationUsed() : absl::OkStatus();
}

absl::Status BirthRules::CheckMarriage(store::Txn& txn, const Declared& declared) const {
  if (!declared.form.has_father() || !declared.form.has_mother()) return absl::OkStatus();
  return AreMarried(txn, declared) ? absl::OkStatus() : MarriageRecordMissing();
}

bool BirthRules::AreMarried(store::Txn& txn, const Declared& declared) const {
  // Marriages are kept under personal numbers: a parent who showed an old card is found by it first.
  v1::BirthDeclaration form = declared.form;
  const ParentsOnFile parents = ParentsIn(txn);
  for (v1::DeclaredParent* parent : {form.mutable_mother(), form.mutable_father()}) {
    if (const auto person = parents.Find(*parent, declared.on)) parent->set_pin(person->pin);
  }
  const auto counts = [&](const v1::MarriageRecord& marriage) {
    return IsBetween(marriage, form) && Covers(marriage, BirthDay(declared));
  };
  if (!form.marriage_record_id().empty()) {
    const auto marriage = registry_.FindMarriage(txn, form.marriage_record_id());
    return marriage && counts(*marriage);
  }
  const std::string& pin = form.mother().pin().empty() ? form.father().pin() : form.mother().pin();
  const std::vector<v1::MarriageRecord> marriages = registry_.MarriagesOf(txn, pin);
  return std::any_of(marriages.begin(), marriages.end(), counts);
}

}  // namespace lienthong::civil_registry
