#include "seeds/calendar/working_calendar.h"

#include <gtest/gtest.h>

#include "seeds/calendar/partial_date.h"

namespace lienthong::seeds {
namespace {

absl::Time At(int year, int month, int day, int hour, int minute, int second = 0) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second), VietnamTime());
}

// The day in ISO form, or the code of the error.
std::string Day(const absl::StatusOr<absl::CivilDay>& day) {
  return day.ok() ? FormatDate(*day) : absl::StatusCodeToString(day.status().code());
}

std::string Time(const absl::StatusOr<absl::Time>& time) {
  return time.ok() ? absl::FormatTime("%Y-%m-%d %H:%M", *time, VietnamTime())
                   : absl::StatusCodeToString(time.status().code());
}

class WorkingCalendarTest : public testing::Test {
 protected:
  bool Works(int year, int month, int day) { return *calendar_.IsWorkingDay(absl::CivilDay(year, month, day)); }

  const WorkingCalendar& calendar_ = WorkingCalendar::Default();
};

TEST_F(WorkingCalendarTest, WeekendsAndHolidaysAreOff) {
  EXPECT_TRUE(Works(2024, 8, 5));
  EXPECT_FALSE(Works(2024, 8, 10));
  EXPECT_FALSE(Works(2024, 8, 11));
  EXPECT_FALSE(Works(2024, 9, 2));
  EXPECT_FALSE(Works(2024, 9, 3));
  EXPECT_TRUE(Works(2024, 9, 4));
}

TEST_F(WorkingCalendarTest, TetOfEveryYearIsOff) {
  // The first day of the lunar year.
  for (const absl::CivilDay day :
       {absl::CivilDay(2022, 2, 1), absl::CivilDay(2023, 1, 22), absl::CivilDay(2024, 2, 10),
        absl::CivilDay(2025, 1, 29), absl::CivilDay(2026, 2, 17), absl::CivilDay(2027, 2, 6)}) {
    EXPECT_FALSE(*calendar_.IsWorkingDay(day)) << FormatDate(day);
    EXPECT_FALSE(*calendar_.IsWorkingDay(day + 1)) << FormatDate(day);
  }
}

TEST_F(WorkingCalendarTest, EveryYearHasElevenHolidaysAtLeast) {
  // 1 New Year, 5 Tet, 1 Hung Kings, 2 for 30/4 and 1/5, 2 National Day. Swaps take a day and give a Saturday.
  for (int year = 2022; year <= 2027; ++year) {
    int off = 0, worked = 0;
    for (const Holiday& holiday : calendar_.HolidaysOf(year)) (holiday.working ? worked : off)++;
    EXPECT_EQ(off - worked, 11) << year;
    // Days off fall on weekdays, or they would be none; every entry tells how sure it is.
    for (const Holiday& holiday : calendar_.HolidaysOf(year)) {
      const absl::Weekday weekday = absl::GetWeekday(holiday.day);
      EXPECT_EQ(weekday == absl::Weekday::saturday, holiday.working) << FormatDate(holiday.day);
      EXPECT_NE(weekday, absl::Weekday::sunday) << FormatDate(holiday.day);
      EXPECT_TRUE(holiday.mark == "general knowledge" || holiday.mark == "assumption") << FormatDate(holiday.day);
      EXPECT_FALSE(holiday.name_vi.empty());
      EXPECT_FALSE(holiday.name_en.empty());
    }
  }
}

TEST_F(WorkingCalendarTest, SwappedSaturdayIsWorked) {
  EXPECT_FALSE(Works(2024, 4, 29));
  EXPECT_TRUE(Works(2024, 5, 4));
  EXPECT_FALSE(Works(2025, 5, 2));
  EXPECT_TRUE(Works(2025, 4, 26));
}

TEST_F(WorkingCalendarTest, CountsOverTet) {
  // Thursday 8 to Wednesday 14 February 2024 are off.
  EXPECT_EQ(Day(calendar_.AddWorkingDays(absl::CivilDay(2024, 2, 7), 1)), "2024-02-15");
  EXPECT_EQ(Day(calendar_.AddWorkingDays(absl::CivilDay(2024, 2, 6), 3)), "2024-02-16");
  EXPECT_EQ(*calendar_.WorkingDaysBetween(absl::CivilDay(2024, 2, 7), absl::CivilDay(2024, 2, 15)), 1);
  EXPECT_EQ(*calendar_.WorkingDaysBetween(absl::CivilDay(2024, 2, 15), absl::CivilDay(2024, 2, 7)), -1);
}

