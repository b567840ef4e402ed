#include "seeds/nation/rank/permutation.h"

#include <gtest/gtest.h>

#include <vector>

namespace lienthong::seeds {
namespace {

TEST(PermutationTest, HitsEveryValueOnce) {
  for (const uint64_t n : {1, 2, 3, 7, 100, 999, 1000, 1001, 1'000'000}) {
    const Permutation permutation(n, 42);
    std::vector<bool> seen(n);
    for (uint64_t x = 0; x < n; ++x) {
      const uint64_t y = permutation(x);
      ASSERT_LT(y, n);
      ASSERT_FALSE(seen[y]) << n;
      seen[y] = true;
    }
  }
}

TEST(PermutationTest, InverseUndoesIt) {
  for (const uint64_t n : {1, 2, 3, 7, 100, 999, 1000, 1001, 75'000, 8'999'991}) {
    const Permutation permutation(n, 43);
    for (uint64_t x = 0; x < std::min<uint64_t>(n, 20'000); ++x) {
      ASSERT_EQ(permutation.Inverse(permutation(x)), x) << n;
      ASSERT_EQ(permutation(permutation.Inverse(n - 1 - x)), n - 1 - x) << n;
    }
  }
}

TEST(PermutationTest, StaysInItsRangeWhenLarge) {
  for (const uint64_t n : {uint64_t{8'999'991}, uint64_t{100'000'000}, uint64_t{1} << 40}) {
    const Permutation permutation(n, 7);
    for (uint64_t x = 0; x < 1000; ++x) EXPECT_LT(permutation(n - 1 - x), n);
  }
}

TEST(PermutationTest, KeysGiveDifferentOrders) {
  const Permutation one(1'000'000, 1), two(1'000'000, 2);
  int equal = 0;
  for (uint64_t x = 0; x < 1000; ++x) equal += one(x) == two(x) ? 1 : 0;
  EXPECT_LT(equal, 5);
}

TEST(PermutationTest, NeighboursAreScattered) {
  const Permutation permutation(1'000'000, 3);
  std::vector<int> leading(100);
  for (uint64_t x = 0; x < 10'000; ++x) ++leading[permutation(x) / 10'000];
  for (const int count : leading) EXPECT_NEAR(count, 100, 50);
}

}  // namespace
}  // namespace lienthong::seeds
