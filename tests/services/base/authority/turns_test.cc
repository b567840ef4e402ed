// Turns and stamps, at the authority itself: no agency takes part.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/authority/authority.h"
#include "services/base/error/error.h"
#include "services/base/transport/direct_transport.h"

namespace lienthong::authority {
namespace {

class TurnsTest : public ::testing::Test {
 protected:
  void SetUp() override {
    World world;
    world.set_name("w");
    ASSERT_TRUE(authority_.Create(world).ok());
  }

  void Enter(const std::string& call) {
    authority_.Enter("w", "toy-a", call, "", [this, call](absl::StatusOr<host::Moment> moment) {
      order_.push_back(moment.ok() ? call + " " + moment->path : call + " refused");
      status_ = moment.status();
    });
  }
  absl::Status Leave(const std::string& call, bool unused = false) {
    absl::Status left = absl::UnknownError("not yet");
    authority_.Leave("w", "toy-a", call, 0, {}, unused, [&](const absl::Status& status) { left = status; });
    return left;
  }
  std::string Stamp(const std::string& caller, const std::string& call = "") {
    std::string path;
    authority_.Stamp("w", caller, call, [&](absl::StatusOr<host::Moment> moment) { path = moment->path; });
    return path;
  }

  host::DirectTransport nobody_;
  Authority authority_{{&nobody_, nullptr, &WallClock::System(), host::ClusterKey::Random()}};
  std::vector<std::string> order_;
  absl::Status status_;
};

TEST_F(TurnsTest, FirstComeFirstServedOneAtATime) {
  for (const char* call : {"a", "b", "c"}) Enter(call);
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1"));
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1", "b 2"));
  EXPECT_TRUE(Leave("b").ok());
  EXPECT_TRUE(Leave("c").ok());
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1", "b 2", "c 3"));
}

TEST_F(TurnsTest, AWorldHeldStillLetsNobodyWrite) {
  std::function<void()> release;
  authority_.HoldStill("w", [&](absl::StatusOr<Authority::Hold> hold) {
    ASSERT_TRUE(hold.ok());
    EXPECT_EQ(hold->world.name(), "w");
    EXPECT_FALSE(hold->contended);
    release = std::move(hold->release);
  });
  Enter("a");
  EXPECT_THAT(order_, ::testing::IsEmpty());
  release();
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1"));  // and no number was used up
}

TEST_F(TurnsTest, WhoHoldsAWorldStillIsToldOfOthersWhoWait) {
  Enter("a");
  bool contended = false;
  authority_.HoldStill("w", [&](absl::StatusOr<Authority::Hold> hold) {
    contended = hold->contended;
    hold->release();
  });
  Enter("b");
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_TRUE(contended);
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1", "b 2"));
}

TEST_F(TurnsTest, AnUnknownWorldCannotBeHeld) {
  absl::Status refused;
  authority_.HoldStill("nowhere", [&](const absl::StatusOr<Authority::Hold>& hold) { refused = hold.status(); });
  EXPECT_EQ(ReasonOf(refused), Reason::WORLD_UNKNOWN);
}

TEST_F(TurnsTest, WhoAsksAgainGetsTheSameTurn) {
  Enter("a");
  Enter("a");
  Enter("b");
  Enter("b");
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1", "a 1"));
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_THAT(order_, ::testing::ElementsAre("a 1", "a 1", "b 2", "b 2"));
  EXPECT_TRUE(Leave("b").ok());
  Enter("c");
  EXPECT_EQ(order_.back(), "c 3") << "nobody else holds a turn";
}

TEST_F(TurnsTest, ATurnThatEndedEndsAgainWhoeverHasItNow) {
  Enter("a");
  Enter("b");
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_TRUE(Leave("b").ok());
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_EQ(ReasonOf(Leave("never seen")), Reason::TURN_EXPIRED);
}

TEST_F(TurnsTest, AnUnusedTurnGivesItsNumberBack) {
  Enter("a");
  EXPECT_TRUE(Leave("a", true).ok());
  Enter("b");
  EXPECT_EQ(order_.back(), "b 1");
  EXPECT_TRUE(Leave("b").ok());
  EXPECT_EQ(authority_.Get("w")->step(), 1);
}

TEST_F(TurnsTest, AnExpiredTurnGoesToTheNext) {
  Enter("a");
  Enter("b");
  authority_.ExpireTurn("w", "b");
  EXPECT_EQ(order_.size(), 1u) << "it isn't b's turn to lose";
  authority_.ExpireTurn("w", "a");
  EXPECT_EQ(order_.back(), "b 2");
  EXPECT_EQ(ReasonOf(Leave("a")), Reason::TURN_EXPIRED);
  EXPECT_TRUE(Leave("b").ok());
}

TEST_F(TurnsTest, ReadsAreNumberedPerCallerSinceTheLastWrite) {
  EXPECT_EQ(Stamp("x"), "0.0.1:x");
  EXPECT_EQ(Stamp("x"), "0.0.2:x");
  EXPECT_EQ(Stamp("y"), "0.0.1:y");
  Enter("a");
  EXPECT_TRUE(Leave("a", true).ok());
  EXPECT_EQ(Stamp("x"), "0.0.3:x") << "a repeated write changes nothing";
  Enter("b");
  EXPECT_TRUE(Leave("b").ok());
  EXPECT_EQ(Stamp("x"), "1.0.1:x");
}

TEST_F(TurnsTest, AReadSentAgainKeepsItsNumber) {
  EXPECT_EQ(Stamp("x", "call-1"), "0.0.1:x");
  EXPECT_EQ(Stamp("x", "call-1"), "0.0.1:x");
  EXPECT_EQ(Stamp("x", "call-2"), "0.0.2:x");
}

TEST_F(TurnsTest, WhoWaitsForADeletedWorldIsTold) {
  Enter("a");
  bool deleted = false;
  authority_.Delete("w", [&](const absl::Status& status) { deleted = status.ok(); });
  Enter("b");
  Clock clock;
  absl::Status advanced;
  authority_.Advance(
      "w", [](absl::Time now) { return now; }, false, [&](const auto& result) { advanced = result.status(); });
  EXPECT_FALSE(deleted) << "the call that holds the turn comes first";
  EXPECT_TRUE(Leave("a").ok());
  EXPECT_TRUE(deleted);
  EXPECT_EQ(order_.back(), "b refused");
  EXPECT_EQ(ReasonOf(status_), Reason::WORLD_UNKNOWN);
  EXPECT_EQ(ReasonOf(advanced), Reason::WORLD_UNKNOWN);
}

TEST_F(TurnsTest, AThousandWhoWaitDoNotNest) {
  Enter("first");
  int left = 0;
  constexpr int kMany = 100000;
  for (int i = 0; i < kMany; ++i) {
    const std::string call = std::to_string(i);
    authority_.Enter("w", "toy-a", call, "", [this, call, &left](const auto&) { left += Leave(call).ok() ? 1 : 0; });
  }
  EXPECT_TRUE(Leave("first").ok());
  EXPECT_EQ(left, kMany);
}

}  // namespace
}  // namespace lienthong::authority