TEST_F(WorkingCalendarTest, AfterThreeCountsFromTheNextWorkingDay) {
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 5, 8, 0))), "2024-08-05");
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 5, 15, 0))), "2024-08-05");
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 5, 15, 0, 1))), "2024-08-06");
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 9, 15, 30))), "2024-08-12");   // Friday afternoon
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 10, 9, 0))), "2024-08-12");    // Saturday
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 30, 15, 30))), "2024-09-04");  // over National Day
  EXPECT_EQ(Day(calendar_.ReceivedOn(At(2024, 8, 6, 0, 0))), "2024-08-06");     // before the office opens
}

TEST_F(WorkingCalendarTest, DeadlineIsTheCloseOfTheLastDay) {
  EXPECT_EQ(Time(calendar_.AddWorkingDays(At(2024, 8, 5, 8, 0), 3)), "2024-08-08 17:00");
  EXPECT_EQ(Time(calendar_.AddWorkingDays(At(2024, 8, 5, 16, 0), 3)), "2024-08-09 17:00");
  EXPECT_EQ(Time(calendar_.AddWorkingDays(At(2024, 8, 5, 8, 0), 0)), "2024-08-05 17:00");
  EXPECT_EQ(Time(calendar_.AddWorkingDays(At(2024, 8, 5, 16, 0), 0)), "2024-08-06 17:00");
}

TEST_F(WorkingCalendarTest, WorkingHoursPassOnlyInTheOffice) {
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2024, 8, 5, 8, 0), absl::Hours(2))), "2024-08-05 10:00");
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2024, 8, 5, 10, 30), absl::Hours(2))), "2024-08-05 14:00");
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2024, 8, 5, 16, 0), absl::Hours(4))), "2024-08-06 10:30");
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2024, 8, 9, 17, 0), absl::Minutes(1))), "2024-08-12 07:31");
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2024, 8, 5, 12, 0), absl::Hours(4))), "2024-08-05 17:00");
}

TEST_F(WorkingCalendarTest, OfficeTimeLeavesOutNoon) {
  EXPECT_FALSE(*calendar_.IsOfficeTime(At(2024, 8, 5, 7, 29)));
  EXPECT_TRUE(*calendar_.IsOfficeTime(At(2024, 8, 5, 7, 30)));
  EXPECT_FALSE(*calendar_.IsOfficeTime(At(2024, 8, 5, 11, 30)));
  EXPECT_TRUE(*calendar_.IsOfficeTime(At(2024, 8, 5, 13, 0)));
  EXPECT_FALSE(*calendar_.IsOfficeTime(At(2024, 8, 5, 17, 0)));
  EXPECT_FALSE(*calendar_.IsOfficeTime(At(2024, 8, 10, 9, 0)));
}

TEST_F(WorkingCalendarTest, OutsideItsYearsItRefusesToGuess) {
  EXPECT_EQ(Day(calendar_.NextWorkingDay(absl::CivilDay(2027, 12, 31))), "OUT_OF_RANGE");
  EXPECT_EQ(calendar_.IsWorkingDay(absl::CivilDay(2021, 12, 31)).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(Time(calendar_.AddWorkingDays(At(2027, 12, 30, 8, 0), 3)), "OUT_OF_RANGE");
  EXPECT_EQ(Time(calendar_.AddWorkingHours(At(2027, 12, 31, 16, 0), absl::Hours(2))), "OUT_OF_RANGE");
  EXPECT_TRUE(calendar_.HolidaysOf(2028).empty());
}

TEST_F(WorkingCalendarTest, TheDayTurnsAtMidnightInVietnam) {
  EXPECT_EQ(VietnamDay(absl::FromCivil(absl::CivilSecond(2024, 8, 4, 17, 0, 0), absl::UTCTimeZone())),
            absl::CivilDay(2024, 8, 5));
}

TEST(WorkingCalendarParseTest, FaultsAreRefusedWithTheirPlace) {
  const auto code = [](absl::string_view yaml) { return WorkingCalendar::Parse(yaml).status(); };
  EXPECT_EQ(code("first_year: [").code(), absl::StatusCode::kInvalidArgument);
  const absl::Status bad_day =
      code("first_year: 2024\nlast_year: 2024\nholidays:\n  - {days: [2024-02-30], vi: a, en: b, mark: assumption}\n");
  EXPECT_EQ(bad_day.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(bad_day.message().find("holidays.yaml:4:"), absl::string_view::npos) << bad_day;
  EXPECT_FALSE(code("first_year: 2024\nlast_year: 2024\nholiday: []\n").ok());
  EXPECT_FALSE(code("first_year: 2024\nlast_year: 2024\nholidays:\n  - {days: [2025-01-01], vi: a, en: b}\n").ok());
  EXPECT_FALSE(
      code("first_year: 2024\nlast_year: 2024\nholidays:\n  - {days: [2024-08-05], vi: a, en: b, working: true}\n")
          .ok());
}

}  // namespace
}  // namespace lienthong::seeds
