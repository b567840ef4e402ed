#include "services/base/metrics/counters.h"

#include <gtest/gtest.h>

#include <thread>
#include <vector>

namespace lienthong::metrics {
namespace {

TEST(CountersTest, NothingIsLostBetweenThreads) {
  Counter counter;
  Latency latency;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 10'000; ++j) {
        counter.Add();
        latency.Observe(1000);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(counter.Sum(), 80'000u);
  EXPECT_EQ(latency.Read().total(), 80'000u);
  EXPECT_EQ(latency.Read().nanos, 80'000'000u);
}

TEST(CountersTest, ADurationFallsBelowItsBound) {
  Latency latency;
  latency.Observe(50'000);          // the first bound belongs to its bucket
  latency.Observe(50'001);
  latency.Observe(20'000'000'000);  // beyond the last
  const auto reading = latency.Read();
  EXPECT_EQ(reading.counts.front(), 1u);
  EXPECT_EQ(reading.counts[1], 1u);
  EXPECT_EQ(reading.counts.back(), 1u);
}

}  // namespace
}  // namespace lienthong::metrics
