#include "seeds/nation/nation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "absl/strings/match.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/identifiers/tax_code.h"
#include "seeds/names/ethnicities.h"
#include "seeds/names/name_matching.h"
#include "seeds/places/facilities.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

constexpr int kAll = 1'000'000;
constexpr int64_t kTown = 20'000;

std::shared_ptr<const Nation> Make(const NationOptions& options) {
  auto nation = Nation::Generate(options);
  EXPECT_TRUE(nation.ok()) << nation.status();
  return nation.ok() ? *nation : nullptr;
}

const Nation& Default() {
  static const auto* const nation = new std::shared_ptr<const Nation>(Make({.population = kTown}));
  return **nation;
}

const std::vector<Person>& Everybody() {
  static const auto* const people = new std::vector<Person>(Default().Scan("", kAll));
  return *people;
}

int YearsBetween(const Person& elder, const Person& younger) { return younger.birth_date.year - elder.birth_date.year; }

// Generation

TEST(NationTest, HasExactlyThePopulationAskedFor) {
  for (const int64_t population : {1'000, 3'000, 200'000}) {
    const auto nation = Make({.population = population});
    int64_t living = 0;
    for (const Person& person : nation->Scan("", kAll)) living += person.alive() && person.persona_key.empty() ? 1 : 0;
    EXPECT_EQ(living, population);
  }
}

TEST(NationTest, RefusesAnImpossiblePopulation) {
  EXPECT_EQ(Nation::Generate({.population = -1}).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Nation::Generate({.population = 200'000'000}).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(NationTest, SameOptionsGiveTheSamePeople) {
  EXPECT_EQ(Make({.population = kTown})->Digest(), Default().Digest());
  EXPECT_NE(Make({.seed = 2, .population = kTown})->Digest(), Default().Digest());
  EXPECT_NE(Make({.population = kTown + 1})->Digest(), Default().Digest());
  EXPECT_NE(Make({.pin_mode = PinMode::kRealistic, .population = kTown})->Digest(), Default().Digest());
}

TEST(NationTest, LivesInAllProvinces) {
  std::set<std::string> provinces;
  for (const Person& person : Everybody()) provinces.insert(person.residence.province_code);
  provinces.erase("");
  EXPECT_EQ(provinces.size(), 63u);
}

// Identifiers

TEST(NationTest, NumbersAreUnique) {
  std::set<std::string> pins, si_numbers, tax_codes, legacy_ids, phones;
  for (const Person& person : Everybody()) {
    EXPECT_TRUE(pins.insert(person.pin).second);
    if (!person.si_number.empty()) {
      EXPECT_TRUE(si_numbers.insert(person.si_number).second);
    }
    if (!person.tax_code.empty()) {
      EXPECT_TRUE(tax_codes.insert(person.tax_code).second);
    }
    if (!person.phone.empty()) {
      EXPECT_TRUE(phones.insert(person.phone).second);
    }
    for (const std::string& id : person.legacy_ids) EXPECT_TRUE(legacy_ids.insert(id).second);
  }
  EXPECT_GT(tax_codes.size(), 500u);
  EXPECT_GT(si_numbers.size(), 2000u);
}

TEST(NationTest, NumbersAreWellFormedAndInTheSafeRange) {
  for (const Person& person : Everybody()) {
    EXPECT_EQ(person.pin[0], '9');
    EXPECT_THAT(CheckPersonalNumber(person.pin, {person.sex, person.birth_date.year}, PinMode::kSafe, kSnapshotDay),
                testing::IsEmpty());
    EXPECT_EQ(ParsePersonalNumber(person.pin, PinMode::kSafe)->cell.province_code, person.birth_province_code);
    if (!person.si_number.empty()) {
      EXPECT_TRUE(IsSiNumber(person.si_number));
    }
    if (!person.tax_code.empty()) {
      EXPECT_EQ(CheckTaxCode(person.tax_code), TaxCodeFault::kNone);
    }
    if (!person.phone.empty()) {
      EXPECT_TRUE(IsMobileNumber(person.phone));
    }
    for (const std::string& id : person.legacy_ids) EXPECT_TRUE(IsLegacyId(id));
  }
}

TEST(NationTest, RealisticModeUsesTheRealRange) {
  for (const Person& person : Make({.pin_mode = PinMode::kRealistic, .population = 1000})->Scan("", kAll)) {
    EXPECT_TRUE(IsPersonalNumber(person.pin, PinMode::kRealistic));
    EXPECT_FALSE(IsPersonalNumber(person.pin, PinMode::kSafe));
  }
}

TEST(NationTest, OldNumbersBelongToThoseBornBefore2000) {
  int born_before = 0, with_one = 0, with_two = 0;
  for (const Person& person : Everybody()) {
    if (person.birth_date.year >= 2000) {
      EXPECT_TRUE(person.legacy_ids.empty());
      continue;
    }
    if (!person.persona_key.empty()) continue;
    ++born_before;
    with_one += person.legacy_ids.empty() ? 0 : 1;
    with_two += person.legacy_ids.size() == 2 ? 1 : 0;
  }
  EXPECT_NEAR(100.0 * with_one / born_before, 85, 3);
  EXPECT_NEAR(100.0 * with_two / with_one, 12, 3);
}

// People

TEST(NationTest, NamesAreNormalAndVietnamese) {
  for (const Person& person : Everybody()) {
    EXPECT_EQ(NormalizeName(person.full_name).value(), person.full_name);
    EXPECT_TRUE(IsVietnameseName(person.full_name).value()) << person.full_name;
  }
}

TEST(NationTest, DatesExistAndLieBeforeTheSnapshot) {
  int vague = 0;
  for (const Person& person : Everybody()) {
    EXPECT_TRUE(person.birth_date.valid());
    EXPECT_LE(person.birth_date.last_day(), kSnapshotDay) << FormatDate(person.birth_date);
    vague += person.birth_date.full() ? 0 : 1;
    if (person.birth_date.year >= 1965) {
      EXPECT_TRUE(person.birth_date.full() || !person.persona_key.empty());
    }
    if (!person.deceased_on) continue;
    EXPECT_GT(*person.deceased_on, person.birth_date.last_day());
    EXPECT_LE(*person.deceased_on, kSnapshotDay);
  }
  EXPECT_GT(vague, 20);
}

TEST(NationTest, CodesExist) {
  const Places& places = Places::Default();
  for (const Person& person : Everybody()) {
    EXPECT_NE(FindEthnicity(person.ethnicity_code), nullptr);
    const Commune* born = places.FindCommune(person.birth_commune_code);
    ASSERT_NE(born, nullptr);
    EXPECT_EQ(born->province_code, person.birth_province_code);
    EXPECT_NE(places.FindProvince(person.native_province_code), nullptr);
    const Commune* home = places.FindCommune(person.residence.commune_code);
    ASSERT_NE(home, nullptr);
    EXPECT_EQ(home->district_code, person.residence.district_code);
    EXPECT_EQ(home->province_code, person.residence.province_code);
  }
}

TEST(NationTest, AdultsMoveAsOftenAsTheyShould) {
  int adults = 0, moved = 0;
  for (const Person& person : Everybody()) {
    if (person.birth_date.year > 2005) continue;
    ++adults;
    moved += person.birth_province_code == person.residence.province_code ? 0 : 1;
  }
  EXPECT_NEAR(100.0 * moved / adults, 12, 3);
}

TEST(NationTest, SharesOfSexAndEthnicityAreThoseOfTheCountry) {
  double men = 0, kinh = 0;
  for (const Person& person : Everybody()) {
    men += person.sex == Sex::kMale ? 1 : 0;
    kinh += person.ethnicity_code == "01" ? 1 : 0;
  }
  EXPECT_NEAR(100 * men / static_cast<double>(Everybody().size()), 49.8, 4);
  EXPECT_NEAR(100 * kinh / static_cast<double>(Everybody().size()), 85.3, 4);
}

// Families

TEST(NationTest, ParentsAreOldEnoughAndAliveAtTheBirth) {
  int with_mother = 0;
  for (const Person& child : Everybody()) {
    if (!child.mother_pin.empty()) {
      const auto mother = Default().ByPin(child.mother_pin);
      ASSERT_TRUE(mother.has_value());
      EXPECT_EQ(mother->sex, Sex::kFemale);
      EXPECT_GE(YearsBetween(*mother, child), 16);
      EXPECT_LE(YearsBetween(*mother, child), 48);
      if (mother->deceased_on) {
        EXPECT_GE(*mother->deceased_on, child.birth_date.first_day());
      }
      ++with_mother;
    }
    if (!child.father_pin.empty()) {
      const auto father = Default().ByPin(child.father_pin);
      ASSERT_TRUE(father.has_value());
      EXPECT_EQ(father->sex, Sex::kMale);
      EXPECT_GE(YearsBetween(*father, child), 18);
      EXPECT_LE(YearsBetween(*father, child), 60);
      if (father->deceased_on) {
        EXPECT_GE(*father->deceased_on + 300, child.birth_date.first_day());
      }
    }
  }
  EXPECT_GT(with_mother, 1000);
}

TEST(NationTest, ChildHasAParentsEthnicityAndFamilyName) {
  for (const Person& child : Everybody()) {
    std::set<std::string> ethnicities, families;
    for (const std::string& pin : {child.father_pin, child.mother_pin}) {
      if (pin.empty()) continue;
      const auto parent = Default().ByPin(pin);
      ethnicities.insert(parent->ethnicity_code);
      families.insert(FamilyName(parent->full_name).value());
    }
    if (ethnicities.empty() || !child.persona_key.empty()) continue;
    EXPECT_TRUE(ethnicities.contains(child.ethnicity_code));
    EXPECT_TRUE(families.contains(FamilyName(child.full_name).value())) << child.full_name;
  }
}

TEST(NationTest, SiblingsAreTwinsOrTwoYearsApart) {
  std::map<std::string, std::vector<Person>> by_mother;
  int twins = 0;
  for (const Person& child : Everybody()) {
    if (!child.mother_pin.empty() && child.persona_key.empty()) by_mother[child.mother_pin].push_back(child);
  }
  for (const auto& [mother, children] : by_mother) {
    for (size_t i = 0; i < children.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        const int apart = std::abs(YearsBetween(children[i], children[j]));
        if (apart == 0) {
          EXPECT_EQ(children[i].birth_date, children[j].birth_date);
          ++twins;
        }
        EXPECT_NE(apart, 1);
        // Ê Đê and Gia Rai names have no middle name to tell brothers in two households apart by.
        if (children[i].ethnicity_code == "10" || children[i].ethnicity_code == "11") continue;
        EXPECT_NE(children[i].full_name, children[j].full_name);
      }
    }
  }
  EXPECT_GT(twins, 3);
}

TEST(NationTest, ChildrenAreFoundFromTheirParents) {
  for (const Person& child : Everybody()) {
    for (const std::string& parent : {child.father_pin, child.mother_pin}) {
      if (parent.empty()) continue;
      const std::vector<Person> children = Default().ChildrenOf(parent);
      EXPECT_TRUE(std::any_of(children.begin(), children.end(), [&](const Person& p) { return p.pin == child.pin; }));
    }
  }
  EXPECT_TRUE(Default().ChildrenOf("").empty());
}

TEST(NationTest, SpousesNameEachOther) {
  int married = 0;
  for (const Person& person : Everybody()) {
    if (person.spouse_pin.empty()) continue;
    const auto spouse = Default().ByPin(person.spouse_pin);
    ASSERT_TRUE(spouse.has_value());
    EXPECT_EQ(spouse->spouse_pin, person.pin);
    EXPECT_NE(spouse->sex, person.sex);
    EXPECT_EQ(person.marital_status, MaritalStatus::kMarried);
    EXPECT_LE(std::abs(YearsBetween(person, *spouse)), 8);
    ++married;
  }
  EXPECT_GT(married, 1000);
}

TEST(NationTest, MarriagesAreLegalAndFoundFromBothSides) {
  const std::vector<Marriage> marriages = Default().ScanMarriages("", kAll);
  EXPECT_GT(marriages.size(), 500u);
  for (const Marriage& marriage : marriages) {
    EXPECT_EQ(Default().MarriageById(marriage.id)->woman_pin, marriage.woman_pin);
    EXPECT_LE(marriage.registered_on, kSnapshotDay);
    if (marriage.ended_on) {
      EXPECT_GT(*marriage.ended_on, marriage.registered_on);
    }
    for (const auto& [pin, age] : {std::pair(marriage.man_pin, 20), std::pair(marriage.woman_pin, 18)}) {
      if (pin.empty()) continue;  // a foreigner among the personas
      const auto person = Default().ByPin(pin);
      ASSERT_TRUE(person.has_value());
      EXPECT_GE(marriage.registered_on.year() - person->birth_date.year, age);
      const auto found = Default().MarriagesOf(pin);
      EXPECT_TRUE(std::any_of(found.begin(), found.end(), [&](const Marriage& m) { return m.id == marriage.id; }));
    }
  }
}

// Households

TEST(NationTest, HouseholdsHaveAHeadAnOwnerAndTheirMembers) {
  std::set<std::string> housed;
  int rented = 0;
  for (const Household& household : Default().ScanHouseholds("", kAll)) {
    ASSERT_FALSE(household.member_pins.empty());
    EXPECT_EQ(household.member_pins.front(), household.head_pin);
    EXPECT_TRUE(Default().ByPin(household.owner_pin).has_value());
    rented += household.owner_pin == household.head_pin ? 0 : 1;
    int heads = 0, spouses = 0;
    for (const std::string& pin : household.member_pins) {
      const auto member = Default().ByPin(pin);
      ASSERT_TRUE(member.has_value());
      EXPECT_TRUE(housed.insert(pin).second) << "in two households";
      EXPECT_EQ(member->household_id, household.id);
      EXPECT_EQ(member->residence, household.address);
      EXPECT_TRUE(member->alive());
      EXPECT_TRUE(absl::StartsWith(member->relation_to_head, "CH"));
      heads += member->relation_to_head == "CH01" ? 1 : 0;
      spouses += member->relation_to_head == "CH02" ? 1 : 0;
    }
    EXPECT_EQ(heads, 1);
    EXPECT_LE(spouses, 1);
    EXPECT_GE(kSnapshotDay.year() - Default().ByPin(household.head_pin)->birth_date.year, 18);
  }
  for (const Person& person : Everybody()) EXPECT_EQ(person.alive(), housed.contains(person.pin)) << person.persona_key;
  EXPECT_GT(rented, 50);
}

TEST(NationTest, RelationsMatchTheLinks) {
  for (const Person& person : Everybody()) {
    if (person.relation_to_head == "CH02") {
      EXPECT_EQ(person.spouse_pin, Default().HouseholdById(person.household_id)->head_pin);
    }
    if (person.relation_to_head == "CH03") {
      const std::string head = Default().HouseholdById(person.household_id)->head_pin;
      EXPECT_TRUE(person.father_pin == head || person.mother_pin == head) << person.persona_key;
    }
  }
}

TEST(NationTest, ConsentOccursOnAndOffFile) {
  int on_file = 0, not_on_file = 0;
  for (const Household& household : Default().ScanHouseholds("", kAll)) {
    on_file += household.head_consent == Consent::kOnFile ? 1 : 0;
    not_on_file += household.owner_consent == Consent::kNotOnFile ? 1 : 0;
  }
  EXPECT_GT(on_file, 100);
  EXPECT_GT(not_on_file, 100);
}

// Registers

TEST(NationTest, EveryChildUnderSixHasItsCard) {
  int children = 0;
  for (const Person& person : Everybody()) {
    if (!person.alive() || AgeOn(person.birth_date, kSnapshotDay) >= 6) continue;
    ++children;
    ASSERT_TRUE(person.insurance.has_value());
    EXPECT_EQ(person.insurance->object, "TE");
    EXPECT_EQ(person.insurance->level, 1);
    EXPECT_EQ(person.insurance->valid_from, person.birth_date.first_day());
    EXPECT_EQ(person.insurance->valid_to, ChildCardValidTo(person.birth_date.first_day()));
    EXPECT_TRUE(Facilities::Default().Find(person.insurance->facility_code)->primary_for_under_6);
  }
  EXPECT_GT(children, 150);
}

TEST(NationTest, CardsAreWellFormed) {
  double insured = 0, alive = 0;
  for (const Person& person : Everybody()) {
    alive += person.alive() ? 1 : 0;
    if (!person.insurance) continue;
    ++insured;
    EXPECT_TRUE(person.alive());
    const InsuranceCard& card = *person.insurance;
    const std::string code = FormatInsuranceCardCode({card.object, card.level, card.province_code, person.si_number});
    EXPECT_EQ(CheckInsuranceCardCode(code), CardCodeFault::kNone) << code;
    EXPECT_LT(card.valid_from, card.valid_to);
    EXPECT_EQ(Facilities::Default().Find(card.facility_code)->province_code, card.province_code);
  }
  EXPECT_NEAR(100 * insured / alive, 92, 3);
}

TEST(NationTest, BirthsSince2016AreInTheBooks) {
  std::set<std::string> entries;
  for (const Person& person : Everybody()) {
    EXPECT_EQ(person.birth_entry.has_value(), person.birth_date.year >= 2016);
    if (!person.birth_entry) continue;
    const BirthEntry& entry = *person.birth_entry;
    EXPECT_GE(entry.registered_on, person.birth_date.first_day());
    EXPECT_LE(entry.registered_on, kSnapshotDay);
    EXPECT_TRUE(entries
                    .insert(entry.commune_code + "/" + std::to_string(entry.registered_on.year()) + "/" +
                            std::to_string(entry.number))
                    .second);
  }
  EXPECT_GT(entries.size(), 300u);
}

TEST(ChildCardTest, RunsToSeptemberOrToTheMonthOfSeventyTwoMonths) {
  EXPECT_EQ(ChildCardValidTo(absl::CivilDay(2018, 8, 20)), absl::CivilDay(2024, 9, 30));
  EXPECT_EQ(ChildCardValidTo(absl::CivilDay(2018, 9, 30)), absl::CivilDay(2024, 9, 30));
  EXPECT_EQ(ChildCardValidTo(absl::CivilDay(2018, 10, 1)), absl::CivilDay(2024, 10, 31));
  EXPECT_EQ(ChildCardValidTo(absl::CivilDay(2018, 12, 31)), absl::CivilDay(2024, 12, 31));
  EXPECT_EQ(ChildCardValidTo(absl::CivilDay(2024, 2, 29)), absl::CivilDay(2030, 9, 30));
}

// Look-ups

TEST(NationTest, EveryKeyFindsItsRecord) {
  for (const Person& person : Everybody()) {
    EXPECT_EQ(Default().ByPin(person.pin)->full_name, person.full_name);
    EXPECT_TRUE(Default().Taken(person.pin));
    if (!person.si_number.empty()) {
      EXPECT_EQ(Default().BySiNumber(person.si_number)->pin, person.pin);
    }
    if (!person.tax_code.empty()) {
      EXPECT_EQ(Default().ByTaxCode(person.tax_code)->pin, person.pin);
    }
    for (const std::string& id : person.legacy_ids) {
      const std::vector<Person> holders = Default().ByLegacyId(id);
      ASSERT_EQ(holders.size(), 1u);
      EXPECT_EQ(holders[0].pin, person.pin);
    }
    const auto namesakes = Default().ByNameAndBirthDate(person.full_name, person.birth_date);
    EXPECT_TRUE(std::any_of(namesakes.begin(), namesakes.end(), [&](const Person& p) { return p.pin == person.pin; }));
  }
}

TEST(NationTest, UnknownAndEmptyKeysFindNothing) {
  for (const char* key : {"", "0", "999999999999", "not a number"}) {
    EXPECT_FALSE(Default().ByPin(key).has_value());
    EXPECT_FALSE(Default().BySiNumber(key).has_value());
    EXPECT_FALSE(Default().ByTaxCode(key).has_value());
    EXPECT_FALSE(Default().HouseholdById(key).has_value());
    EXPECT_TRUE(Default().ByLegacyId(key).empty());
    EXPECT_TRUE(Default().MarriagesOf(key).empty());
  }
  EXPECT_TRUE(Default().ByNameAndBirthDate("NGUYỄN VĂN KHÔNG CÓ", {1900}).empty());
  EXPECT_TRUE(Default().ByNameAndBirthDate("\xff", {1900}).empty());
}

TEST(NationTest, ScanGoesInKeyOrderByPages) {
  std::vector<std::string> pins;
  std::string from;
  while (true) {
    const std::vector<Person> page = Default().Scan(from, 500);
    for (const Person& person : page) pins.push_back(person.pin);
    if (page.size() < 500) break;
    from = pins.back() + "0";  // the next possible key
  }
  EXPECT_EQ(pins.size(), Everybody().size());
  EXPECT_TRUE(std::is_sorted(pins.begin(), pins.end()));
  EXPECT_EQ(std::set(pins.begin(), pins.end()).size(), pins.size());
  const auto by_si = Default().ScanBySiNumber("", kAll);
  EXPECT_TRUE(std::is_sorted(by_si.begin(), by_si.end(),
                             [](const Person& a, const Person& b) { return a.si_number < b.si_number; }));
  const auto by_tax = Default().ScanByTaxCode("05", 3);
  ASSERT_EQ(by_tax.size(), 3u);
  EXPECT_GE(by_tax[0].tax_code, "05");
}

// Free numbers

TEST(NationTest, FreeNumbersAreOfTheCellAndNobodys) {
  const NumberCell cell{"01", Sex::kFemale, 1995};
  std::set<std::string> numbers;
  for (uint64_t draw = 0; draw < 3000; ++draw) {
    const std::string number = Default().FreeNumber(cell, draw).value();
    EXPECT_FALSE(Default().Taken(number));
    EXPECT_EQ(ParsePersonalNumber(number, PinMode::kSafe)->cell, cell);
    numbers.insert(number);
  }
  EXPECT_EQ(numbers.size(), 3000u);
  EXPECT_EQ(Default().FreeNumber(cell, 7).value(), Default().FreeNumber(cell, 7).value());
  EXPECT_TRUE(Default().FreeNumber(cell, ~uint64_t{0}).ok());
}

TEST(NationTest, ImpossibleCellsAreRefused) {
  EXPECT_EQ(Default().FreeNumber({"03", Sex::kMale, 1990}, 0).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Default().FreeNumber({"01", Sex::kUndetermined, 1990}, 0).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Default().FreeNumber({"01", Sex::kMale, 1899}, 0).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(Default().FreeSiNumber("03", 0).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(NationTest, FreeSiNumbersAreNobodys) {
  std::set<std::string> numbers;
  for (uint64_t draw = 0; draw < 2000; ++draw) {
    const std::string number = Default().FreeSiNumber("01", draw).value();
    EXPECT_TRUE(IsSiNumber(number));
    EXPECT_FALSE(Default().BySiNumber(number).has_value());
    numbers.insert(number);
  }
  EXPECT_EQ(numbers.size(), 2000u);
}

}  // namespace
}  // namespace lienthong::seeds
