#include "seeds/nation/tile/pyramid.h"

#include <gtest/gtest.h>

namespace lienthong::seeds {
namespace {

double Percent(int sex, int from, int to) {
  double share = 0;
  for (int age = from; age <= to; ++age) share += static_cast<double>(Pyramid::Share(sex, age)) / 1e6;
  return share;
}

double Percent(int from, int to) { return Percent(0, from, to) + Percent(1, from, to); }

TEST(PyramidTest, SharesAreThoseOfTheBrief) {
  EXPECT_NEAR(Percent(0, 100), 100, 0.001);
  EXPECT_NEAR(Percent(0, 14), 24.3, 0.001);
  EXPECT_NEAR(Percent(15, 64), 68.0, 0.001);
  EXPECT_NEAR(Percent(65, 100), 7.7, 0.001);
  EXPECT_NEAR(100 * Percent(1, 0, 14) / Percent(0, 14), 48, 0.001);
  EXPECT_NEAR(100 * Percent(1, 60, 100) / Percent(60, 100), 57, 0.1);
  EXPECT_NEAR(100 * Percent(1, 80, 100) / Percent(80, 100), 66, 0.001);
}

TEST(PyramidTest, MovingThereAndBackChangesNothing) {
  Pyramid pyramid(1000);
  const int64_t there = pyramid.Move(0, 100, 1);
  EXPECT_LT(there, 0) << "the first one brings it nearer";
  EXPECT_EQ(pyramid.Move(0, 100, -1), -there);
}

}  // namespace
}  // namespace lienthong::seeds
