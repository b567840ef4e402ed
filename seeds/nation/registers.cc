#include "seeds/nation/registers.h"

#include <algorithm>

#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/mix.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr int kFirstElectronicYear = 2016;
constexpr absl::CivilDay kCardsFrom(2021, 4, 1);
constexpr absl::CivilDay kCardsTo(2027, 12, 31);
constexpr absl::CivilDay kFirstDoses(2021, 7, 1), kFirstChildDoses(2022, 4, 14);
constexpr absl::string_view kChild = "TE";

}  // namespace

absl::CivilDay ChildCardValidTo(absl::CivilDay birth_date) {
  const auto months = Law::Default().Int(law::kChildCardMonths, birth_date);
  const absl::CivilMonth turns = absl::CivilMonth(birth_date) + months;
  const absl::CivilDay school_year_end(turns.year(), 9, 30);
  const bool before_school_year = absl::CivilDay(turns.year(), birth_date.month(), birth_date.day()) <= school_year_end;
  return before_school_year ? school_year_end : absl::CivilDay(turns + 1) - 1;
}

Address AddressIn(absl::string_view commune_code, std::string detail) {
  const Commune* commune = Places::Default().FindCommune(commune_code);
  return {std::string(commune->province_code), std::string(commune->district_code), std::string(commune->code),
          std::move(detail)};
}

InsuranceCard MakeCard(absl::string_view object, const std::string& province_code, absl::CivilDay born,
                       const std::string& pin) {
  const auto [from, to] = CardTermOf(object, born);
  const Facility* facility = Facilities::Default().InProvince(province_code, FirstFacilityOf(pin.back()));
  return {std::string(object), FindInsuranceObject(object)->level, province_code, from, to, facility->code};
}

std::pair<absl::CivilDay, absl::CivilDay> CardTermOf(absl::string_view object, absl::CivilDay born) {
  if (object == kChild) return {born, ChildCardValidTo(born)};
  return {std::max(kCardsFrom, born), kCardsTo};
}

FacilityKind FirstFacilityOf(char last_digit) {
  return last_digit % 2 == 0 ? FacilityKind::kHospital : FacilityKind::kCommuneStation;
}

std::optional<Vaccination> MakeVaccination(int doses, bool child, uint64_t draw) {
  if (doses == 0) return std::nullopt;
  return Vaccination{doses,
                     (child ? kFirstChildDoses : kFirstDoses) + 200 * (doses - 1) + static_cast<int>(Below(draw, 150))};
}

void Insure(absl::string_view object, NumberBook* book, Person* person) {
  const std::string& province = person->residence.province_code;
  if (person->si_number.empty()) person->si_number = book->TakeSiNumber(province);
  person->insurance = MakeCard(object, province, person->birth_date.first_day(), person->pin);
}

bool IsUnderSix(const Person& person) {
  return person.birth_date.known() && AgeOn(person.birth_date, kSnapshotDay) < 6;
}

void EnterBirth(int days_later, NumberBook* book, Person* person) {
  if (person->birth_date.year < kFirstElectronicYear) return;
  const absl::CivilDay on = std::min(person->birth_date.first_day() + days_later, kSnapshotDay);
  person->birth_entry = BirthEntry{book->TakeBirthNumber(person->birth_commune_code, static_cast<int>(on.year())), on,
                                   person->birth_commune_code};
}

void Marry(absl::CivilDay on, absl::string_view commune_code, std::optional<absl::CivilDay> ended_on, NumberBook* book,
           Person* man, Person* woman, std::vector<Marriage>* marriages) {
  Marriage marriage;
  marriage.man_pin = man->pin;
  marriage.woman_pin = woman->pin;
  marriage.registered_on = on;
  marriage.commune_code = std::string(commune_code);
  marriage.number = book->TakeMarriageNumber(commune_code, static_cast<int>(on.year()));
  marriage.id = BookEntryId(commune_code, on.year(), marriage.number);
  marriage.ended_on = ended_on;
  marriages->push_back(marriage);
  const bool lasts = !ended_on.has_value();
  const bool widowed = !man->alive() || !woman->alive();
  for (auto [self, other] : {std::pair(man, woman), std::pair(woman, man)}) {
    if (lasts) self->spouse_pin = other->pin;
    self->marital_status = lasts || !self->alive() ? MaritalStatus::kMarried
                           : widowed               ? MaritalStatus::kWidowed
                                                   : MaritalStatus::kDivorced;
  }
}

}  // namespace lienthong::seeds
