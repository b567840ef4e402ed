#include "services/social_insurance/insurance_record.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/places/facilities.h"
#include "seeds/places/places.h"
#include "services/base/identity/place_checks.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::social_insurance {
namespace {

constexpr int kYearsOfContinuity = 5;

std::string OfficeOf(absl::string_view province_code, absl::CivilDay on) {
  const seeds::Province* province = seeds::Places::Default().ProvinceOn(province_code, on);
  return province == nullptr ? "" : absl::StrCat("Bảo hiểm xã hội ", std::string(province->full_name));
}

std::string FacilityName(const std::string& code) {
  const seeds::Facility* facility = seeds::Facilities::Default().Find(code);
  return facility == nullptr ? "" : facility->name;
}

}  // namespace

v1::Participant ParticipantOf(const seeds::Person& person) {
  v1::Participant participant;
  participant.set_si_number(person.si_number);
  participant.set_pin(person.pin);
  participant.set_full_name(person.full_name);
  *participant.mutable_birth_date() = ToProto(person.birth_date);
  participant.set_sex(ToProto(person.sex));
  *participant.mutable_address() = ToProto(person.residence);
  return participant;
}

v1::InsuranceCard CardOf(const seeds::Person& person) {
  v1::InsuranceCard card;
  card.set_object_code(person.insurance->object);
  card.set_benefit_level(person.insurance->level);
  card.set_province_code(person.insurance->province_code);
  card.set_si_number(person.si_number);
  card.set_pin(person.pin);
  card.set_full_name(person.full_name);
  *card.mutable_birth_date() = ToProto(person.birth_date);
  card.set_sex(ToProto(person.sex));
  *card.mutable_address() = ToProto(person.residence);
  *card.mutable_valid_from() = ToProto(person.insurance->valid_from);
  *card.mutable_valid_to() = ToProto(person.insurance->valid_to);
  card.set_primary_facility_code(person.insurance->facility_code);
  card.set_state(v1::CARD_STATE_ACTIVE);
  Complete(card, person.insurance->valid_from);
  return card;
}

std::string CardKey(const v1::InsuranceCard& card) {
  return absl::StrFormat("%s-%011d-%s", card.si_number(), card.issued_at().seconds(), card.card_code());
}

void Complete(v1::InsuranceCard& card, absl::CivilDay issued_on) {
  card.set_card_code(seeds::FormatInsuranceCardCode(
      {card.object_code(), card.benefit_level(), card.province_code(), card.si_number()}));
  card.set_primary_facility_name(FacilityName(card.primary_facility_code()));
  card.set_issued_by(OfficeOf(card.province_code(), issued_on));
  const absl::CivilDay from = DayOf(card.valid_from());
  const absl::CivilDay continuous(from.year() + kYearsOfContinuity, from.month(), from.day());
  if (continuous <= DayOf(card.valid_to())) *card.mutable_five_years_on() = ToProto(continuous);
}

bool IsWithinValidity(const v1::InsuranceCard& card, absl::CivilDay day) {
  return DayOf(card.valid_from()) <= day && day <= DayOf(card.valid_to());
}

bool IsChanged(const v1::InsuranceCard& card, absl::CivilDay day) {
  return card.change() != v1::CARD_CHANGE_UNSPECIFIED && DayOf(card.changed_on()) <= day;
}

bool IsInForce(const v1::InsuranceCard& card, absl::CivilDay day) {
  return card.state() == v1::CARD_STATE_ACTIVE && IsWithinValidity(card, day) && !IsChanged(card, day);
}

v1::Participant Restated(v1::Participant participant, absl::CivilDay day) {
  if (participant.has_address()) *participant.mutable_address() = InCodesOf(day, participant.address());
  return participant;
}

v1::InsuranceCard Restated(v1::InsuranceCard card, absl::CivilDay day) {
  if (card.has_address()) *card.mutable_address() = InCodesOf(day, card.address());
  return card;
}

}  // namespace lienthong::social_insurance
