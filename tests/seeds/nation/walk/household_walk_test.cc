// An indexed country and a walk over its households tell what single look-ups tell.
#include "seeds/nation/walk/household_walk.h"

#include "gtest/gtest.h"
#include "seeds/nation/record_text.h"
#include "seeds/nation/records.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

const Country& IndexedWholeCountry() {
  static const auto* const country =
      new Country(SharedTables({1, kCensusPopulation}), PinMode::kSafe, Ranking::kIndexed);
  return *country;
}

TEST(HouseholdWalkTest, AnIndexedCountryHasTheSamePeople) {
  ForSome(20'000, [](Position person) {
    EXPECT_EQ(RecordText(PersonOf(IndexedWholeCountry(), person)), RecordText(PersonOf(WholeCountry(), person)));
  });
}

TEST(HouseholdWalkTest, TellsEverybodyOfTheHouseholdInOrder) {
  HouseholdWalk walk(&IndexedWholeCountry(), kParentsFact | kMarriageFact);
  ForSome(5'000, [&](Position person) {
    const Census& census = WholeCountry().census;
    const Position home = census.HomeOf(person);
    walk.GoTo(home);
    ASSERT_EQ(walk.people().size(), census.home(home).members);
    const PersonFacts& told = walk.people()[census.PlaceOf(person)];
    const Person looked_up = PersonOf(WholeCountry(), person);
    EXPECT_EQ(told.pin.str(), looked_up.pin);
    EXPECT_EQ(told.father ? told.father->str() : "", looked_up.father_pin);
    EXPECT_EQ(told.mother ? told.mother->str() : "", looked_up.mother_pin);
    EXPECT_EQ(told.spouse ? told.spouse->str() : "", looked_up.spouse_pin);
    EXPECT_EQ(told.marital_status, looked_up.marital_status);
  });
}

TEST(HouseholdWalkTest, FactsThatWereNotWantedAreNotComputed) {
  HouseholdWalk walk(&IndexedWholeCountry(), 0);
  walk.GoTo(WholeCountry().census.HomeAt(0));
  for (const PersonFacts& person : walk.people()) {
    EXPECT_FALSE(person.birth_date.known());
    EXPECT_FALSE(person.si_number.has_value());
    EXPECT_EQ(person.pin.text[0], '9') << "the number comes free";
  }
}

}  // namespace
}  // namespace lienthong::seeds
