#include "services/base/admission/admission.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "services/base/error/error.h"
#include "services/base/metrics/board.h"

namespace lienthong::admission {
namespace {

using testing::HasSubstr;

std::string Named(const absl::Status& status, const char* name) {
  const auto info = ErrorInfoOf(status);
  return info && info->metadata().count(name) == 1 ? info->metadata().at(name) : "";
}

TEST(AdmissionTest, TheCallBeyondTheLimitIsToldWhichAndWhenToComeAgain) {
  Admission door({.calls = 2});
  CallPlaces first, second, third;
  ASSERT_TRUE(door.AdmitCall(10, &first).ok());
  ASSERT_TRUE(door.AdmitCall(10, &second).ok());

  const absl::Status refusal = door.AdmitCall(10, &third);

  EXPECT_EQ(refusal.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refusal), Reason::OVERLOADED);
  EXPECT_EQ(Named(refusal, "limit"), "max-calls");
  EXPECT_EQ(Named(refusal, "value"), "2");
  EXPECT_GT(RetryAfterOf(refusal).value_or(absl::ZeroDuration()), absl::ZeroDuration());
  EXPECT_EQ(door.calls(), 2) << "a refused call takes nothing";
  first.GiveBack();
  EXPECT_TRUE(door.AdmitCall(10, &third).ok());
}

TEST(AdmissionTest, BytesCountAsLongAsTheCallIsAtWork) {
  Admission door({.bytes = 100});
  CallPlaces first, second;
  ASSERT_TRUE(door.AdmitCall(60, &first).ok());
  EXPECT_EQ(Named(door.AdmitCall(60, &second), "limit"), "max-bytes");
  EXPECT_EQ(door.calls(), 1);
  first.GiveBack();
  EXPECT_TRUE(door.AdmitCall(60, &second).ok());
  EXPECT_EQ(door.bytes(), 60);
}

TEST(AdmissionTest, OneWorldLeavesRoomForOthers) {
  Admission door({.calls = 10, .world_calls = 1});
  const auto busy = door.LoadOf("busy");
  const auto idle = door.LoadOf("idle");
  CallPlaces first, second, third;
  ASSERT_TRUE(door.AdmitCall(1, &first).ok() && door.AdmitToWorld(busy, &first).ok());
  ASSERT_TRUE(door.AdmitCall(1, &second).ok());
  EXPECT_EQ(Named(door.AdmitToWorld(busy, &second), "limit"), "max-world-calls");
  ASSERT_TRUE(door.AdmitCall(1, &third).ok());
  EXPECT_TRUE(door.AdmitToWorld(idle, &third).ok());
  EXPECT_EQ(door.LoadOf("busy"), busy) << "all agencies of the process share it";
}

TEST(AdmissionTest, WhoIsRefusedComesBackSpreadOverTime) {
  Admission door({.calls = 0});
  std::set<absl::Duration> waits;
  for (int i = 0; i < 8; ++i) {
    CallPlaces places;
    waits.insert(*RetryAfterOf(door.AdmitCall(1, &places)));
  }
  EXPECT_EQ(waits.size(), 8u);
  EXPECT_LE(*waits.rbegin(), absl::Seconds(2));
}

TEST(AdmissionTest, AClosedDoorRefusesAndWaitsForWhoIsInside) {
  Admission door;
  CallPlaces inside, late;
  Place watch;
  ASSERT_TRUE(door.AdmitCall(1, &inside).ok());
  door.BeginRow();
  door.Close();

  EXPECT_EQ(ReasonOf(door.AdmitCall(1, &late)), Reason::SERVER_STOPPING);
  EXPECT_TRUE(RetryAfterOf(door.AdmitCall(1, &late)).has_value());
  EXPECT_EQ(ReasonOf(door.AdmitWatch(&watch)), Reason::SERVER_STOPPING);
  EXPECT_FALSE(door.AwaitQuiet(absl::ZeroDuration()));
  std::thread worker([&] {
    inside.GiveBack();
    door.EndRow();
  });
  EXPECT_TRUE(door.AwaitQuiet(absl::Seconds(20)));
  worker.join();
}

TEST(AdmissionTest, NothingIsLeftAfterACrowdOfThreads) {
  Admission door({.calls = 3, .world_calls = 2, .turns = 1});
  const auto world = door.LoadOf("w");
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 2000; ++j) {
        CallPlaces places;
        if (door.AdmitCall(5, &places).ok() && door.AdmitToWorld(world, &places).ok()) {
          (void)door.AdmitToTurn(&places);
          EXPECT_LE(world->turns.taken(), 8);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(door.calls(), 0);
  EXPECT_EQ(door.bytes(), 0);
  EXPECT_EQ(world->calls.taken(), 0);
  EXPECT_EQ(world->turns.taken(), 0);
}

TEST(AdmissionTest, RefusalsAreCountedByLimit) {
  Admission door({.calls = 0});
  CallPlaces places;
  (void)door.AdmitCall(1, &places);
  metrics::Board board;
  board.Add(&door);
  EXPECT_THAT(board.Text(), HasSubstr("lienthong_refused_total{limit=\"max-calls\"} 1"));
}

}  // namespace
}  // namespace lienthong::admission
