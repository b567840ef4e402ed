#include "seeds/nation/tile/tile.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "seeds/nation/tile/pyramid.h"

namespace lienthong::seeds {
namespace {

int64_t Living(const Tile& tile, uint32_t rows) {
  return std::count_if(tile.members.begin(), tile.members.begin() + rows, [](const Member& m) { return m.alive(); });
}

TEST(TileTest, RepeatsToExactlyTheLivingPeople) {
  const Origins origins;
  for (const int64_t people : {1, 3, 16, 300, 5'000, 7'024, 7'025, 100'003, 8'993'082}) {
    const Tile tile = MakeTile(1, 3, people, origins);
    EXPECT_EQ(tile.people.times * Living(tile, tile.people.rows) + Living(tile, tile.people.rest), people);
    EXPECT_EQ(tile.people.rows, tile.members.size());
  }
}

TEST(TileTest, HoldsThePyramid) {
  const Tile tile = MakeTile(1, 0, 8'000'000, Origins());
  std::map<int, double> five_years, target;
  const auto living = static_cast<double>(Living(tile, tile.people.rows));
  for (const Member& member : tile.members) {
    if (member.alive()) five_years[AgeOf(member.year) / 5] += 100 / living;
  }
  for (int age = 0; age <= 100; ++age) {
    target[age / 5] += static_cast<double>(Pyramid::Share(0, age) + Pyramid::Share(1, age)) / 1e6;
  }
  for (const auto& [group, share] : target) EXPECT_NEAR(five_years[group], share, 0.2) << 5 * group;
}

TEST(TileTest, HouseholdsOwnTheirRows) {
  const Tile tile = MakeTile(2, 10, 1'000'000, Origins());
  uint32_t members = 0, couples = 0;
  for (uint32_t i = 0; i < tile.homes.size(); ++i) {
    const Home& home = tile.homes[i];
    EXPECT_EQ(home.first_member, members);
    EXPECT_EQ(home.first_couple, couples);
    for (uint32_t m = 0; m < home.members; ++m) EXPECT_EQ(tile.members[members + m].home, i);
    for (uint32_t c = 0; c < home.couples; ++c) EXPECT_EQ(tile.couples[couples + c].home, i);
    members += home.members;
    couples += home.couples;
  }
  EXPECT_EQ(members, tile.members.size());
  EXPECT_EQ(couples, tile.couples.size());
}

TEST(TileTest, ChildrenHaveAParentsEthnicityAndItsOrigin) {
  const Tile tile = MakeTile(1, 8, 1'200'000, Origins());
  for (const Member& child : tile.members) {
    if (child.mother == kNobody) continue;
    const Home& home = tile.homes[child.home];
    const Member& mother = tile.members[home.first_member + child.mother];
    const bool mothers = child.ethnicity == mother.ethnicity;
    const bool fathers =
        child.father != kNobody && child.ethnicity == tile.members[home.first_member + child.father].ethnicity;
    EXPECT_TRUE(mothers || fathers);
    EXPECT_TRUE(child.origin == 8 || child.origin == mother.origin);
  }
}

}  // namespace
}  // namespace lienthong::seeds
