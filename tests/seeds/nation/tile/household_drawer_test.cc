#include "seeds/nation/tile/household_drawer.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

namespace lienthong::seeds {
namespace {

void ExpectCoherentParents(const DrawnHome& home, const Member& child) {
  const bool twin = child.flags & (kFirstTwin | kSecondTwin);
  if (child.mother != kNobody) {
    const Member& mother = home.members[child.mother];
    EXPECT_EQ(mother.sex, 1);
    EXPECT_GE(child.year - mother.year, 19);
    EXPECT_LE(child.year - mother.year, 44);
    EXPECT_TRUE(mother.alive() || mother.death > child.year);
  }
  if (child.father != kNobody) {
    const Member& father = home.members[child.father];
    EXPECT_EQ(father.sex, 0);
    EXPECT_GE(child.year - father.year, 21);
    EXPECT_LE(child.year - father.year, 60);
    EXPECT_TRUE(father.alive() || father.death > child.year);
  }
  for (const Member& other : home) {
    if (&other == &child || child.mother == kNobody || other.mother != child.mother) continue;
    const int apart = std::abs(other.year - child.year);
    EXPECT_TRUE(apart >= 2 || (apart == 0 && twin));
  }
}

void ExpectCoherent(const DrawnHome& home, const HomeShape& shape) {
  const auto living = std::count_if(home.begin(), home.end(), [](const Member& m) { return m.alive(); });
  ASSERT_EQ(living, shape.size);
  EXPECT_EQ(home.members[0].relation, 1);
  EXPECT_GE(AgeOf(home.members[0].year), 19);
  bool dead = false;
  for (size_t i = 0; i < home.size; ++i) {
    const Member& member = home.members[i];
    EXPECT_TRUE(!dead || !member.alive()) << "the dead come last";
    dead = dead || !member.alive();
    EXPECT_GE(member.year, kFirstBirthYear);
    EXPECT_LE(member.year, kSnapshotYear);
    EXPECT_LE(member.death, kSnapshotYear);
    EXPECT_EQ(member.alive(), member.relation != 0);
    if (member.spouse != kNobody) {
      const Member& spouse = home.members[member.spouse];
      EXPECT_EQ(spouse.spouse, i);
      EXPECT_NE(spouse.sex, member.sex);
      EXPECT_LE(std::abs(spouse.year - member.year), 8);
    }
    if (member.flags & kSecondTwin) {
      EXPECT_TRUE(home.members[i - 1].flags & kFirstTwin);
      EXPECT_EQ(home.members[i - 1].year, member.year);
    }
    ExpectCoherentParents(home, member);
  }
}

TEST(HouseholdDrawerTest, EveryShapeIsCoherent) {
  Draws draws(7);
  HouseholdDrawer drawer(&draws);
  int twins = 0;
  for (int round = 0; round < 200; ++round) {
    for (const HomeShape& shape : ShapesOf(500)) {
      const DrawnHome home = drawer.Draw(shape);
      ASSERT_NO_FATAL_FAILURE(ExpectCoherent(home, shape));
      twins += static_cast<int>(
          std::count_if(home.begin(), home.end(), [](const Member& m) { return m.flags & kSecondTwin; }));
    }
  }
  EXPECT_GT(twins, 100);
}

TEST(HouseholdDrawerTest, ThreeGenerationsHaveAHeadOfEitherAge) {
  Draws draws(8);
  HouseholdDrawer drawer(&draws);
  int old_heads = 0, grandchildren = 0;
  for (int i = 0; i < 1000; ++i) {
    const DrawnHome home = drawer.Draw({HomeKind::kThreeGenerations, 5});
    old_heads += home.line != 0 ? 1 : 0;
    grandchildren +=
        static_cast<int>(std::count_if(home.begin(), home.end(), [](const Member& m) { return m.relation == 6; }));
    EXPECT_NE(home.members[home.line].father, kNobody);
  }
  EXPECT_NEAR(old_heads, 500, 80);
  EXPECT_GT(grandchildren, old_heads);
}

}  // namespace
}  // namespace lienthong::seeds
