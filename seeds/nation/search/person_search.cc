#include "seeds/nation/search/person_search.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "seeds/names/name_matching.h"
#include "seeds/nation/search/name_pattern.h"

namespace lienthong::seeds {
namespace {

absl::Status CheckProvince(const std::string& code) {
  if (code.empty() || ProvincePlace(code) >= 0) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("There is no province \"", code, "\"."));
}

absl::Status Check(const PersonSearch& search) {
  if (!search.birth_date.known() || !search.birth_date.valid()) {
    return absl::InvalidArgumentError("A search by name needs a birth date, at least its year.");
  }
  absl::Status status = CheckProvince(search.birth_province_code);
  status.Update(CheckProvince(search.residence_province_code));
  return status;
}

bool Wanted(const PersonSearch& search, int sex) {
  return search.sex == Sex::kUnspecified || (search.sex == Sex::kFemale) == (sex == 1);
}

}  // namespace

absl::StatusOr<std::vector<Position>> SearchPeople(const Country& country, const PersonSearch& search) {
  if (const absl::Status status = Check(search); !status.ok()) return status;
  const absl::StatusOr<std::string> key = MatchKey(search.full_name);
  if (!key.ok()) return key.status();
  std::vector<Position> found;
  const auto pattern = std::make_unique<const NamePattern>(*key, search.fuzzy);  // too large for a stack
  if (!pattern->possible()) return found;
  const int residence = search.residence_province_code.empty() ? -1 : ProvincePlace(search.residence_province_code);
  const auto consider = [&](Position person) {
    if (!pattern->FitsGiven(country.naming.GivenOf(person))) return;
    const bool woman = country.census.member(person).sex == 1;
    if (found.size() >= search.limit || (residence >= 0 && person.province != residence)) return;
    if (!Wanted(search, woman)) return;
    const Naming::Guesses guesses = country.naming.GuessTail(person);
    if (std::none_of(guesses.begin(), guesses.end(), [&](const NameTail& g) { return pattern->FitsTail(g, woman); })) {
      return;
    }
    const NameTail tail = country.naming.TailOf(person);
    if (pattern->Fits(country.naming.DescentOf(person).family, tail, woman)) found.push_back(person);
  };
  for (int origin = 0; origin < kProvinces; ++origin) {
    const bool here = search.birth_province_code.empty() || ProvincePlace(search.birth_province_code) == origin;
    for (int sex = 0; here && sex < 2; ++sex) country.numbers.ScanBirths(origin, sex, search.birth_date, consider);
  }
  return found;
}

}  // namespace lienthong::seeds
