#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lienthong::seeds {

// PartialDate is a calendar date with the precision people really have: full, month and year, or year only.
// Older people's birth dates often lack the day or the month.
struct PartialDate {
  int year = 0;   // 0: no date at all
  int month = 0;  // 0: only the year is known
  int day = 0;    // 0: the day is unknown; 0 whenever month is 0

  static PartialDate Of(absl::CivilDay day);

  bool known() const { return year != 0; }
  bool full() const { return day != 0; }
  // A date that exists, or a part of one.
  bool valid() const;

  // The earliest and latest day it can mean. Demand known().
  absl::CivilDay first_day() const;
  absl::CivilDay last_day() const;

  auto operator<=>(const PartialDate&) const = default;
};

// ISO form in its precision: 2019-03-05, 2019-03, 2019; empty when unknown.
std::string FormatDate(const PartialDate& date);
std::string FormatDate(absl::CivilDay day);
// Vietnamese form: 05/03/2019, 03/2019, 2019.
std::string FormatVietnameseDate(const PartialDate& date);
// Reads the ISO form. Nothing when malformed or no such day.
std::optional<PartialDate> ParseDate(absl::string_view text);
std::optional<absl::CivilDay> ParseDay(absl::string_view text);

// True when both may mean the same day: equal in the parts that both have. A year-only record agrees with any day of
// it.
bool Agrees(const PartialDate& a, const PartialDate& b);

// Completed years of age on a day; a date without day or month counts from the first day it can mean.
int AgeOn(const PartialDate& birth, absl::CivilDay day);
// Completed months.
int MonthsOn(const PartialDate& birth, absl::CivilDay day);

}  // namespace lienthong::seeds
