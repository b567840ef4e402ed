// REAL worlds: rows fire by the timer, owners keep their order, conflicts rerun.
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

class RealWorldTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(town_.Create("w", 1, control::v1::CLOCK_MODE_REAL).ok()); }

  // Follows the agency's stirs until `count` are there.
  std::vector<std::string> Texts(const std::string& toy, size_t count) {
    auto stream = town_.client().Watch(toy, host::RawCall{kWatchStirs, {{host::kWorldHeader, "w"}}});
    std::vector<std::string> texts;
    while (texts.size() < count) {
      absl::Notification given;
      stream->Next([&](host::RawStream::Item item) {
        toy::v1::WatchStirsResponse line;
        EXPECT_FALSE(item.end) << item.status;
        line.ParseFromString(item.message);
        texts.push_back(line.text());
        given.Notify();
      });
      given.WaitForNotification();
    }
    return texts;
  }

  Town town_;
};

TEST_F(RealWorldTest, WhatIsDueLaterFiresByTheTimer) {
  toy::v1::StirRequest request = Stirring("first", "r");
  *request.add_chores()->mutable_after() = ToProto(absl::Milliseconds(20));
  request.mutable_chores(0)->set_to("toy-b");
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  EXPECT_EQ(Texts("toy-a", 2).back(), "after toy-b OK");
}

TEST_F(RealWorldTest, RowsOfOneOwnerRunInTheirOrder) {
  toy::v1::StirRequest request = Stirring("first", "r");
  constexpr int kRows = 200;
  for (int i = 0; i < kRows; ++i) {
    toy::v1::Chore* chore = request.add_chores();
    chore->set_owner("one");
    chore->set_kind(control::v1::ROW_KIND_EVENT_DELIVERY);
    *chore->mutable_after() = ToProto(absl::Microseconds(i));
    chore->set_to("toy-b");
    chore->mutable_stir()->set_text(absl::StrCat(i));
  }
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  const auto texts = Texts("toy-b", kRows);
  for (int i = 0; i < kRows; ++i) EXPECT_EQ(texts[i], absl::StrCat(i));
}

TEST_F(RealWorldTest, ConcurrentHandlersConflictAndRunAgain) {
  std::atomic<int64_t> ok{0};
  std::atomic<int> others{0};
  std::mutex mutex;
  std::set<int64_t> numbers;
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 200; ++j) {
        const auto stirred = town_.Stir("toy-a", "w", Stirring("x", absl::StrCat(i, "-", j)));
        if (stirred.ok()) {
          ++ok;
          std::lock_guard<std::mutex> lock(mutex);
          numbers.insert(stirred->number());
        } else if (ReasonOf(stirred.status()) != Reason::CONFLICT) {
          ++others;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(others, 0);
  EXPECT_EQ(static_cast<int64_t>(numbers.size()), ok);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), ok);
}

TEST_F(RealWorldTest, AFrozenWorldKeepsItsRowsForTheDriver) {
  toy::v1::StirRequest request = Stirring("first", "r");
  *request.add_chores()->mutable_after() = ToProto(absl::Hours(1));
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  control::v1::FreezeClockRequest freeze;
  freeze.set_request_id("f");
  freeze.set_world("w");
  const auto frozen = town_.Control<control::v1::FreezeClockResponse>("FreezeClock", freeze);
  ASSERT_TRUE(frozen.ok()) << frozen.status();
  EXPECT_TRUE(frozen->clock().has_next_due());
  EXPECT_EQ(town_.Advance("w", absl::Hours(2))->executed(), 1);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 2);
}

TEST(RealWorldOverALossyWireTest, EveryEventArrivesOnceAndInOrder) {
  Town town({.wire = Town::Wire::kInProcess, .percent_lost = 6});
  ASSERT_TRUE(town.Create("w", 1, control::v1::CLOCK_MODE_REAL).ok());
  toy::v1::StirRequest request = Stirring("first", "r");
  constexpr int kRows = 20;
  for (int i = 0; i < kRows; ++i) {
    toy::v1::Chore* chore = request.add_chores();
    chore->set_owner("one");
    chore->set_kind(control::v1::ROW_KIND_EVENT_DELIVERY);
    chore->set_to("toy-b");
    chore->mutable_stir()->set_text(absl::StrCat(i));
  }
  ASSERT_TRUE(town.Stir("toy-a", "w", request).ok());
  auto stream = town.client().Watch("toy-b", host::RawCall{kWatchStirs, {{host::kWorldHeader, "w"}}});
  for (int i = 0; i < kRows; ++i) {
    absl::Notification given;
    stream->Next([&](host::RawStream::Item item) {
      toy::v1::WatchStirsResponse line;
      line.ParseFromString(item.message);
      EXPECT_EQ(line.text(), absl::StrCat(i));
      given.Notify();
    });
    given.WaitForNotification();
  }
  EXPECT_GT(town.lost(), 0);
}

}  // namespace
}  // namespace lienthong::testing
