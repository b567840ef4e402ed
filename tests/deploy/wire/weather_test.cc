#include "deploy/wire/weather.h"

#include <gmock/gmock.h>

namespace lienthong::wire {
namespace {

TEST(WeatherTest, CommandsAddUpUntilItClears) {
  Weather weather;
  for (const char* line : {"refuse", "half-open", "latency 200ms", "bandwidth 10000", "reset-after 512"}) {
    ASSERT_TRUE(Change(line, &weather).ok()) << line;
  }
  EXPECT_TRUE(weather.refused);
  EXPECT_TRUE(weather.half_open);
  EXPECT_EQ(weather.latency, absl::Milliseconds(200));
  EXPECT_EQ(weather.bytes_per_second, 10000);
  EXPECT_EQ(weather.reset_after, 512);
  EXPECT_EQ(Describe(weather), "refuse, half-open, latency 200ms, bandwidth 10000, reset-after 512");
  ASSERT_TRUE(Change("  clear ", &weather).ok());
  EXPECT_EQ(weather, Weather());
  EXPECT_EQ(Describe(weather), "clear");
}

TEST(WeatherTest, WhatCannotBeIsNamedAndChangesNothing) {
  Weather weather;
  weather.bytes_per_second = 7;
  const Weather before = weather;
  for (const char* line :
       {"", "storm", "refuse now", "clear all", "latency", "latency -1s", "latency soon", "latency inf", "bandwidth",
        "bandwidth 0", "bandwidth fast", "reset-after", "reset-after -1", "reset-after 1 2"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Change(line, &weather))) << line;
    EXPECT_EQ(weather, before) << line;
  }
  const std::string message(Change("storm", &weather).message());
  EXPECT_THAT(message, ::testing::HasSubstr("half-open"));
  EXPECT_THAT(message, ::testing::Not(::testing::HasSubstr("\n"))) << "a line in, a line out";
}

}  // namespace
}  // namespace lienthong::wire
