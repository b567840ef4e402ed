// What the pipeline takes on, whom it turns away, and what passes however full it is.
#include <gtest/gtest.h>

#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "town.h"

namespace lienthong::testing {
namespace {

// A world whose turn somebody holds: writes wait as long as a test wants.
class AdmissionTest : public ::testing::TestWithParam<Town::Wire> {
 protected:
  void Open(admission::Limits limits) {
    town_ = std::make_unique<Town>(Town::Options{.wire = GetParam(), .limits = limits});
    ASSERT_TRUE(town_->Create("w").ok());
    ASSERT_TRUE(town_->Create("other").ok());
  }
  void HoldTurn() {
    absl::Notification held;
    town_->authority().Enter("w", "toy-a", "holder", "", [&](absl::StatusOr<host::Moment> moment) {
      ASSERT_TRUE(moment.ok());
      step_ = moment->step;
      held.Notify();
    });
    held.WaitForNotification();
  }
  void LetGo() {
    town_->authority().Leave("w", "toy-a", "holder", step_, {}, true, [](const absl::Status&) {});
  }
  struct Pending {
    absl::Notification answered;
    host::RawAnswer answer;
  };
  std::shared_ptr<Pending> Write(const std::string& id) {
    auto pending = std::make_shared<Pending>();
    town_->client().Call("toy-a",
                         host::RawCall{kStir, {{host::kWorldHeader, "w"}}, Stirring("x", id).SerializeAsString()},
                         [pending](host::RawAnswer answer) {
                           pending->answer = std::move(answer);
                           pending->answered.Notify();
                         });
    return pending;
  }
  // Until so many writes wait for the turn.
  void AwaitWaiting(int64_t count) {
    const auto load = town_->admission().LoadOf("w");
    while (load->turns.taken() < count) std::this_thread::yield();
  }

  std::unique_ptr<Town> town_;
  int64_t step_ = 0;
};

TEST_P(AdmissionTest, AdmittedWritesCompleteAndTheOneTooManyIsToldWhenToComeAgain) {
  Open({.turns = 2});
  HoldTurn();
  const auto first = Write("1");
  const auto second = Write("2");
  AwaitWaiting(2);

  const auto third = Write("3");
  third->answered.WaitForNotification();

  EXPECT_EQ(third->answer.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(third->answer.status), Reason::OVERLOADED);
  EXPECT_TRUE(RetryAfterOf(third->answer.status).has_value());
  EXPECT_TRUE(town_->Look("toy-a", "w").ok()) << "reads don't wait";
  LetGo();
  first->answered.WaitForNotification();
  second->answered.WaitForNotification();
  EXPECT_TRUE(first->answer.status.ok()) << first->answer.status;
  EXPECT_TRUE(second->answer.status.ok()) << second->answer.status;
  EXPECT_TRUE(town_->Stir("toy-a", "w", Stirring("x", "3")).ok()) << "nothing was done under this id";
}

TEST_P(AdmissionTest, ARefusalLeavesNoTraceInTheWorld) {
  Open({.calls = 2});
  HoldTurn();
  const auto first = Write("1");
  const auto second = Write("2");
  AwaitWaiting(2);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(ReasonOf(town_->Stir("toy-b", "other", Stirring("x", absl::StrCat(i))).status()), Reason::OVERLOADED);
  }
  EXPECT_EQ(town_->admission().refused(admission::Limit::kCalls), 5);
  LetGo();
  first->answered.WaitForNotification();
  second->answered.WaitForNotification();
  EXPECT_TRUE(town_->Journal("other", false)->empty());
}

TEST_P(AdmissionTest, AFloodedWorldLeavesRoomForAnother) {
  Open({.calls = 4, .world_calls = 2});
  HoldTurn();
  const auto first = Write("1");
  const auto second = Write("2");
  AwaitWaiting(2);
  EXPECT_EQ(ReasonOf(town_->Look("toy-a", "w").status()), Reason::OVERLOADED);
  EXPECT_TRUE(town_->Stir("toy-a", "other", Stirring("x", "1")).ok());
  LetGo();
  first->answered.WaitForNotification();
  second->answered.WaitForNotification();
}

TEST_P(AdmissionTest, WhatRowsCauseIsNeverTurnedAway) {
  Open({.calls = 2});
  auto stirring = Stirring("later", "1");
  toy::v1::Chore& chore = *stirring.add_chores();
  chore.mutable_after()->set_seconds(60);
  chore.set_kind(control::v1::ROW_KIND_OUTBOX_REQUEST);
  chore.set_to("toy-b");
  chore.mutable_stir()->set_text("caused");
  ASSERT_TRUE(town_->Stir("toy-a", "other", stirring).ok());
  HoldTurn();
  const auto first = Write("1");
  const auto second = Write("2");
  AwaitWaiting(2);

  absl::Notification advanced;
  absl::StatusOr<authority::Authority::Advanced> result;
  town_->authority().Advance(
      "other", [](absl::Time now) { return now + absl::Minutes(2); }, false,
      [&](absl::StatusOr<authority::Authority::Advanced> answer) {
        result = std::move(answer);
        advanced.Notify();
      });
  advanced.WaitForNotification();

  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_TRUE(result->complete);
  EXPECT_GT(result->executed, 0);
  LetGo();
  first->answered.WaitForNotification();
  second->answered.WaitForNotification();
}

TEST_P(AdmissionTest, ChangesOfAWorldWaitInABoundedQueueToo) {
  Open({.turns = 1});
  HoldTurn();
  std::atomic<int> done{0};
  std::vector<absl::Status> refused;
  for (int i = 0; i < 3; ++i) {
    town_->authority().Change(
        "w", [](control::v1::World&) { return absl::OkStatus(); },
        [&](const absl::StatusOr<control::v1::World>& world) {
          world.ok() ? void(++done) : refused.push_back(world.status());
        });
  }
  ASSERT_EQ(refused.size(), 2u);
  for (const absl::Status& status : refused) EXPECT_EQ(ReasonOf(status), Reason::OVERLOADED);
  EXPECT_EQ(done, 0);
  LetGo();
  while (done == 0) std::this_thread::yield();
}

TEST_P(AdmissionTest, AClosedDoorFinishesWhatItHas) {
  Open({});
  HoldTurn();
  const auto inside = Write("1");
  AwaitWaiting(1);

  town_->admission().Close();

  const absl::Status refusal = town_->Look("toy-a", "w").status();
  EXPECT_EQ(refusal.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refusal), Reason::SERVER_STOPPING);
  EXPECT_TRUE(RetryAfterOf(refusal).has_value());
  LetGo();
  EXPECT_TRUE(town_->admission().AwaitQuiet(absl::Seconds(20)));
  inside->answered.WaitForNotification();
  EXPECT_TRUE(inside->answer.status.ok()) << inside->answer.status;
}

INSTANTIATE_TEST_SUITE_P(Wires, AdmissionTest, ::testing::Values(Town::Wire::kDirect, Town::Wire::kSplit));

}  // namespace
}  // namespace lienthong::testing
