#include "seeds/nation/persona_fields.h"

#include "absl/container/btree_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/names/name_matching.h"
#include "seeds/places/facilities.h"
#include "seeds/text/nearest.h"

namespace lienthong::seeds {
namespace {

using Reader = std::string (*)(const Nation&, const Person&);

// As the enum of the wire is written.
std::string SexText(Sex sex) {
  switch (sex) {
    case Sex::kMale:
      return "SEX_MALE";
    case Sex::kFemale:
      return "SEX_FEMALE";
    case Sex::kUndetermined:
      return "SEX_UNDETERMINED";
    case Sex::kUnspecified:
      break;
  }
  return "";
}

std::string MaritalText(MaritalStatus status) {
  static constexpr const char* kTexts[] = {"", "single", "married", "widowed", "divorced"};
  return kTexts[static_cast<int>(status)];
}

std::string ConsentText(Consent consent) {
  static constexpr const char* kTexts[] = {"not_on_file", "on_file", "refused"};
  return kTexts[static_cast<int>(consent)];
}

std::string Positive(int number) { return number > 0 ? absl::StrCat(number) : ""; }

std::string CardCode(const Person& person) {
  if (!person.insurance) return "";
  const InsuranceCard& card = *person.insurance;
  return FormatInsuranceCardCode({card.object, card.level, card.province_code, person.si_number});
}

Household HouseholdOf(const Nation& nation, const Person& person) {
  return nation.HouseholdById(person.household_id).value_or(Household{});
}

std::string CurrentMarriage(const Nation& nation, const Person& person) {
  if (person.pin.empty()) return "";
  for (const Marriage& marriage : nation.MarriagesOf(person.pin)) {
    if (!marriage.ended_on) return marriage.id;
  }
  return "";
}

std::string Facility(const Person& person, FacilityKind kind) {
  const auto* facility = Facilities::Default().InProvince(person.residence.province_code, kind);
  return facility == nullptr ? "" : facility->code;
}

const absl::btree_map<std::string, Reader>& Readers() {
  static const auto* const readers = new absl::btree_map<std::string, Reader>{
      {"pin", [](const Nation&, const Person& p) { return p.pin; }},
      {"legacy_id", [](const Nation&, const Person& p) { return p.legacy_ids.empty() ? "" : p.legacy_ids.back(); }},
      {"legacy_ids", [](const Nation&, const Person& p) { return absl::StrJoin(p.legacy_ids, ","); }},
      {"full_name", [](const Nation&, const Person& p) { return p.full_name; }},
      {"family_name", [](const Nation&, const Person& p) { return FamilyName(p.full_name).value_or(""); }},
      {"sex", [](const Nation&, const Person& p) { return SexText(p.sex); }},
      {"birth_date", [](const Nation&, const Person& p) { return FormatDate(p.birth_date); }},
      {"birth_date.year", [](const Nation&, const Person& p) { return Positive(p.birth_date.year); }},
      {"birth_date.month", [](const Nation&, const Person& p) { return Positive(p.birth_date.month); }},
      {"birth_date.day", [](const Nation&, const Person& p) { return Positive(p.birth_date.day); }},
      {"birth_province_code", [](const Nation&, const Person& p) { return p.birth_province_code; }},
      {"birth_commune_code", [](const Nation&, const Person& p) { return p.birth_commune_code; }},
      {"native_province_code", [](const Nation&, const Person& p) { return p.native_province_code; }},
      {"ethnicity_code", [](const Nation&, const Person& p) { return p.ethnicity_code; }},
      {"religion", [](const Nation&, const Person& p) { return p.religion; }},
      {"nationality", [](const Nation&, const Person& p) { return p.nationality; }},
      {"residence.province_code", [](const Nation&, const Person& p) { return p.residence.province_code; }},
      {"residence.district_code", [](const Nation&, const Person& p) { return p.residence.district_code; }},
      {"residence.commune_code", [](const Nation&, const Person& p) { return p.residence.commune_code; }},
      {"residence.detail", [](const Nation&, const Person& p) { return p.residence.detail; }},
      {"residence.hospital_code", [](const Nation&, const Person& p) { return Facility(p, FacilityKind::kHospital); }},
      {"residence.station_code",
       [](const Nation&, const Person& p) { return Facility(p, FacilityKind::kCommuneStation); }},
      {"residence.clinic_code",
       [](const Nation&, const Person& p) { return Facility(p, FacilityKind::kSpecialistClinic); }},
      {"household_id", [](const Nation&, const Person& p) { return p.household_id; }},
      {"household.head_pin", [](const Nation& n, const Person& p) { return HouseholdOf(n, p).head_pin; }},
      {"household.owner_pin", [](const Nation& n, const Person& p) { return HouseholdOf(n, p).owner_pin; }},
      {"household.head_consent",
       [](const Nation& n, const Person& p) { return ConsentText(HouseholdOf(n, p).head_consent); }},
      {"household.owner_consent",
       [](const Nation& n, const Person& p) { return ConsentText(HouseholdOf(n, p).owner_consent); }},
      {"relation_to_head", [](const Nation&, const Person& p) { return p.relation_to_head; }},
      {"father_pin", [](const Nation&, const Person& p) { return p.father_pin; }},
      {"mother_pin", [](const Nation&, const Person& p) { return p.mother_pin; }},
      {"spouse_pin", [](const Nation&, const Person& p) { return p.spouse_pin; }},
      {"marital_status", [](const Nation&, const Person& p) { return MaritalText(p.marital_status); }},
      {"marriage_id", CurrentMarriage},
      {"deceased_on", [](const Nation&, const Person& p) { return p.deceased_on ? FormatDate(*p.deceased_on) : ""; }},
      {"si_number", [](const Nation&, const Person& p) { return p.si_number; }},
      {"insurance.card_code", [](const Nation&, const Person& p) { return CardCode(p); }},
      {"insurance.valid_from",
       [](const Nation&, const Person& p) { return p.insurance ? FormatDate(p.insurance->valid_from) : ""; }},
      {"insurance.valid_to",
       [](const Nation&, const Person& p) { return p.insurance ? FormatDate(p.insurance->valid_to) : ""; }},
      {"insurance.facility_code",
       [](const Nation&, const Person& p) { return p.insurance ? p.insurance->facility_code : ""; }},
      {"tax_code", [](const Nation&, const Person& p) { return p.tax_code; }},
      {"phone", [](const Nation&, const Person& p) { return p.phone; }},
      {"passport_number", [](const Nation&, const Person& p) { return p.passport_number; }},
  };
  return *readers;
}

}  // namespace

std::vector<std::string> PersonaFieldNames() {
  std::vector<std::string> names;
  for (const auto& [name, reader] : Readers()) names.push_back(name);
  return names;
}

absl::StatusOr<std::string> ReadPersonaField(const Nation& nation, const Persona& persona, absl::string_view field) {
  const auto it = Readers().find(field);
  if (it == Readers().end()) {
    return absl::NotFoundError(absl::StrCat("A persona has no field \"", field, "\"; the nearest is \"",
                                            Nearest(field, PersonaFieldNames()), "\"."));
  }
  std::string value = it->second(nation, persona.person);
  if (!value.empty()) return value;
  const std::string reason = persona.unlisted.empty() ? "the record is empty there" : persona.unlisted;
  return absl::FailedPreconditionError(absl::StrCat("Persona ", persona.key, " has no ", field, ": ", reason, "."));
}

}  // namespace lienthong::seeds
