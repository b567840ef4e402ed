#include "seeds/nation/household_builder.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "seeds/mix.h"
#include "seeds/names/name_matching.h"
#include "seeds/names/name_pools.h"
#include "seeds/nation/homelands.h"

namespace lienthong::seeds {
namespace {

constexpr int kYear = 2023;  // of the snapshot
constexpr int kLastYearOfLegacyIds = 1999;

// Shares in percent.
constexpr uint32_t kSingle = 11, kCouple = 14, kLoneParent = 7,
                   kThreeGenerations = 18;  // the rest: couple and children
constexpr uint32_t kMigrantHeads = 14, kSameOrigin = 60;
constexpr uint32_t kHasLegacyId = 85, kHasTwoLegacyIds = 12;
constexpr uint32_t kInsured = 92, kEmployed = 38, kPoor = 5, kTaxpayers = 60;
constexpr uint32_t kTwinsPerMille = 12;

int AgeIn(const Person& person) { return kYear - person.birth_date.year; }
bool IsAdult(const Person& person) { return AgeIn(person) >= 18; }

// Groups among which the child takes the mother's clan.
bool IsMatrilineal(absl::string_view ethnicity_code) { return ethnicity_code == "10" || ethnicity_code == "11"; }

std::string FamilyOf(const Person& person) { return FamilyName(person.full_name).value_or(""); }

// The object code of somebody's insurance card, by age and standing.
absl::string_view CardObject(const Person& person, bool poor, uint32_t percentile) {
  const int age = AgeIn(person);
  if (age < 18) return poor ? "HN" : "HS";
  if (poor) return "HN";
  if (age >= 80) return "BT";
  if (age >= 60) return percentile < 30 ? "HT" : "GD";
  if (person.ethnicity_code != "01" && percentile >= 80) return "DT";
  return percentile < kEmployed ? "DN" : "GD";
}

}  // namespace

uint64_t HouseholdBuilder::Draws::Next() { return Mix(key_, ++count_); }

int HouseholdBuilder::Draws::Between(int from, int to) {
  return from + static_cast<int>(Below(Next(), static_cast<uint32_t>(std::max(to - from, 0) + 1)));
}

bool HouseholdBuilder::Draws::Percent(uint32_t percent) { return Below(Next(), 100) < percent; }

HouseholdBuilder::HouseholdBuilder(const NationOptions& options, NumberBook* book, Draft* draft)
    : options_(options), book_(book), draft_(draft) {
  const Places& places = Places::Default();
  const Province* first = places.provinces().data();
  communes_.resize(places.provinces().size());
  for (const Commune& commune : places.communes()) {
    communes_[static_cast<size_t>(places.FindProvince(commune.province_code) - first)].push_back(&commune);
  }
  for (const Province& province : places.provinces()) population_ += static_cast<uint64_t>(province.population);
}

void HouseholdBuilder::Build(uint32_t index, const Province& province) {
  Home home{Draws(Mix(options_.seed, 0x486F7573, index)), &province, nullptr, "", "", "", {}, 0, 0};
  home.commune = &DrawCommune(&home.draws, province.code);
  home.origin = home.draws.Percent(kMigrantHeads) ? DrawOtherProvince(&home.draws) : std::string(province.code);
  home.ethnicity_code = DrawEthnicity(home.origin, home.draws.Next());
  home.name_draw = home.draws.Next();
  home.religion = home.draws.Percent(7) ? "Công giáo" : home.draws.Percent(5) ? "Phật giáo" : "";
  const uint32_t type = Below(home.draws.Next(), 100);
  if (type < kSingle) {
    BuildSingle(&home);
  } else if (type < kSingle + kLoneParent) {
    BuildLoneParent(&home);
  } else if (type < kSingle + kLoneParent + kCouple) {
    BuildFamily(&home, /*children=*/false, /*grandparents=*/false);
  } else {
    BuildFamily(&home, /*children=*/true, type < kSingle + kLoneParent + kCouple + kThreeGenerations);
  }
  Settle(&home);
}

void HouseholdBuilder::BuildSingle(Home* home) {
  const Sex sex = home->draws.Percent(50) ? Sex::kMale : Sex::kFemale;
  const int year = kYear - home->draws.Between(20, 85);
  const size_t person = AddPerson(home, {sex, year, home->origin, home->ethnicity_code, "", home->origin});
  At(person).marital_status = MaritalStatus::kSingle;
  home->members.push_back(person);
  if (kYear - year < 62 || home->draws.Percent(30)) return;
  // Old people living alone are mostly widowed.
  const bool widow = sex == Sex::kFemale;
  const int other_year = year + (widow ? -home->draws.Between(0, 6) : home->draws.Between(0, 6));
  const size_t dead = AddPerson(
      home, {widow ? Sex::kMale : Sex::kFemale, other_year, home->origin, home->ethnicity_code, "", home->origin});
  Bury(home, std::max(year, other_year) + 50, dead);
  const size_t man = widow ? dead : person, woman = widow ? person : dead;
  MarryIn(home, MarriageYear(home, At(man).birth_date.year, At(woman).birth_date.year, kYear), man, woman);
}

void HouseholdBuilder::BuildFamily(Home* home, bool children, bool grandparents) {
  Draws& draws = home->draws;
  // With children: the eldest is at most 20, its mother was 20 to 30.
  const int first_child_year = kYear - draws.Between(0, 20);
  const int woman_year = children ? first_child_year - draws.Between(20, 30) : kYear - draws.Between(22, 78);
  const int man_year = std::min(woman_year + draws.Between(-8, 3), (children ? first_child_year : kYear) - 21);
  std::vector<size_t> old;
  std::optional<size_t> grandfather;
  if (grandparents) grandfather = AddGrandparents(home, man_year, &old);

  Birth man_birth{Sex::kMale, man_year, home->origin, home->ethnicity_code, "", home->origin};
  if (grandfather) man_birth.family = FamilyOf(At(*grandfather));
  const size_t man = AddPerson(home, man_birth);
  if (grandfather) {
    At(man).father_pin = At(*grandfather).pin;
    At(man).mother_pin = At(old.front()).pin;
    At(man).native_province_code = At(*grandfather).native_province_code;
  }
  const bool same_origin = draws.Percent(kSameOrigin) || home->origin == home->province->code;
  const std::string origin = same_origin ? home->origin : std::string(home->province->code);
  const std::string ethnicity = draws.Percent(92) ? home->ethnicity_code : DrawEthnicity(origin, draws.Next());
  const size_t woman = AddPerson(home, {Sex::kFemale, woman_year, origin, ethnicity, "", origin});
  MarryIn(home, MarriageYear(home, man_year, woman_year, children ? first_child_year : kYear), man, woman);

  // The old couple heads every second household of three generations.
  const bool old_head = grandparents && draws.Percent(50);
  if (old_head) {
    home->members = old;
    std::reverse(home->members.begin(), home->members.end());  // the grandfather, when alive, is the head
    for (const size_t member : home->members) At(member).relation_to_head = "CH02";
    At(man).relation_to_head = "CH03";
    At(woman).relation_to_head = "CH99";
  } else {
    At(woman).relation_to_head = "CH02";
  }
  home->members.push_back(man);
  home->members.push_back(woman);
  if (children) {
    AddChildren(home, man, woman, first_child_year, kYear, draws.Between(1, draws.Percent(30) ? 4 : 3),
                old_head ? "CH06" : "CH03");
  }
  if (!old_head) {
    for (const size_t member : old) {
      At(member).relation_to_head = At(member).sex == Sex::kMale ? "CH04" : "CH05";
      home->members.push_back(member);
    }
  }
}

void HouseholdBuilder::BuildLoneParent(Home* home) {
  Draws& draws = home->draws;
  const int first_child_year = kYear - draws.Between(2, 20);
  const int woman_year = first_child_year - draws.Between(20, 32);
  const size_t woman =
      AddPerson(home, {Sex::kFemale, woman_year, home->origin, home->ethnicity_code, "", home->origin});
  At(woman).marital_status = MaritalStatus::kSingle;
  home->members.push_back(woman);
  std::optional<size_t> father;
  const int children = draws.Between(1, 2);
  if (draws.Percent(60)) {  // widowed; else she never married and no father is recorded
    const int man_year = std::min(woman_year + draws.Between(-8, 3), first_child_year - 21);
    father = AddPerson(home, {Sex::kMale, man_year, home->origin, home->ethnicity_code, "", home->origin});
    Bury(home, kYear, *father);
    MarryIn(home, MarriageYear(home, man_year, woman_year, first_child_year), *father, woman);
  }
  AddChildren(home, father, woman, first_child_year, father ? kYear - 1 : kYear, children, "CH03");
}

size_t HouseholdBuilder::AddGrandparents(Home* home, int son_year, std::vector<size_t>* living) {
  const int woman_year = son_year - home->draws.Between(20, 32);
  const int man_year = woman_year - home->draws.Between(0, 6);
  const size_t man = AddPerson(home, {Sex::kMale, man_year, home->origin, home->ethnicity_code, "", home->origin});
  const size_t woman =
      AddPerson(home, {Sex::kFemale, woman_year, home->origin, home->ethnicity_code, "", home->origin});
  const bool dead = home->draws.Percent(45);
  if (dead) Bury(home, std::max(son_year + 1, man_year + 45), man);
  MarryIn(home, MarriageYear(home, man_year, woman_year, son_year), man, woman);
  living->push_back(woman);
  if (!dead) living->push_back(man);
  return man;
}

void HouseholdBuilder::AddChildren(Home* home, std::optional<size_t> father, std::optional<size_t> mother,
                                   int first_year, int last_year, int count, const std::string& relation) {
  Draws& draws = home->draws;
  const Person& namesake = At(father.value_or(mother.value_or(0)));
  const bool mothers_clan =
      mother && IsMatrilineal(At(*mother).ethnicity_code) && At(*mother).ethnicity_code == namesake.ethnicity_code;
  Birth birth{Sex::kMale,
              first_year,
              std::string(home->province->code),
              namesake.ethnicity_code,
              FamilyOf(mothers_clan ? At(*mother) : namesake),
              namesake.native_province_code};
  birth.in_this_commune = true;
  for (int i = 0; i < count && birth.year <= last_year && (!mother || birth.year - At(*mother).birth_date.year <= 44);
       ++i) {
    const bool twins = Below(draws.Next(), 1000) < kTwinsPerMille;
    for (int twin = 0; twin < (twins ? 2 : 1); ++twin) {
      birth.sex = Below(draws.Next(), 2115) < 1115 ? Sex::kMale : Sex::kFemale;
      const size_t child = AddPerson(home, birth);
      if (father) At(child).father_pin = At(*father).pin;
      if (mother) At(child).mother_pin = At(*mother).pin;
      At(child).relation_to_head = relation;
      At(child).marital_status = MaritalStatus::kSingle;
      EnterBirth(draws.Between(1, 45), book_, &At(child));
      home->members.push_back(child);
      birth.date = At(child).birth_date;
    }
    birth.date.reset();
    birth.year += draws.Between(2, 6);
  }
}

size_t HouseholdBuilder::AddPerson(Home* home, const Birth& birth) {
  Draws& draws = home->draws;
  Person person;
  person.sex = birth.sex;
  person.birth_date = birth.date ? *birth.date : DrawDate(&draws, birth.year);
  person.birth_province_code = birth.province_code;
  person.birth_commune_code =
      std::string((birth.in_this_commune ? *home->commune : DrawCommune(&draws, birth.province_code)).code);
  person.native_province_code = birth.native_province_code;
  person.ethnicity_code = birth.ethnicity_code;
  person.religion = home->religion;
  person.full_name = DrawFullName({birth.family, birth.ethnicity_code, birth.province_code, birth.sex, birth.year},
                                  draws.Next(), home->name_draw, home->given_names);
  ++home->given_names;
  person.pin = book_->TakePin({birth.province_code, birth.sex, birth.year});
  draft_->people.push_back(std::move(person));
  return draft_->people.size() - 1;
}

int HouseholdBuilder::MarriageYear(Home* home, int man_year, int woman_year, int first_child_year) {
  const int legal = std::max(man_year + 20, woman_year + 18);
  const int wished = std::max(legal, woman_year + home->draws.Between(18, 28));
  return std::min(std::max(legal, std::min(wished, first_child_year - 1)), kYear);
}

void HouseholdBuilder::MarryIn(Home* home, int year, size_t man, size_t woman) {
  const absl::CivilDay on = absl::CivilDay(year, 1, 1) + home->draws.Between(0, 364);
  std::optional<absl::CivilDay> end = At(man).deceased_on;
  if (At(woman).deceased_on) end = At(woman).deceased_on;
  Marry(on, home->commune->code, end, book_, &At(man), &At(woman), &draft_->marriages);
}

void HouseholdBuilder::Bury(Home* home, int earliest, size_t person) {
  const int year = home->draws.Between(std::min(earliest, kYear), kYear);
  const int last_day = year == kYear ? 300 : 364;
  At(person).deceased_on = absl::CivilDay(year, 1, 1) + home->draws.Between(0, last_day);
}

PartialDate HouseholdBuilder::DrawDate(Draws* draws, int year) {
  const int days = static_cast<int>(absl::CivilDay(year + 1, 1, 1) - absl::CivilDay(year, 1, 1));
  PartialDate date = PartialDate::Of(absl::CivilDay(year, 1, 1) + draws->Between(0, days - 1));
  const uint32_t vague = year < 1950 ? 30 : year < 1965 ? 8 : 0;  // percent that know the year only
  if (draws->Percent(vague)) return {year};
  if (draws->Percent(vague / 3)) date.day = 0;
  return date;
}

const Commune& HouseholdBuilder::DrawCommune(Draws* draws, absl::string_view province_code) {
  const Places& places = Places::Default();
  const auto& here = communes_[static_cast<size_t>(places.FindProvince(province_code) - places.provinces().data())];
  return *here[Below(draws->Next(), static_cast<uint32_t>(here.size()))];
}

std::string HouseholdBuilder::DrawOtherProvince(Draws* draws) {
  uint64_t left = draws->Next() % population_;
  for (const Province& province : Places::Default().provinces()) {
    const auto people = static_cast<uint64_t>(province.population);
    if (left < people) return std::string(province.code);
    left -= people;
  }
  return "01";
}

void HouseholdBuilder::GiveIdentifiers(Draws* draws, bool poor, Person* person) {
  if (person->birth_date.year <= kLastYearOfLegacyIds && draws->Percent(kHasLegacyId)) {
    person->legacy_ids.push_back(book_->TakeLegacyId(person->birth_province_code));
    if (draws->Percent(kHasTwoLegacyIds)) {
      person->legacy_ids.push_back(book_->TakeLegacyId(person->residence.province_code));
    }
  }
  if (person->alive() && IsUnderSix(*person)) {
    Insure("TE", book_, person);
  } else if (draws->Percent(kInsured)) {
    Insure(CardObject(*person, poor, Below(draws->Next(), 100)), book_, person);
  }
  if (!person->alive()) person->insurance.reset();  // the number stays, the card ended
  if (!IsAdult(*person)) return;
  if (AgeIn(*person) < 65 && draws->Percent(kTaxpayers)) {
    person->tax_code = book_->TakeTaxCode(person->residence.province_code);
  }
  if (person->alive() && draws->Percent(90)) person->phone = book_->TakePhone();
}

// Gives the household its id, address, head and owner, and everybody in it what depends on living there.
void HouseholdBuilder::Settle(Home* home) {
  Draws& draws = home->draws;
  Household household;
  household.id = book_->TakeHouseholdId(home->province->code);
  const int house = draws.Between(1, 199);  // one draw a statement: arguments are evaluated in any order
  const int hamlet = draws.Between(1, 12);
  household.address = AddressIn(home->commune->code, absl::StrCat("Số ", house, ", Thôn Mẫu ", hamlet));
  household.head_pin = At(home->members.front()).pin;
  At(home->members.front()).relation_to_head = "CH01";
  for (const size_t member : home->members) {
    household.member_pins.push_back(At(member).pin);
    At(member).household_id = household.id;
  }
  // One dwelling in seven belongs to the head of the household made before.
  const bool rented = !draft_->households.empty() && draws.Percent(14);
  household.owner_pin = rented ? draft_->households.back().head_pin : household.head_pin;
  household.head_consent = draws.Percent(25) ? Consent::kOnFile : Consent::kNotOnFile;
  household.owner_consent = !rented             ? household.head_consent
                            : draws.Percent(25) ? Consent::kOnFile
                                                : Consent::kNotOnFile;

  const bool poor = draws.Percent(kPoor);
  for (; settled_ < draft_->people.size(); ++settled_) {  // the dead among them too
    At(settled_).residence = household.address;
    GiveIdentifiers(&draws, poor, &At(settled_));
  }
  draft_->households.push_back(std::move(household));
}

}  // namespace lienthong::seeds
