#include "services/population/person_record.h"

#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "seeds/identifiers/document_number.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::population {
namespace {

v1::MaritalStatus MaritalStatusOf(seeds::MaritalStatus status) {
  switch (status) {
    case seeds::MaritalStatus::kSingle:
      return v1::MARITAL_STATUS_SINGLE;
    case seeds::MaritalStatus::kMarried:
      return v1::MARITAL_STATUS_MARRIED;
    case seeds::MaritalStatus::kWidowed:
      return v1::MARITAL_STATUS_WIDOWED;
    case seeds::MaritalStatus::kDivorced:
      return v1::MARITAL_STATUS_DIVORCED;
    case seeds::MaritalStatus::kUnspecified:
      break;
  }
  return v1::MARITAL_STATUS_UNSPECIFIED;
}

v1::Consent ConsentOf(seeds::Consent consent) {
  switch (consent) {
    case seeds::Consent::kNotOnFile:
      return v1::CONSENT_UNSPECIFIED;
    case seeds::Consent::kOnFile:
      return v1::CONSENT_GIVEN;
    case seeds::Consent::kRefused:
      return v1::CONSENT_REFUSED;
  }
  return v1::CONSENT_UNSPECIFIED;
}

std::string BirthRecordId(const seeds::BirthEntry& entry) {
  return seeds::BookEntryId(entry.commune_code, entry.registered_on.year(), entry.number);
}

void AddRelative(const std::string& pin, const seeds::RegisterView& people, v1::PersonReference* reference) {
  reference->set_pin(pin);
  const std::optional<seeds::Person> relative = people.Held(people.truth().ByPin(pin));
  if (!relative) return;
  reference->set_full_name(relative->full_name);
  reference->set_nationality(relative->nationality);
  if (!relative->legacy_ids.empty()) reference->set_legacy_id(relative->legacy_ids.back());
}

void AddRelatives(const seeds::Person& person, const seeds::RegisterView& people, v1::Person* record) {
  if (!person.father_pin.empty()) AddRelative(person.father_pin, people, record->mutable_father());
  if (!person.mother_pin.empty()) AddRelative(person.mother_pin, people, record->mutable_mother());
  if (!person.spouse_pin.empty()) AddRelative(person.spouse_pin, people, record->mutable_spouse());
}

void AddOrigin(const seeds::Person& person, v1::Person* record) {
  if (!person.birth_province_code.empty()) {
    *record->mutable_birth_registration_place() = AddressOf(person.birth_province_code, person.birth_commune_code);
  }
  if (!person.native_province_code.empty()) {
    *record->mutable_native_place() = AddressOf(person.native_province_code, "");
  }
  record->set_ethnicity_code(person.ethnicity_code);
  record->set_religion(person.religion);
  record->set_nationality(person.nationality);
  if (person.birth_entry) record->set_birth_record_id(BirthRecordId(*person.birth_entry));
}

void AddResidence(const seeds::Person& person, v1::Person* record) {
  if (person.residence.commune_code.empty()) return;
  v1::Residence* residence = record->mutable_permanent_residence();
  residence->set_kind(v1::RESIDENCE_KIND_PERMANENT);
  *residence->mutable_address() = ToProto(person.residence);
  record->set_household_id(person.household_id);
  record->set_relation_to_head(RelationOf(person.relation_to_head));
}

}  // namespace

v1::Person PersonRecord(const seeds::Person& person, const seeds::RegisterView& people) {
  v1::Person record;
  record.set_pin(person.pin);
  for (const std::string& number : person.legacy_ids) record.add_legacy_ids(number);
  record.set_full_name(person.full_name);
  record.set_sex(ToProto(person.sex));
  *record.mutable_birth_date() = ToProto(person.birth_date);
  AddOrigin(person, &record);
  record.set_marital_status(MaritalStatusOf(person.marital_status));
  AddResidence(person, &record);
  AddRelatives(person, people, &record);
  record.set_state(person.alive() ? v1::PERSON_STATE_ALIVE : v1::PERSON_STATE_DECEASED);
  if (person.deceased_on) *record.mutable_deceased_on() = ToProto(*person.deceased_on);
  return record;
}

v1::Household HouseholdRecord(const seeds::Household& household) {
  v1::Household record;
  record.set_household_id(household.id);
  *record.mutable_address() = ToProto(household.address);
  record.set_head_pin(household.head_pin);
  record.set_owner_pin(household.owner_pin);
  record.set_head_consent(ConsentOf(household.head_consent));
  record.set_owner_consent(ConsentOf(household.owner_consent));
  return record;
}

v1::RelationToHead RelationOf(absl::string_view code) {
  int number = 0;
  if (!absl::ConsumePrefix(&code, "CH") || !absl::SimpleAtoi(code, &number) || !v1::RelationToHead_IsValid(number)) {
    return v1::RELATION_TO_HEAD_UNSPECIFIED;
  }
  return static_cast<v1::RelationToHead>(number);
}

std::string CodeOf(v1::RelationToHead relation) {
  return relation == v1::RELATION_TO_HEAD_UNSPECIFIED ? "" : absl::StrFormat("CH%02d", static_cast<int>(relation));
}

v1::PersonReference ReferenceTo(const v1::Person& person) {
  v1::PersonReference reference;
  reference.set_pin(person.pin());
  reference.set_full_name(person.full_name());
  reference.set_nationality(person.nationality());
  if (person.legacy_ids_size() > 0) reference.set_legacy_id(*person.legacy_ids().rbegin());
  return reference;
}

}  // namespace lienthong::population
