#include "seeds/nation/rank/scatter.h"

#include <gtest/gtest.h>

#include <set>

namespace lienthong::seeds {
namespace {

TEST(ScatterTest, EveryHolderHasANumberOfItsOwnAndTheRestIsFree) {
  for (const uint64_t load : {0, 1, 2, 17, 499, 500, 999, 1000}) {
    const Scatter scatter(load, 1000, 5);
    std::set<uint64_t> taken;
    for (uint64_t holder = 0; holder < load; ++holder) {
      const uint64_t number = scatter.NumberOf(holder);
      ASSERT_LT(number, 1000u);
      ASSERT_EQ(scatter.HolderOf(number), holder);
      taken.insert(number);
    }
    EXPECT_EQ(taken.size(), load);
    for (uint64_t index = 0; index < scatter.free(); ++index) {
      const uint64_t number = scatter.FreeNumber(index);
      ASSERT_LT(number, 1000u);
      ASSERT_FALSE(scatter.HolderOf(number)) << number;
      ASSERT_TRUE(taken.insert(number).second) << "free numbers are distinct";
    }
    EXPECT_EQ(taken.size(), 1000u);
  }
}

TEST(ScatterTest, StrataGoInOrderOfNumber) {
  const Scatter scatter(300, 1000, 6);
  for (uint64_t stratum = 0; stratum + 1 < 300; ++stratum) {
    ASSERT_LT(scatter.NumberIn(stratum), scatter.NumberIn(stratum + 1));
    ASSERT_EQ(scatter.NumberOf(scatter.HolderIn(stratum)), scatter.NumberIn(stratum));
  }
  for (uint64_t number = 0; number <= 1000; ++number) {
    uint64_t expected = 0;
    while (expected < 300 && scatter.NumberIn(expected) < number) ++expected;
    ASSERT_EQ(scatter.StratumFrom(number), expected) << number;
  }
}

TEST(ScatterTest, SpareNumbersAreNobodysAndStandBesideTheFirst) {
  for (const uint64_t load : {1, 17, 499, 500, 999, 1000}) {
    const Scatter scatter(load, 1000, 5);
    std::set<uint64_t> spares;
    for (uint64_t holder = 0; holder < load; ++holder) {
      const std::optional<uint64_t> spare = scatter.SpareOf(holder);
      if (!spare) continue;
      ASSERT_FALSE(scatter.HolderOf(*spare)) << "nobody's by right";
      ASSERT_EQ(scatter.HolderOfSpare(*spare), holder);
      ASSERT_EQ(scatter.BeginAt(*spare), scatter.BeginAt(scatter.NumberOf(holder))) << "one stratum";
      spares.insert(*spare);
    }
    for (uint64_t number = 0; number < 1000; ++number) {
      ASSERT_EQ(scatter.HolderOfSpare(number).has_value(), spares.count(number) == 1) << number;
    }
    EXPECT_EQ(spares.size(), load <= 500 ? load : load == 999 ? 1 : 0) << "as many as have room";
  }
}

TEST(ScatterTest, NumbersBeyondTheCapacityAreNobodys) {
  EXPECT_FALSE(Scatter(10, 100, 1).HolderOf(100));
  EXPECT_FALSE(Scatter(0, 100, 1).HolderOf(5));
}

TEST(ScatterTest, WorksAtTheSizeOfTheLargestRegisters) {
  const Scatter scatter(105'000'000, 140'000'000, 9);
  for (uint64_t holder = 0; holder < 105'000'000; holder += 1'000'003) {
    EXPECT_EQ(scatter.HolderOf(scatter.NumberOf(holder)), holder);
  }
}

}  // namespace
}  // namespace lienthong::seeds
