#include "seeds/nation/tile/quotas.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

namespace lienthong::seeds {
namespace {

TEST(QuotasTest, SizesAndKindsAreThoseOfTheBrief) {
  std::map<int, int> sizes;
  std::map<HomeKind, int> kinds;
  for (const HomeShape& shape : ShapesOf(10'000)) {
    ++sizes[std::min<int>(shape.size, 6)];
    ++kinds[shape.kind];
  }
  EXPECT_EQ(sizes, (std::map<int, int>{{1, 1100}, {2, 1700}, {3, 2200}, {4, 2600}, {5, 1300}, {6, 1100}}));
  EXPECT_EQ(kinds, (std::map<HomeKind, int>{{HomeKind::kSingle, 1100},
                                            {HomeKind::kCouple, 1400},
                                            {HomeKind::kLoneParent, 700},
                                            {HomeKind::kFamily, 5000},
                                            {HomeKind::kThreeGenerations, 1800}}));
}

TEST(QuotasTest, AnyNumberOfHouseholdsIsFilled) {
  for (const uint32_t homes : {160u, 161u, 999u, 2000u}) EXPECT_EQ(ShapesOf(homes).size(), homes);
  EXPECT_EQ(ShapesOf(160)[15].kind, HomeKind::kSingle) << "the reserve of a tile";
}

}  // namespace
}  // namespace lienthong::seeds
