#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "town.h"

namespace lienthong::testing {
namespace {

class WatchTest : public ::testing::TestWithParam<Town::Wire> {
 protected:
  WatchTest() : town_({.wire = GetParam()}) {}
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

INSTANTIATE_TEST_SUITE_P(Wires, WatchTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

}  // namespace
}  // namespace lienthong::testing
