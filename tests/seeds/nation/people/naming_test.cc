#include "seeds/nation/people/naming.h"

#include <gtest/gtest.h>

#include <set>

#include "seeds/names/name_matching.h"
#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(NamingTest, FamilyNamesComeDownTheFathersLine) {
  const Country& country = WholeCountry();
  int checked = 0;
  ForSome(300'000, [&](Position person) {
    const Parents parents = country.kin.ParentsOf(person);
    if (!parents.mother) return;
    const int ethnicity = country.census.member(person).ethnicity;
    const bool clan =
        (ethnicity == 10 || ethnicity == 11) && country.census.member(*parents.mother).ethnicity == ethnicity;
    const Position namesake = clan || !parents.father ? *parents.mother : *parents.father;
    ASSERT_EQ(country.naming.DescentOf(person).family, country.naming.DescentOf(namesake).family);
    ++checked;
  });
  EXPECT_GT(checked, 200'000);
}

TEST(NamingTest, BrothersAndSistersHaveNamesOfTheirOwn) {
  const Country& country = WholeCountry();
  int families = 0, alike = 0;
  ForSome(100'000, [&](Position person) {
    const int ethnicity = country.census.member(person).ethnicity;
    if (ethnicity == 10 || ethnicity == 11) return;  // no middle name to differ by
    std::set<std::string> names;
    const auto children = country.kin.ChildrenOf(person);
    for (const Position& child : children) names.insert(country.naming.FullNameOf(child));
    families += children.size() > 1 ? 1 : 0;
    alike += names.size() < children.size() ? 1 : 0;
  });
  EXPECT_GT(families, 30'000);
  EXPECT_LT(alike, families / 5'000);
}

TEST(NamingTest, TheTrueTailIsAmongTheGuesses) {
  const Country& country = WholeCountry();
  int later = 0;
  ForSome(200'000, [&](Position person) {
    const NameTail tail = country.naming.TailOf(person);
    ASSERT_EQ(tail.given, country.naming.GivenOf(person));
    const auto guesses = country.naming.GuessTail(person);
    bool among = false;
    for (const NameTail& guess : guesses) among = among || guess.middle == tail.middle;
    ASSERT_TRUE(among);
    later += guesses[0].middle == tail.middle ? 0 : 1;
  });
  EXPECT_GT(later, 20);
}

TEST(NamingTest, NamesAreNormal) {
  ForSome(20'000, [](Position person) {
    const std::string name = WholeCountry().naming.FullNameOf(person);
    ASSERT_EQ(NormalizeName(name).value(), name);
    ASSERT_TRUE(IsVietnameseName(name).value()) << name;
  });
}

}  // namespace
}  // namespace lienthong::seeds
