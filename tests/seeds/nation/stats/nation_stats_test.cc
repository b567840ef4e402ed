#include "seeds/nation/stats/nation_stats.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/seeds/nation/some_people.h"

namespace lienthong::seeds {
namespace {

TEST(NationStatsTest, FiguresAreNearTheirTargets) {
  std::map<std::string, int> groups;
  for (const NationStat& stat : NationStats(WholeCountry(), 100'000)) {
    ++groups[stat.group];
    if (!stat.target) continue;
    // Shares within two points, and of small ones within a half of themselves.
    const double tolerance = std::min(std::max(2.0, 0.02 * *stat.target), 0.5 * *stat.target);
    const bool workforce = stat.name == "in social insurance, of those who work";  // the workforce is not all who work
    EXPECT_NEAR(stat.value, *stat.target, workforce ? 5 : tolerance) << stat.group << ": " << stat.name;
    if (stat.group == "age") {
      EXPECT_NEAR(stat.value, *stat.target, 0.06) << stat.name;
    }
  }
  EXPECT_EQ(groups["age"], 17);
  EXPECT_GT(groups["ethnic group"], 25);
  EXPECT_GT(groups["register"], 8);
}

TEST(NationStatsTest, LivingPeopleAreCountedExactly) {
  const NationStat living = NationStats(WholeCountry(), 0).front();
  EXPECT_EQ(living.name, "living");
  EXPECT_EQ(living.value, 96'208'984);
  EXPECT_TRUE(living.exact);
}

}  // namespace
}  // namespace lienthong::seeds
