#include "services/base/world/trampoline.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace lienthong {
namespace {

TEST(TrampolineTest, StepsThatRunTheNextDontNest) {
  Trampoline trampoline;
  int depth = 0, deepest = 0, steps = 0;
  std::function<void()> step = [&] {
    deepest = std::max(deepest, ++depth);
    if (++steps < 100000) trampoline.Run(step);
    --depth;
  };
  trampoline.Run(step);
  EXPECT_EQ(steps, 100000);
  EXPECT_EQ(deepest, 1);
}

TEST(TrampolineTest, OneStepAtATimeWhoeverRuns) {
  Trampoline trampoline;
  int unguarded = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 10000; ++j) trampoline.Run([&] { ++unguarded; });
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(unguarded, 40000);
}

}  // namespace
}  // namespace lienthong
