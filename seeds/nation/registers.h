// What generated people and personas have in common: the entries that follow from who somebody is.
#pragma once

#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/person.h"
#include "seeds/places/facilities.h"

namespace lienthong::seeds {

// Everything under construction, in order of making.
struct Draft {
  std::vector<Person> people;
  std::vector<Household> households;
  std::vector<Marriage> marriages;
};

// Residence in a commune, its district and province filled in. The code must exist.
Address AddressIn(absl::string_view commune_code, std::string detail);

// The card of that object for somebody born on the day who lives in the province: level, initial facility (by the
// number) and validity. A child's ("TE") runs from its birth by ChildCardValidTo; the others from 2021-04-01 to
// 2027-12-31, an assumption.
InsuranceCard MakeCard(absl::string_view object, const std::string& province_code, absl::CivilDay born,
                       const std::string& pin);

// First and last day of that card.
std::pair<absl::CivilDay, absl::CivilDay> CardTermOf(absl::string_view object, absl::CivilDay born);
// The kind of facility that is the initial one of the holder of a number, by the number's last digit.
FacilityKind FirstFacilityOf(char last_digit);

// So many doses, the last in 2021 to 2023 by a draw, children's from April 2022 on; nothing for none.
std::optional<Vaccination> MakeVaccination(int doses, bool child, uint64_t draw);

// Gives the person the card of that object, and a social-insurance number when there is none.
void Insure(absl::string_view object, NumberBook* book, Person* person);

// True at the snapshot: younger than 6 by date.
bool IsUnderSix(const Person& person);

// Records the birth entry of somebody born since 2016, registered `days_later` days after the birth.
void EnterBirth(int days_later, NumberBook* book, Person* person);

// Registers the marriage and ties both to it; the spouses stay tied only while it lasts.
void Marry(absl::CivilDay on, absl::string_view commune_code, std::optional<absl::CivilDay> ended_on, NumberBook* book,
           Person* man, Person* woman, std::vector<Marriage>* marriages);

}  // namespace lienthong::seeds
