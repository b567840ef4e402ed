// Time of MANUAL worlds: how it is moved, and what happens on the way.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/base/authority/drain.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

using namespace control::v1;  // NOLINT: the control's messages

class ClocksTest : public ::testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(town_.Create("w").ok()); }

  absl::StatusOr<AdvanceClockResponse> Advance(AdvanceClockRequest request) {
    if (request.request_id().empty()) request.set_request_id(absl::StrCat("a-", ++ids_));
    request.set_world("w");
    return town_.Control<AdvanceClockResponse>("AdvanceClock", request);
  }
  absl::StatusOr<SetClockResponse> Set(absl::Time now, ClockMode mode = CLOCK_MODE_UNSPECIFIED) {
    SetClockRequest request;
    request.set_request_id(absl::StrCat("s-", ++ids_));
    request.set_world("w");
    request.set_mode(mode);
    *request.mutable_now() = ToProto(now);
    return town_.Control<SetClockResponse>("SetClock", request);
  }
  absl::Time Now() { return FromProto(town_.authority().Get("w")->now()); }
  toy::v1::Chore& Chore(absl::Duration after) {
    toy::v1::Chore& chore = *request_.add_chores();
    *chore.mutable_after() = ToProto(after);
    return chore;
  }
  absl::Status Stir() {
    request_.set_request_id(absl::StrCat("r-", ++ids_));
    const auto stirred = town_.Stir("toy-a", "w", request_);
    request_.Clear();
    return stirred.status();
  }

  Town town_;
  toy::v1::StirRequest request_;
  int ids_ = 0;
};

TEST_F(ClocksTest, TimeGoesByOrToOrByWorkingDays) {
  AdvanceClockRequest by, to, days;
  *by.mutable_by() = ToProto(absl::Hours(3));
  ASSERT_TRUE(Advance(by).ok());
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(3));
  *to.mutable_to() = ToProto(authority::DefaultStart() + absl::Hours(5));
  ASSERT_TRUE(Advance(to).ok());
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(5));
  days.set_working_days(5);
  ASSERT_TRUE(Advance(days).ok());
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(7 * 24 + 5)) << "Monday to Monday";
}

TEST_F(ClocksTest, OneWayToSayHowFarAndOnlyForward) {
  AdvanceClockRequest none, two, back, earlier;
  EXPECT_EQ(ReasonOf(Advance(none).status()), Reason::INVALID_FIELD);
  *two.mutable_by() = ToProto(absl::Hours(1));
  two.set_until_idle(true);
  EXPECT_EQ(ReasonOf(Advance(two).status()), Reason::INVALID_FIELD);
  *back.mutable_by() = ToProto(-absl::Hours(1));
  EXPECT_EQ(ReasonOf(Advance(back).status()), Reason::INVALID_FIELD);
  *earlier.mutable_to() = ToProto(authority::DefaultStart() - absl::Hours(1));
  EXPECT_EQ(ReasonOf(Advance(earlier).status()), Reason::CLOCK_BACKWARD);
}

TEST_F(ClocksTest, ARepeatedAdvanceMovesOnce) {
  AdvanceClockRequest request;
  request.set_request_id("once");
  *request.mutable_by() = ToProto(absl::Hours(1));
  ASSERT_TRUE(Advance(request).ok());
  ASSERT_TRUE(Advance(request).ok());
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(1));
}

TEST_F(ClocksTest, EachRowRunsAtItsOwnTime) {
  Chore(absl::Hours(1));
  Chore(absl::Hours(3));
  ASSERT_TRUE(Stir().ok());
  ASSERT_TRUE(town_.Advance("w", absl::Hours(24)).ok());
  std::vector<absl::Time> times;
  const auto lines = *town_.Journal("w");
  for (const auto& line : lines) {
    if (line.kind() == ENTRY_KIND_ROW) times.push_back(FromProto(line.at()));
  }
  EXPECT_THAT(times, ::testing::ElementsAre(authority::DefaultStart() + absl::Hours(1),
                                            authority::DefaultStart() + absl::Hours(3)));
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(24));
}

TEST_F(ClocksTest, UntilIdleStopsAtTheLastRow) {
  Chore(absl::Hours(1));
  Chore(absl::Hours(30));
  ASSERT_TRUE(Stir().ok());
  AdvanceClockRequest request;
  request.set_until_idle(true);
  const auto advanced = Advance(request);
  ASSERT_TRUE(advanced.ok());
  EXPECT_EQ(advanced->executed(), 2);
  EXPECT_FALSE(advanced->clock().has_next_due());
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(30));
}

TEST_F(ClocksTest, ACancelledRowDoesNotRun) {
  Chore(absl::Hours(1));
  ASSERT_TRUE(Stir().ok());
  request_.set_cancel(true);
  ASSERT_TRUE(Stir().ok());
  EXPECT_EQ(town_.Advance("w", absl::Hours(2))->executed(), 0);
}

