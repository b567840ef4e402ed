// The rules of kinship over a million people of the whole country.
#include "seeds/nation/people/kin.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

constexpr uint32_t kMillion = 1'000'000;

bool Contains(const std::vector<Position>& people, Position person) {
  return std::find(people.begin(), people.end(), person) != people.end();
}

TEST(KinTest, ParentsAndChildrenNameEachOther) {
  const Kin& kin = WholeCountry().kin;
  int with_parents = 0, elsewhere = 0;
  ForSome(kMillion, [&](Position person) {
    const Parents parents = kin.ParentsOf(person);
    for (const auto& parent : {parents.father, parents.mother}) {
      if (!parent) continue;
      ASSERT_TRUE(Contains(kin.ChildrenOf(*parent), person));
      ++with_parents;
      elsewhere += WholeCountry().census.HomeOf(*parent) == WholeCountry().census.HomeOf(person) ? 0 : 1;
    }
  });
  EXPECT_GT(with_parents, 1'300'000);
  EXPECT_GT(elsewhere, 600'000);
}

TEST(KinTest, ParentsAreOfAgeAliveAndOfTheProvinceOfBirth) {
  const Country& country = WholeCountry();
  ForSome(kMillion, [&](Position person) {
    const Member& child = country.census.member(person);
    const Parents parents = country.kin.ParentsOf(person);
    if (parents.mother) {
      const Member& mother = country.census.member(*parents.mother);
      ASSERT_EQ(mother.sex, 1);
      ASSERT_GE(child.year - mother.year, 17);
      ASSERT_LE(child.year - mother.year, 46);
      ASSERT_TRUE(mother.alive() || mother.death > child.year);
      ASSERT_TRUE(parents.mother->province == child.origin || mother.origin == child.origin);
    }
    if (parents.father) {
      const Member& father = country.census.member(*parents.father);
      ASSERT_EQ(father.sex, 0);
      ASSERT_GE(child.year - father.year, 19);
      ASSERT_LE(child.year - father.year, 60);
      ASSERT_TRUE(father.alive() || father.death > child.year);
    }
    if (parents.mother && parents.father) {
      const int ethnicity = child.ethnicity;
      ASSERT_TRUE(ethnicity == country.census.member(*parents.mother).ethnicity ||
                  ethnicity == country.census.member(*parents.father).ethnicity);
    }
  });
}

TEST(KinTest, SiblingsAreTwinsOrTwoYearsApart) {
  const Country& country = WholeCountry();
  int twins = 0, siblings = 0;
  ForSome(kMillion / 4, [&](Position person) {
    const std::vector<Position> children = country.kin.ChildrenOf(person);
    for (size_t i = 0; i < children.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        const Member& a = country.census.member(children[i]);
        const Member& b = country.census.member(children[j]);
        const bool are_twins = a.year == b.year && (a.flags & kSecondTwin || b.flags & kSecondTwin);
        ASSERT_TRUE(are_twins || std::abs(a.year - b.year) >= 2);
        if (are_twins) {
          ASSERT_EQ(country.numbers.BirthDateOf(children[i]), country.numbers.BirthDateOf(children[j]));
        }
        twins += are_twins ? 1 : 0;
        ++siblings;
      }
    }
  });
  EXPECT_GT(siblings, 150'000);
  EXPECT_GT(twins, 500);
}

TEST(KinTest, SpousesNameEachOtherAndAreNoSiblings) {
  const Country& country = WholeCountry();
  int married = 0, divorced = 0;
  ForSome(kMillion, [&](Position person) {
    const auto spouse = country.kin.SpouseOf(person);
    if (spouse) {
      ASSERT_EQ(country.kin.SpouseOf(*spouse), person);
      ASSERT_NE(country.census.member(*spouse).sex, country.census.member(person).sex);
      const Parents own = country.kin.ParentsOf(person), theirs = country.kin.ParentsOf(*spouse);
      ASSERT_TRUE(!own.mother || own.mother != theirs.mother);
      ++married;
    }
    const auto former = country.kin.FormerSpouseOf(person);
    if (former) {
      ASSERT_FALSE(spouse);
      ASSERT_EQ(country.kin.FormerSpouseOf(*former), person);
      const int woman = std::max(country.census.member(person).year, country.census.member(*former).year);
      ASSERT_LE(woman - std::min(country.census.member(person).year, country.census.member(*former).year), 6);
      ++divorced;
    }
  });
  EXPECT_GT(married, 450'000);
  EXPECT_GT(divorced, 5'000);
}

TEST(KinTest, CouplesAreFoundFromBothSides) {
  const Country& country = WholeCountry();
  ForSome(kMillion / 2, [&](Position person) {
    for (const Position& couple : country.kin.CouplesOf(person)) {
      const auto man = country.kin.ManOf(couple);
      const Position woman = country.kin.WomanOf(couple);
      ASSERT_TRUE(man == person || woman == person);
      if (man) {
        ASSERT_TRUE(Contains(country.kin.CouplesOf(*man), couple));
      }
      ASSERT_TRUE(Contains(country.kin.CouplesOf(woman), couple));
    }
  });
}

TEST(KinTest, AgesOfMarriageAreLegalOnAnyDay) {
  const Country& country = WholeCountry();
  ForSome(kMillion, [&](Position person) {
    for (const Position& couple : country.kin.CouplesOf(person)) {
      const Couple& row = country.census.couple(couple);
      ASSERT_GE(row.married - country.census.member(country.kin.WomanOf(couple)).year, 19);
      ASSERT_LE(row.married, kSnapshotYear);
      const auto man = country.kin.ManOf(couple);
      if (man) {
        ASSERT_GE(row.married - country.census.member(*man).year, 21);
      }
      if (row.divorced > 0) {
        ASSERT_GT(row.divorced, row.married);
      }
      for (const auto& spouse : {man, std::optional(country.kin.WomanOf(couple))}) {
        if (!spouse || country.census.member(*spouse).alive()) continue;
        ASSERT_GT(country.census.member(*spouse).death, row.married);
      }
    }
  });
}

TEST(KinTest, YoungAdultsMostlyKnowTheirParents) {
  const Country& country = WholeCountry();
  int people[2] = {}, known[2] = {};
  ForSome(kMillion / 2, [&](Position person) {
    const Member& member = country.census.member(person);
    if (!member.alive() || member.year < 70) return;
    const int young = member.year >= 80 ? 1 : 0;
    ++people[young];
    known[young] += country.kin.ParentsOf(person).mother ? 1 : 0;
  });
  EXPECT_GT(100.0 * known[1] / people[1], 96);
  EXPECT_GT(100.0 * known[0] / people[0], 85);
}

}  // namespace
}  // namespace lienthong::seeds
