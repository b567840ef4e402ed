#include "services/base/world/draws.h"

#include <gtest/gtest.h>

#include <set>

#include "services/base/world/call_context.h"

namespace lienthong {
namespace {

// The vectors of the SipHash paper's reference code: key 00 01 .. 0f, message 00 01 .. (n-1).
TEST(KeyedHashTest, IsSipHash24) {
  constexpr uint64_t kLow = 0x0706050403020100, kHigh = 0x0f0e0d0c0b0a0908;
  std::string message;
  EXPECT_EQ(KeyedHash(kLow, kHigh, message), 0x726fdb47dd0e0e31u);
  for (char c = 0; c < 15; ++c) message += c;
  EXPECT_EQ(KeyedHash(kLow, kHigh, message), 0xa129ca6149be45e5u);
}

TEST(DrawsTest, AreAFunctionOfSeedPathAndIndex) {
  Draws a(1, "1"), b(1, "1"), other_seed(2, "1"), other_path(1, "2");
  const uint64_t first = a.Next();
  EXPECT_EQ(first, b.Next());
  EXPECT_NE(first, a.Next());
  EXPECT_NE(first, other_seed.Next());
  EXPECT_NE(first, other_path.Next());
  a.Restart();
  EXPECT_EQ(first, a.Next());
}

TEST(DrawsTest, BelowReachesEveryValueAndNoOther) {
  Draws draws(1, "1");
  std::set<uint64_t> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(draws.Below(7));
  EXPECT_EQ(seen, (std::set<uint64_t>{0, 1, 2, 3, 4, 5, 6}));
}

TEST(DrawsTest, IdsSortByWorldTimeInHanoi) {
  Draws draws(1, "1");
  const absl::Time morning = absl::FromCivil(absl::CivilMinute(2024, 8, 5, 8, 0), HanoiZone());
  const std::string id = draws.Id("case", morning);
  EXPECT_EQ(id.substr(0, 16), "case-2408050800-");
  EXPECT_EQ(id.size(), 16u + 13u);
  EXPECT_LT(id, draws.Id("case", morning + absl::Minutes(1)));
}

}  // namespace
}  // namespace lienthong
