#include "seeds/nation/people/livelihoods.h"

#include <gtest/gtest.h>

#include "seeds/identifiers/insurance_code.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(LivelihoodsTest, SharesAreThoseOfTheSources) {
  const Country& country = WholeCountry();
  double living = 0, insured = 0, pensioners = 0, employees = 0, working_age = 0, poor = 0, legacy = 0, old = 0,
         two = 0;
  ForSome(1'000'000, [&](Position person) {
    const Member& member = country.census.member(person);
    if (member.year < kLegacyBefore) {
      ++old;
      legacy += country.livelihoods.LegacyIdsOf(person) > 0 ? 1 : 0;
      two += country.livelihoods.LegacyIdsOf(person) == 2 ? 1 : 0;
    }
    if (!member.alive()) return;
    ++living;
    insured += country.livelihoods.InsuranceObjectOf(person).empty() ? 0 : 1;
    const Livelihood livelihood = country.livelihoods.Of(person);
    pensioners += livelihood == Livelihood::kPensioner ? 1 : 0;
    employees += livelihood == Livelihood::kEmployee ? 1 : 0;
    working_age += livelihood == Livelihood::kEmployee || livelihood == Livelihood::kSelfEmployed ? 1 : 0;
    poor += country.livelihoods.IsPoor(country.census.HomeOf(person)) ? 1 : 0;
  });
  EXPECT_NEAR(100 * insured / living, 92, 0.7);
  EXPECT_NEAR(96.209 * pensioners / living, 3.3, 0.15);
  EXPECT_NEAR(100 * employees / working_age, 38 * 0.9, 3);
  EXPECT_NEAR(100 * poor / living, 4.5, 0.3);
  EXPECT_NEAR(100 * legacy / old, 85, 0.5);
  EXPECT_NEAR(100 * two / legacy, 12, 2);
}

TEST(LivelihoodsTest, EveryChildUnderSixHasTheChildsCard) {
  const Country& country = WholeCountry();
  ForSome(300'000, [&](Position person) {
    const Member& member = country.census.member(person);
    const absl::string_view object = country.livelihoods.InsuranceObjectOf(person);
    if (!object.empty()) {
      ASSERT_NE(FindInsuranceObject(object), nullptr);
      ASSERT_TRUE(member.alive());
    }
    if (member.alive()) {
      ASSERT_EQ(object == "TE", AgeOf(member.year) < 6);
    }
  });
}

TEST(LivelihoodsTest, EmployeesHaveWhatWagesAskFor) {
  const Country& country = WholeCountry();
  ForSome(100'000, [&](Position person) {
    if (country.livelihoods.Of(person) != Livelihood::kEmployee) return;
    ASSERT_TRUE(country.livelihoods.HasTaxCode(person));
    ASSERT_TRUE(country.livelihoods.HasBankAccount(person));
    ASSERT_TRUE(country.livelihoods.HasSiNumber(person));
  });
}

TEST(LivelihoodsTest, PapersComeWithAge) {
  const Country& country = WholeCountry();
  ForSome(300'000, [&](Position person) {
    const Member& member = country.census.member(person);
    const int age = AgeOf(member.year);
    if (age < 18) {
      ASSERT_TRUE(country.livelihoods.LicenceClassOf(person).empty());
      ASSERT_FALSE(country.livelihoods.HasBankAccount(person));
      ASSERT_FALSE(country.livelihoods.HasTaxCode(person));
    }
    if (age < 14) {
      ASSERT_EQ(country.livelihoods.EidLevelOf(person), 0);
    }
    if (age < 5) {
      ASSERT_EQ(country.livelihoods.DosesOf(person), 0);
    }
  });
}

}  // namespace
}  // namespace lienthong::seeds
