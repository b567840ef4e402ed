#include "services/nation/nation_record.h"

#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/insurance_code.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::nation {
namespace {

using control::v1::NationPerson;

// Both enumerations follow the order of their protobuf ones.
control::v1::NationMaritalStatus ToProto(seeds::MaritalStatus status) {
  return static_cast<control::v1::NationMaritalStatus>(status);
}
control::v1::NationLivelihood ToProto(seeds::Livelihood livelihood) {
  return static_cast<control::v1::NationLivelihood>(livelihood);
}

void AddIdentity(const seeds::Person& person, NationPerson* record) {
  record->set_pin(person.pin);
  for (const std::string& number : person.legacy_ids) record->add_legacy_ids(number);
  record->set_full_name(person.full_name);
  record->set_sex(lienthong::ToProto(person.sex));
  *record->mutable_birth_date() = lienthong::ToProto(person.birth_date);
  record->set_birth_province_code(person.birth_province_code);
  record->set_birth_commune_code(person.birth_commune_code);
  record->set_native_province_code(person.native_province_code);
  record->set_ethnicity_code(person.ethnicity_code);
  record->set_religion(person.religion);
  record->set_nationality(person.nationality);
  if (person.birth_entry) {
    const seeds::BirthEntry& entry = *person.birth_entry;
    record->set_birth_entry_id(seeds::BookEntryId(entry.commune_code, entry.registered_on.year(), entry.number));
  }
  if (person.deceased_on) *record->mutable_deceased_on() = lienthong::ToProto(*person.deceased_on);
  record->set_persona(person.persona_key);
}

void AddFamily(const seeds::Person& person, NationPerson* record) {
  if (!person.residence.province_code.empty()) *record->mutable_residence() = lienthong::ToProto(person.residence);
  record->set_household_id(person.household_id);
  record->set_relation_to_head(person.relation_to_head);
  record->set_father_pin(person.father_pin);
  record->set_mother_pin(person.mother_pin);
  record->set_spouse_pin(person.spouse_pin);
  record->set_marital_status(ToProto(person.marital_status));
}

void AddInsurance(const seeds::Person& person, NationPerson* record) {
  record->set_si_number(person.si_number);
  if (!person.insurance) return;
  const seeds::InsuranceCard& card = *person.insurance;
  auto& message = *record->mutable_insurance_card();
  message.set_card_code(
      seeds::FormatInsuranceCardCode({card.object, card.level, card.province_code, person.si_number}));
  *message.mutable_valid_from() = lienthong::ToProto(card.valid_from);
  *message.mutable_valid_to() = lienthong::ToProto(card.valid_to);
  message.set_facility_code(card.facility_code);
}

void AddLicence(const seeds::Person& person, NationPerson* record) {
  if (!person.driving_licence) return;
  auto& licence = *record->mutable_driving_licence();
  licence.set_number(person.driving_licence->number);
  licence.set_licence_class(person.driving_licence->cls);
  *licence.mutable_issued_on() = lienthong::ToProto(person.driving_licence->issued_on);
  if (person.driving_licence->valid_to)
    *licence.mutable_valid_to() = lienthong::ToProto(*person.driving_licence->valid_to);
}

}  // namespace

NationPerson PersonRecord(const seeds::Person& person) {
  NationPerson record;
  AddIdentity(person, &record);
  AddFamily(person, &record);
  AddInsurance(person, &record);
  AddLicence(person, &record);
  record.set_tax_code(person.tax_code);
  record.set_phone(person.phone);
  record.set_livelihood(ToProto(person.livelihood));
  record.set_eid_level(person.eid_level);
  if (person.bank_account) record.set_bank_bin(person.bank_account->bank_bin);
  if (person.bank_account) record.set_bank_account(person.bank_account->number);
  if (person.vaccination) record.set_vaccination_doses(person.vaccination->doses);
  return record;
}

control::v1::NationHousehold HouseholdRecord(const seeds::Household& household) {
  control::v1::NationHousehold record;
  record.set_household_id(household.id);
  *record.mutable_address() = lienthong::ToProto(household.address);
  record.set_head_pin(household.head_pin);
  for (const std::string& pin : household.member_pins) record.add_member_pins(pin);
  record.set_owner_pin(household.owner_pin);
  record.set_land_certificate(household.land_certificate);
  record.set_poor(household.poor);
  if (household.business) record.set_business_code(household.business->code);
  return record;
}

}  // namespace lienthong::nation
