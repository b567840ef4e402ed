#include "services/base/world/timer.h"

#include <gtest/gtest.h>

#include <vector>

#include "absl/synchronization/blocking_counter.h"

namespace lienthong {
namespace {

TEST(TimerTest, CallsBackInTheOrderOfTime) {
  const absl::Time soon = WallClock::System().Now() + absl::Milliseconds(20);
  std::vector<int> order;
  absl::BlockingCounter called(3);
  Timer timer;
  for (const int after : {2, 0, 1}) {
    timer.At(soon + absl::Milliseconds(after), [&order, &called, after] {
      order.push_back(after);
      called.DecrementCount();
    });
  }
  called.Wait();
  EXPECT_EQ(order, (std::vector<int>{0, 1, 2}));
}

TEST(TimerTest, ACallbackMaySetTheNext) {
  absl::BlockingCounter called(3);
  Timer timer;
  std::function<void()> again = [&] {
    called.DecrementCount();
    timer.At(absl::InfinitePast(), [&] {
      called.DecrementCount();
      timer.At(absl::InfinitePast(), [&] { called.DecrementCount(); });
    });
  };
  timer.At(absl::InfinitePast(), again);
  called.Wait();
}

TEST(TimerTest, WhatIsNotDueWhenItEndsIsDropped) {
  const auto held = std::make_shared<int>(0);
  {
    Timer timer;
    timer.After(absl::Hours(1), [held] { ++*held; });
    EXPECT_EQ(held.use_count(), 2);
  }
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(*held, 0);
}

}  // namespace
}  // namespace lienthong
