// Calls to real seats out of a MANUAL world: the row flies, the turn is let go, time stands still (AGENDA rule 8).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

// Somebody else's server sits in toy-c's seat, and answers when the test says so.
class Seat {
 public:
  class Wire : public host::Transport {
   public:
    Wire(Seat* seat, host::Transport* inner) : seat_(seat), inner_(inner) {}
    void Call(const std::string& to, host::RawCall call, host::AnswerCallback done) override {
      if (!External(to)) return inner_->Call(to, std::move(call), std::move(done));
      seat_->calls_.push_back(std::move(call));
      if (seat_->at_once_) return done(host::RawAnswer());
      seat_->waiting_.push_back(std::move(done));
    }
    std::unique_ptr<host::RawStream> Watch(const std::string& to, host::RawCall call) override {
      return inner_->Watch(to, std::move(call));
    }
    bool External(const std::string& to) const override { return to == "toy-c"; }

   private:
    Seat* const seat_;
    host::Transport* const inner_;
  };

  void AnswerAtOnce() { at_once_ = true; }
  size_t flying() const { return waiting_.size(); }
  const host::RawCall& call() const { return calls_.back(); }
  void Answer(const absl::Status& status = absl::OkStatus()) {
    host::AnswerCallback done = std::move(waiting_.front());
    waiting_.erase(waiting_.begin());
    done(host::RawAnswer{status, "", {}});
  }

 private:
  std::vector<host::RawCall> calls_;
  std::vector<host::AnswerCallback> waiting_;
  bool at_once_ = false;
};

class FlightsTest : public ::testing::Test {
 protected:
  FlightsTest()
      : town_({.between = [this](host::Transport* wire) { return std::make_unique<Seat::Wire>(&seat_, wire); }}) {}
  void SetUp() override {
    ASSERT_TRUE(town_.Create("w").ok());
    toy::v1::StirRequest request = Stirring("x", "r-1");
    toy::v1::Chore* flying = request.add_chores();
    flying->set_to("toy-c");
    flying->mutable_stir()->set_text("over there");
    *request.add_chores()->mutable_after() = ToProto(absl::Hours(1));
    ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
    ASSERT_EQ(seat_.flying(), 1u);
  }
  int64_t Count() { return town_.Look("toy-a", "w")->count(); }

  Seat seat_;
  Town town_;
};

TEST_F(FlightsTest, TheRowIsAnsweredInATurnOfItsOwn) {
  EXPECT_EQ(Count(), 1);
  toy::v1::StirRequest sent;
  ASSERT_TRUE(sent.ParseFromString(seat_.call().body));
  EXPECT_FALSE(sent.request_id().empty()) << "a real server sees no header of ours";
  seat_.Answer();
  EXPECT_EQ(Count(), 2);
  EXPECT_EQ(town_.Look("toy-a", "w")->last_text(), "after toy-c OK");
}

TEST_F(FlightsTest, AForkMadeMeanwhileMakesTheCallAgain) {
  const std::string request_id = seat_.call().body;
  ASSERT_TRUE(town_.Fork("w", "copy").ok());
  ASSERT_TRUE(town_.Stir("toy-a", "copy", Stirring("in the copy", "r-9")).ok());
  EXPECT_EQ(seat_.flying(), 2u) << "the copy's own call";
  EXPECT_EQ(seat_.call().body, request_id) << "the same call";
  seat_.Answer();
  EXPECT_EQ(town_.Look("toy-a", "w")->last_text(), "after toy-c OK");
  EXPECT_EQ(town_.Look("toy-a", "copy")->count(), 2);
  seat_.Answer();
  EXPECT_EQ(town_.Look("toy-a", "copy")->count(), 3);
}

TEST_F(FlightsTest, OutsideCallsAreServedMeanwhile) {
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("meanwhile", "r-2")).ok());
  EXPECT_EQ(Count(), 2);
  seat_.Answer();
  EXPECT_EQ(Count(), 3);
}

TEST_F(FlightsTest, TimeStandsStillUntilTheLanding) {
  absl::StatusOr<authority::Authority::Advanced> advanced = absl::UnknownError("not yet");
  town_.authority().Advance(
      "w", [](absl::Time now) { return now + absl::Hours(2); }, false,
      [&](auto result) { advanced = std::move(result); });
  EXPECT_FALSE(advanced.ok());
  EXPECT_EQ(FromProto(town_.authority().Get("w")->now()), authority::DefaultStart());
  ASSERT_TRUE(town_.Stir("toy-a", "w", Stirring("meanwhile", "r-2")).ok());
  EXPECT_FALSE(advanced.ok());
  seat_.Answer();
  ASSERT_TRUE(advanced.ok()) << advanced.status();
  EXPECT_EQ(advanced->executed, 1);
  EXPECT_EQ(Count(), 4);
}

TEST_F(FlightsTest, ASeatMayAnswerBeforeItsCallerHasTurnedRound) {
  seat_.Answer();
  seat_.AnswerAtOnce();
  toy::v1::StirRequest request = Stirring("x", "r-2");
  toy::v1::Chore* flying = request.add_chores();
  flying->set_to("toy-c");
  flying->mutable_stir()->set_text("over there");
  ASSERT_TRUE(town_.Stir("toy-a", "w", request).ok());
  EXPECT_EQ(Count(), 4);
  ASSERT_TRUE(town_.Advance("w", absl::Hours(2)).ok()) << "nobody waits for a landing";
  EXPECT_EQ(Count(), 5);
}

TEST_F(FlightsTest, AFailedFlightIsTheContinuationsToJudge) {
  seat_.Answer(absl::UnavailableError("the server is down"));
  EXPECT_EQ(town_.Look("toy-a", "w")->last_text(), "after toy-c UNAVAILABLE");
}

TEST_F(FlightsTest, ALandingInAWorldThatBeganAgainChangesNothing) {
  control::v1::ResetWorldRequest reset;
  reset.set_request_id("reset");
  reset.set_world("w");
  ASSERT_TRUE(town_.Control<control::v1::ResetWorldResponse>("ResetWorld", reset).ok());
  seat_.Answer();
  EXPECT_EQ(Count(), 0);
  EXPECT_TRUE(town_.Advance("w", absl::Hours(1)).ok());
}

}  // namespace
}  // namespace lienthong::testing
