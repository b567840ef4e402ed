// Working days and office hours of Vietnamese public offices, in Asia/Ho_Chi_Minh.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"

namespace lienthong::seeds {

// Asia/Ho_Chi_Minh as a fixed +07:00: the country keeps no daylight-saving time, and no zone file is needed.
absl::TimeZone VietnamTime();
absl::CivilDay VietnamDay(absl::Time time);

// A day off that is no ordinary weekend, or a weekend day that is worked instead.
struct Holiday {
  absl::CivilDay day;
  std::string name_vi;
  std::string name_en;
  std::string mark;      // "general knowledge" or "assumption"
  bool working = false;  // true: a Saturday worked in exchange for a swapped day
};

// WorkingCalendar knows which days are worked in 2022..2027. Asked about any other year it answers OUT_OF_RANGE and
// never falls back to "weekends only": a deadline over an unknown Tet would be silently wrong.
// Office hours 07:30-11:30 and 13:00-17:00 and the 15:00 cut-off hold everywhere (the hours are an assumption).
// Immutable; thread-safe.
class WorkingCalendar {
 public:
  // The calendar compiled into the program.
  static const WorkingCalendar& Default();
  // Reads the form of holidays.yaml.
  static absl::StatusOr<WorkingCalendar> Parse(absl::string_view yaml);

  int first_year() const { return first_year_; }
  int last_year() const { return last_year_; }
  bool Covers(absl::CivilDay day) const;

  absl::StatusOr<bool> IsWorkingDay(absl::CivilDay day) const;
  // The first working day after `day`.
  absl::StatusOr<absl::CivilDay> NextWorkingDay(absl::CivilDay day) const;
  // `day` itself when n = 0; otherwise the n-th working day after it. n >= 0.
  absl::StatusOr<absl::CivilDay> AddWorkingDays(absl::CivilDay day, int n) const;
  // Working days in (from, to]; negative when to < from.
  absl::StatusOr<int> WorkingDaysBetween(absl::CivilDay from, absl::CivilDay to) const;

  // The day something received at `time` counts from: the same day up to 15:00 of a working day, else the next one.
  absl::StatusOr<absl::CivilDay> ReceivedOn(absl::Time time) const;
  // Close of business of the n-th working day after ReceivedOn(from). n = 0: the day it counts from, "the same day".
  absl::StatusOr<absl::Time> AddWorkingDays(absl::Time from, int n) const;
  // When `hours` of office time have passed since `from`; time outside the office does not count, the cut-off neither.
  absl::StatusOr<absl::Time> AddWorkingHours(absl::Time from, absl::Duration hours) const;
  // True during office hours of a working day.
  absl::StatusOr<bool> IsOfficeTime(absl::Time time) const;

  // 17:00 of the day, whatever day it is.
  static absl::Time DueEndOfDay(absl::CivilDay day);
  // 07:30 of the day.
  static absl::Time OfficeOpens(absl::CivilDay day);

  // Days off and swapped working days of the year in order; empty outside the years covered.
  std::vector<Holiday> HolidaysOf(int year) const;

 private:
  int first_year_ = 0;
  int last_year_ = 0;
  std::vector<Holiday> holidays_;               // in order of day
  absl::flat_hash_set<absl::CivilDay> off_;     // weekdays not worked
  absl::flat_hash_set<absl::CivilDay> worked_;  // weekend days worked
};

}  // namespace lienthong::seeds