TEST_F(ClocksTest, ABrokenContinuationIsJournaledAndGone) {
  Chore(absl::Hours(1)).set_broken(true);
  ASSERT_TRUE(Stir().ok());
  EXPECT_EQ(town_.Advance("w", absl::Hours(2))->executed(), 1);
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 1) << "nothing of it is kept";
  const auto lines = *town_.Journal("w");
  EXPECT_EQ(lines.back().kind(), ENTRY_KIND_ROW);
  EXPECT_NE(lines.back().status().code(), 0);
  EXPECT_EQ(town_.Advance("w", absl::Hours(2))->executed(), 0);
}

TEST_F(ClocksTest, AChainThatNeverEndsIsCutAndNamed) {
  toy::v1::Chore& chore = Chore(absl::ZeroDuration());
  chore.set_owner("loop");
  chore.set_endless(true);
  chore.set_kind(ROW_KIND_POLL);
  const absl::Status status = Stir();
  EXPECT_EQ(ReasonOf(status), Reason::AGENDA_RUNAWAY);
  EXPECT_THAT(ErrorInfoOf(status)->metadata().at("kinds"), ::testing::HasSubstr("POLL"));
  EXPECT_EQ(town_.authority().Get("w")->step(), 1001);
}

TEST_F(ClocksTest, AWideInstantIsNoRunaway) {
  for (int i = 0; i < 3000; ++i) Chore(absl::Hours(1));
  ASSERT_TRUE(Stir().ok());
  EXPECT_EQ(town_.Advance("w", absl::Hours(1))->executed(), 3000);
}

TEST_F(ClocksTest, TheRowLimitGivesAPartialResult) {
  for (int i = 1; i <= 200; ++i) Chore(absl::Minutes(i));
  ASSERT_TRUE(Stir().ok());
  auto state = std::make_shared<authority::WorldState>(*town_.authority().Get("w"));
  const auto part = town_.agency("toy-a").FindPart("w");
  state->now = authority::DefaultStart();
  state->step = 1;
  state->taken = true;
  state->least["toy-a"] = part->Least();
  authority::Drain::Order order;
  order.target = authority::DefaultStart() + absl::Hours(24);
  order.move_time = true;
  order.max_rows = 100;
  order.rows_per_run = 10;
  authority::Drain::Result result;
  std::make_shared<authority::Drain>(state, town_.authority().calls(), WallClock::System(), nullptr, order,
                                     [&](authority::Drain::Result given) { result = std::move(given); })
      ->Start();
  EXPECT_TRUE(result.status.ok());
  EXPECT_FALSE(result.complete);
  EXPECT_EQ(result.executed, 100);
  EXPECT_EQ(state->now, authority::DefaultStart() + absl::Minutes(100));
}

TEST_F(ClocksTest, SettingAClockFiresNothingAndOnlyGoesForward) {
  Chore(absl::Hours(1));
  ASSERT_TRUE(Stir().ok());
  EXPECT_EQ(ReasonOf(Set(authority::DefaultStart() - absl::Hours(1)).status()), Reason::CLOCK_BACKWARD);
  ASSERT_TRUE(Set(authority::DefaultStart() + absl::Hours(10)).ok());
  EXPECT_EQ(town_.Look("toy-a", "w")->count(), 1);
  EXPECT_EQ(town_.Advance("w", absl::ZeroDuration())->executed(), 1) << "what lies behind is due now";
  EXPECT_EQ(Now(), authority::DefaultStart() + absl::Hours(10));
}

TEST_F(ClocksTest, ARealClockCannotBeAdvanced) {
  ASSERT_TRUE(Set(authority::DefaultStart(), CLOCK_MODE_REAL).ok());
  EXPECT_EQ(ReasonOf(town_.Advance("w", absl::Hours(1)).status()), Reason::CLOCK_NOT_MANUAL);
}

TEST_F(ClocksTest, AnAgencyOutOfReachStopsTheAdvanceAtItsTime) {
  host::DirectTransport wire;
  authority::Authority alone({&wire, nullptr, &WallClock::System(), town_.key()});
  World world;
  world.set_name("w");
  ASSERT_TRUE(alone.Create(world).ok());
  alone.OpenWorld("w", "toy-a", {"1", ""}, [](const auto&) {});
  alone.Enter("w", "toy-a", "call", "", [](const auto&) {});
  Chore(absl::Hours(2));
  ASSERT_TRUE(Stir().ok());
  const auto least = town_.agency("toy-a").FindPart("w")->Least();
  alone.Leave("w", "toy-a", "call", 1, least, false, [](const absl::Status& status) { EXPECT_TRUE(status.ok()); });
  absl::Status status;
  alone.Advance(
      "w", [](absl::Time now) { return now + absl::Hours(24); }, false,
      [&](const auto& advanced) { status = advanced.status(); });
  EXPECT_EQ(ReasonOf(status), Reason::PEER_UNREACHABLE);
  EXPECT_THAT(ErrorInfoOf(status)->metadata().at("now"), ::testing::HasSubstr("2024-08-05T08:00"));
  EXPECT_EQ(FromProto(alone.Get("w")->now()), authority::DefaultStart());
}

}  // namespace
}  // namespace lienthong::testing
