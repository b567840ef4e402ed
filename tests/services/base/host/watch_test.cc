#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "town.h"

namespace lienthong::testing {
namespace {

class WatchTest : public ::testing::TestWithParam<Town::Wire> {
 protected:
  explicit WatchTest(const admission::Limits& limits = {}) : town_({.wire = GetParam(), .limits = limits}) {}
  void SetUp() override { ASSERT_TRUE(town_.Create("w").ok()); }

  std::unique_ptr<host::RawStream> Watch(int64_t after, const std::string& world = "w") {
    toy::v1::WatchStirsRequest request;
    request.set_after(after);
    return town_.client().Watch("toy-a",
                                host::RawCall{kWatchStirs, {{host::kWorldHeader, world}}, request.SerializeAsString()});
  }
  static host::RawStream::Item Next(host::RawStream& stream) {
    host::RawStream::Item item;
    absl::Notification given;
    stream.Next([&](host::RawStream::Item next) {
      item = std::move(next);
      given.Notify();
    });
    given.WaitForNotification();
    return item;
  }
  static int64_t Number(const host::RawStream::Item& item) {
    toy::v1::WatchStirsResponse line;
    line.ParseFromString(item.message);
    return line.number();
  }

  Town town_;
};

TEST_P(WatchTest, NothingIsMissedNorGivenTwiceWhileOthersWrite) {
  constexpr int kWrites = 300;
  auto stream = Watch(0);
  std::vector<std::thread> writers;
  for (int i = 0; i < 3; ++i) {
    writers.emplace_back([this, i] {
      for (int j = 0; j < kWrites / 3; ++j) {
        EXPECT_TRUE(town_.Stir("toy-a", "w", Stirring("x", absl::StrCat(i, "-", j))).ok());
      }
    });
  }
  for (int64_t number = 1; number <= kWrites; ++number) ASSERT_EQ(Number(Next(*stream)), number);
  for (std::thread& writer : writers) writer.join();
}

TEST_P(WatchTest, AReaderGoesOnWhereItStopped) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", absl::StrCat(i))).ok());
  auto stream = Watch(3);
  EXPECT_EQ(Number(Next(*stream)), 4);
  EXPECT_EQ(Number(Next(*stream)), 5);
}

TEST_P(WatchTest, AReaderThatLeavesWhileWaitingIsForgotten) {
  auto stream = Watch(0);
  std::atomic<int> given{0};
  stream->Next([&](host::RawStream::Item) { ++given; });
  stream.reset();
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
  auto another = Watch(0);
  EXPECT_EQ(Number(Next(*another)), 1);
  EXPECT_LE(given, GetParam() == Town::Wire::kDirect ? 0 : 1);
}

TEST_P(WatchTest, AnUnknownWorldEndsTheStream) {
  auto stream = Watch(0, "nowhere");
  const auto item = Next(*stream);
  EXPECT_TRUE(item.end);
  EXPECT_EQ(ReasonOf(item.status), Reason::WORLD_UNKNOWN);
}

// The state is the buffer: what a reader has not taken is read when it asks, so thousands of writes cost it nothing.
TEST_P(WatchTest, AReaderThatSleepsThroughThousandsOfWritesMissesNone) {
  constexpr int kWrites = 2000;
  auto stream = Watch(0);
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "first")).ok());
  ASSERT_EQ(Number(Next(*stream)), 1);
  for (int i = 1; i < kWrites; ++i) ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", absl::StrCat(i))).ok());
  for (int64_t number = 2; number <= kWrites; ++number) ASSERT_EQ(Number(Next(*stream)), number);
}

TEST_P(WatchTest, AReaderOfAWorldThatIsResetIsToldThatItsPlaceIsGone) {
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
  auto stream = Watch(0);
  ASSERT_EQ(Number(Next(*stream)), 1);
  host::RawStream::Item last;
  absl::Notification told;
  stream->Next([&](host::RawStream::Item item) {
    last = std::move(item);
    told.Notify();
  });
  absl::Notification reset;
  town_.authority().Reset("w", [&](const auto&) { reset.Notify(); });
  reset.WaitForNotification();
  told.WaitForNotification();
  EXPECT_TRUE(last.end);
  EXPECT_EQ(ReasonOf(last.status), Reason::WATCH_POSITION_GONE);
  EXPECT_EQ(ErrorInfoOf(last.status)->metadata().at("sequence"), "1");
}

class CrowdedWatchTest : public WatchTest {
 protected:
  CrowdedWatchTest() : WatchTest(admission::Limits{.watches = 3, .world_watches = 2}) {}
};

TEST_P(CrowdedWatchTest, StreamsBeyondTheLimitAreToldAndALeaverMakesRoom) {
  ASSERT_TRUE(town_.Create("v").ok());
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("x", "r")).ok());
  auto first = Watch(0);
  auto second = Watch(0);
  ASSERT_EQ(Number(Next(*first)), 1);
  ASSERT_EQ(Number(Next(*second)), 1);

  auto third = Watch(0);
  const auto refusal = Next(*third);

  EXPECT_TRUE(refusal.end);
  EXPECT_EQ(ReasonOf(refusal.status), Reason::OVERLOADED);
  EXPECT_EQ(ErrorInfoOf(refusal.status)->metadata().at("limit"), "max-world-watches");
  EXPECT_TRUE(RetryAfterOf(refusal.status).has_value());
  first.reset();
  while (town_.admission().watches() > 1) std::this_thread::yield();
  auto fourth = Watch(0);
  EXPECT_EQ(Number(Next(*fourth)), 1);
}

INSTANTIATE_TEST_SUITE_P(Wires, CrowdedWatchTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

INSTANTIATE_TEST_SUITE_P(Wires, WatchTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

}  // namespace
}  // namespace lienthong::testing
