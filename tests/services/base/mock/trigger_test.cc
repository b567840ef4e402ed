#include "services/base/mock/trigger.h"

#include <string>

#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/base/mock/opening_hours.h"
#include "services/base/world/times.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

using control::v1::Trigger;

absl::Time At(int month, int day, int hour, int minute = 0) {
  return absl::FromCivil(absl::CivilSecond(2024, month, day, hour, minute, 0), HanoiZone());
}

CallContext ContextOf(const std::string& path) {
  auto world = std::make_shared<control::v1::World>();
  world->set_seed(7);
  CallContext context;
  context.agency = "population";
  context.path = path;
  context.config = world;
  return context;
}

// "010" says which of the first calls fire.
std::string Firing(const std::string& trigger, int calls, absl::Time now = At(8, 5, 9)) {
  std::string firing;
  for (int i = 1; i <= calls; ++i) {
    Chance chance(ContextOf(std::to_string(i)), "rule", 0, i);
    firing += Fires(FromJson<Trigger>(trigger), i, now, chance) ? '1' : '0';
  }
  return firing;
}

TEST(TriggerTest, Counting) {
  EXPECT_EQ(Firing("{}", 3), "111");
  EXPECT_EQ(Firing(R"({"firstCalls": 2})", 4), "1100");
  EXPECT_EQ(Firing(R"({"skipCalls": 1, "firstCalls": 2})", 5), "01100");
  EXPECT_EQ(Firing(R"({"every": 3})", 7), "0010010");
  EXPECT_EQ(Firing(R"({"skipCalls": 2, "every": 2})", 6), "000101");
  EXPECT_EQ(Firing(R"({"calls": [2, 5]})", 6), "010010");
}

TEST(TriggerTest, AShareOfCallsIsDrawnTheSameEveryTime) {
  const std::string half = Firing(R"({"percent": 50})", 400);
  EXPECT_EQ(half, Firing(R"({"percent": 50})", 400));
  const auto ones = std::count(half.begin(), half.end(), '1');
  EXPECT_GT(ones, 150);
  EXPECT_LT(ones, 250);
  EXPECT_EQ(Firing(R"({"percent": 100})", 5), "11111");
}

TEST(TriggerTest, ASeedOfItsOwnDrawsByTheNumberOfTheCall) {
  const auto draw = [](const std::string& path, uint64_t seed, int64_t number) {
    return Chance(ContextOf(path), "rule", seed, number).Draw();
  };
  EXPECT_EQ(draw("1", 5, 1), draw("2", 5, 1));
  EXPECT_NE(draw("1", 5, 1), draw("1", 5, 2));
  EXPECT_NE(draw("1", 5, 1), draw("1", 6, 1));
  EXPECT_EQ(draw("1", 0, 1), draw("1", 0, 2));
  EXPECT_NE(draw("1", 0, 1), draw("2", 0, 1));
}

TEST(TriggerTest, Windows) {
  const std::string night = R"({"windows": [{"dailyFrom": "22:00", "dailyTo": "05:00", "days": "DAY_KIND_WORKING"}]})";
  EXPECT_EQ(Firing(night, 1, At(8, 5, 21)), "0");
  EXPECT_EQ(Firing(night, 1, At(8, 5, 23)), "1");
  EXPECT_EQ(Firing(night, 1, At(8, 6, 4)), "1");
  EXPECT_EQ(Firing(night, 1, At(8, 6, 5)), "0");
  EXPECT_EQ(Firing(night, 1, At(8, 10, 4)), "1") << "the night that began on Friday";
  EXPECT_EQ(Firing(night, 1, At(8, 10, 23)), "0") << "Saturday";
  const std::string stretch = R"({"windows": [{"from": "2024-08-05T00:00:00Z", "to": "2024-08-05T02:00:00Z"}]})";
  EXPECT_EQ(Firing(stretch, 1, At(8, 5, 8)), "1");
  EXPECT_EQ(Firing(stretch, 1, At(8, 5, 9)), "0");
}

TEST(TriggerTest, WhatCanNotFireIsRefused) {
  for (const char* wrong :
       {R"({"percent": 0})", R"({"percent": 101})", R"({"every": -1})", R"({"firstCalls": -1})", R"({"calls": [0]})",
        R"({"windows": [{"dailyFrom": "7:00", "dailyTo": "08:00"}]})", R"({"windows": [{"dailyFrom": "07:00"}]})",
        R"({"windows": [{"from": "2024-08-05T02:00:00Z", "to": "2024-08-05T02:00:00Z"}]})"}) {
    EXPECT_EQ(ReasonOf(CheckTrigger(FromJson<Trigger>(wrong), "trigger")), Reason::INVALID_FIELD) << wrong;
  }
}

TEST(ChanceTest, DelaysKeepToTheirEnds) {
  const auto uniform = FromJson<control::v1::Delay>(R"({"uniform": {"least": "1s", "most": "3s"}})");
  const auto lognormal = FromJson<control::v1::Delay>(R"({"lognormal": {"median": "2s", "sigma": 1, "most": "9s"}})");
  int short_ones = 0;
  for (int i = 0; i < 1000; ++i) {
    Chance chance(ContextOf(std::to_string(i)), "rule", 0, i);
    const absl::Duration even = chance.DelayOf(uniform), odd = chance.DelayOf(lognormal);
    EXPECT_GE(even, absl::Seconds(1));
    EXPECT_LE(even, absl::Seconds(3));
    EXPECT_GT(odd, absl::ZeroDuration());
    EXPECT_LE(odd, absl::Seconds(9));
    short_ones += odd < absl::Seconds(2) ? 1 : 0;
  }
  EXPECT_GT(short_ones, 400);
  EXPECT_LT(short_ones, 600);
}

TEST(OpeningHoursTest, ByTheWorkingCalendar) {
  const control::v1::Closed closed;
  EXPECT_FALSE(OpensAgain(closed, At(8, 5, 9)));
  EXPECT_EQ(OpensAgain(closed, At(8, 5, 6)), At(8, 5, 7, 30));
  EXPECT_EQ(OpensAgain(closed, At(8, 5, 12)), At(8, 5, 13));
  EXPECT_EQ(OpensAgain(closed, At(8, 5, 17)), At(8, 6, 7, 30));
  EXPECT_EQ(OpensAgain(closed, At(8, 9, 18)), At(8, 12, 7, 30)) << "Friday evening";
  EXPECT_EQ(OpensAgain(closed, At(8, 31, 10)), At(9, 4, 7, 30)) << "over the national holiday";
  const auto open_at_noon = FromJson<control::v1::Closed>(R"({"openAtNoon": true})");
  EXPECT_FALSE(OpensAgain(open_at_noon, At(8, 5, 12)));
  const auto maintained = FromJson<control::v1::Closed>(R"({"maintenanceUntil": "2024-08-05T03:00:00Z"})");
  EXPECT_EQ(OpensAgain(maintained, At(8, 5, 9)), At(8, 5, 10));
  EXPECT_FALSE(OpensAgain(maintained, At(8, 5, 23)));
}

}  // namespace
}  // namespace lienthong::mock
