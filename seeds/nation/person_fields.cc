#include "seeds/nation/person_fields.h"

#include <algorithm>
#include <optional>

#include "absl/container/btree_map.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
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
      {"insurance.object", [](const Nation&, const Person& p) { return p.insurance ? p.insurance->object : ""; }},
      {"eid_level", [](const Nation&, const Person& p) { return absl::StrCat(p.eid_level); }},
      {"licence.number", [](const Nation&, const Person& p) { return p.driving_licence ? p.driving_licence->number : ""; }},
      {"licence.class", [](const Nation&, const Person& p) { return p.driving_licence ? p.driving_licence->cls : ""; }},
      {"bank_account.bank_bin",
       [](const Nation&, const Person& p) { return p.bank_account ? p.bank_account->bank_bin : ""; }},
      {"bank_account.number",
       [](const Nation&, const Person& p) { return p.bank_account ? p.bank_account->number : ""; }},
      {"household.business_code",
       [](const Nation& n, const Person& p) {
         const Household household = HouseholdOf(n, p);
         return household.business ? household.business->code : "";
       }},
      {"household.land_certificate",
       [](const Nation& n, const Person& p) { return HouseholdOf(n, p).land_certificate; }},
      {"tax_code", [](const Nation&, const Person& p) { return p.tax_code; }},
      {"phone", [](const Nation&, const Person& p) { return p.phone; }},
      {"passport_number", [](const Nation&, const Person& p) { return p.passport_number; }},
  };
  return *readers;
}

// --- relatives ---

constexpr absl::string_view kChildren = "children.";

std::optional<Person> ByPinOf(const Nation& nation, const std::string& pin) {
  return pin.empty() ? std::nullopt : nation.ByPin(pin);
}

using Relative = std::optional<Person> (*)(const Nation&, const Person&);

const absl::btree_map<std::string, Relative>& Relatives() {
  static const auto* const relatives = new absl::btree_map<std::string, Relative>{
      {"spouse", [](const Nation& n, const Person& p) { return ByPinOf(n, p.spouse_pin); }},
      {"father", [](const Nation& n, const Person& p) { return ByPinOf(n, p.father_pin); }},
      {"mother", [](const Nation& n, const Person& p) { return ByPinOf(n, p.mother_pin); }},
      {"head", [](const Nation& n, const Person& p) { return ByPinOf(n, HouseholdOf(n, p).head_pin); }},
      {"owner", [](const Nation& n, const Person& p) { return ByPinOf(n, HouseholdOf(n, p).owner_pin); }},
  };
  return *relatives;
}

std::optional<Person> Child(const Nation& nation, const Person& person, size_t place) {
  std::vector<Person> children = nation.ChildrenOf(person.pin);
  if (place >= children.size()) return std::nullopt;
  std::stable_sort(children.begin(), children.end(), [](const Person& a, const Person& b) {
    return FormatDate(a.birth_date) < FormatDate(b.birth_date);
  });
  return children[place];
}

// The first step of a path that goes over a relative.
struct Step {
  Relative relative = nullptr;
  size_t child = 0;        // where there is no `relative`
  absl::string_view word;  // "spouse", "children.0"
  absl::string_view rest;  // the path after it

  std::optional<Person> Take(const Nation& nation, const Person& person) const {
    return relative != nullptr ? relative(nation, person) : Child(nation, person, child);
  }
};

std::optional<Step> FirstStep(absl::string_view path) {
  Step step;
  const size_t from = absl::StartsWith(path, kChildren) ? kChildren.size() : 0;
  const size_t end = path.find('.', from);
  if (end == absl::string_view::npos) return std::nullopt;
  step.word = path.substr(0, end);
  step.rest = path.substr(end + 1);
  if (from > 0)
    return absl::SimpleAtoi(path.substr(from, end - from), &step.child) ? std::optional(step) : std::nullopt;
  const auto found = Relatives().find(step.word);
  if (found == Relatives().end()) return std::nullopt;
  step.relative = found->second;
  return step;
}

absl::Status NoSuchField(absl::string_view field) {
  std::vector<std::string> names = PersonFieldNames();
  const size_t dot = field.find('.');
  const absl::string_view rest = dot == absl::string_view::npos ? "" : field.substr(dot);
  for (const auto& [name, relative] : Relatives()) names.push_back(absl::StrCat(name, rest));
  return absl::NotFoundError(
      absl::StrCat("A person has no field \"", field, "\"; the nearest is \"", Nearest(field, names), "\"."));
}

}  // namespace

std::vector<std::string> PersonFieldNames() {
  std::vector<std::string> names;
  for (const auto& [name, reader] : Readers()) names.push_back(name);
  return names;
}

absl::Status CheckPersonField(absl::string_view path) {
  const std::optional<Step> step = FirstStep(path);
  if (step) return CheckPersonField(step->rest);
  return Readers().contains(path) ? absl::OkStatus() : NoSuchField(path);
}

absl::StatusOr<std::string> ReadPersonField(const Nation& nation, const Person& person, absl::string_view path) {
  if (const std::optional<Step> step = FirstStep(path)) {
    const std::optional<Person> relative = step->Take(nation, person);
    if (relative) return ReadPersonField(nation, *relative, step->rest);
    const absl::Status known = CheckPersonField(step->rest);
    return known.ok() ? absl::FailedPreconditionError(absl::StrCat("has no ", step->word, " in the register")) : known;
  }
  const auto reader = Readers().find(path);
  if (reader == Readers().end()) return NoSuchField(path);
  std::string value = reader->second(nation, person);
  if (!value.empty()) return value;
  return absl::FailedPreconditionError(absl::StrCat("has no ", path, ": the record is empty there"));
}

}  // namespace lienthong::seeds
