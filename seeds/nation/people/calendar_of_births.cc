#include "seeds/nation/people/calendar_of_births.h"

#include <algorithm>

#include "seeds/mix.h"

namespace lienthong::seeds {
namespace {

// Births of a day by month, 1000 on average. That more are born in autumn than in spring is general knowledge, the
// figures are an assumption.
constexpr uint32_t kMonths[] = {985, 930, 925, 930, 950, 965, 1000, 1055, 1085, 1090, 1050, 1030};
constexpr uint32_t kNoise = 160;  // the width by which days differ, in the same unit

// Shares of a cell, percent, whose day, or day and month, nobody knows. An assumption.
struct Vagueness {
  uint64_t year_only;
  uint64_t month_only;
};
constexpr Vagueness VaguenessOf(int year) {
  if (year < 1950) return {30, 10};
  if (year < 1965) return {8, 3};
  return {0, 0};
}

struct Parts {
  uint64_t year_only;
  uint64_t month_only;
  uint64_t full;
};
// Rounded by the cell's phase, so that small cells get their share too.
constexpr Parts PartsOf(int year, uint64_t load, uint64_t phase) {
  const Vagueness vagueness = VaguenessOf(year);
  const uint64_t rounding = (phase >> 32) % 100;
  const uint64_t year_only = (load * vagueness.year_only + rounding) / 100;
  const uint64_t vague = (load * (vagueness.year_only + vagueness.month_only) + rounding) / 100;
  return {year_only, vague - year_only, load - vague};
}

size_t DayOfYear(absl::CivilDay day) { return static_cast<size_t>(absl::GetYearDay(day)) - 1; }
absl::CivilDay DayIn(int year, size_t day) { return absl::CivilDay(year, 1, 1) + static_cast<absl::civil_diff_t>(day); }

}  // namespace

CalendarOfBirths::CalendarOfBirths(uint64_t seed, int first_year, int years)
    : first_year_(first_year), years_(new Year[static_cast<size_t>(years)]) {
  for (int y = 0; y < years; ++y) {
    Year& year = years_[static_cast<size_t>(y)];
    uint32_t sum = 0;
    for (size_t day = 0; day < kDays; ++day) {
      year[day] = sum;
      const absl::CivilDay date = DayIn(first_year + y, day);
      if (date.year() != first_year + y) continue;
      sum +=
          kMonths[date.month() - 1] - kNoise / 2 + Below(Mix(seed, static_cast<uint64_t>(first_year + y), day), kNoise);
    }
    year[kDays - 1] = sum;
  }
}

uint64_t CalendarOfBirths::Begin(const Year& year, size_t day, uint64_t load, uint64_t phase) {
  const uint64_t whole = year[kDays - 1];
  return (year[day] * load + phase % whole) / whole;
}

size_t CalendarOfBirths::DayOf(const Year& year, uint64_t load, uint64_t phase, uint64_t place) {
  // Begin(day) <= place, solved for the day's weight; the last such day.
  const uint64_t whole = year[kDays - 1];
  const auto most = static_cast<uint32_t>(((place + 1) * whole - phase % whole - 1) / load);
  const auto* const after = std::upper_bound(year.begin(), year.end() - 1, most);
  return static_cast<size_t>(after - year.begin()) - 1;
}

PartialDate CalendarOfBirths::DateOf(int year, uint64_t load, uint64_t phase, uint64_t place) const {
  const Parts parts = PartsOf(year, load, phase);
  if (place < parts.year_only) return {year, 0, 0};
  place -= parts.year_only;
  if (place < parts.month_only) {
    return {year, DayIn(year, DayOf(Of(year), parts.month_only, phase, place)).month(), 0};
  }
  return PartialDate::Of(DayIn(year, DayOf(Of(year), parts.full, phase, place - parts.month_only)));
}

absl::InlinedVector<BirthRun, 3> CalendarOfBirths::RunsOf(const PartialDate& date, uint64_t load,
                                                          uint64_t phase) const {
  if (date.month == 0) return {{0, load}};
  const Parts parts = PartsOf(date.year, load, phase);
  const Year& year = Of(date.year);
  const absl::CivilMonth month(date.year, date.month);
  const size_t first = DayOfYear(absl::CivilDay(month));
  const size_t end = first + static_cast<size_t>(absl::CivilDay(month + 1) - absl::CivilDay(month));
  const uint64_t months = parts.year_only, days = parts.year_only + parts.month_only;
  const size_t from = date.day == 0 ? first : DayOfYear(date.first_day());
  const size_t to = date.day == 0 ? end : from + 1;
  // The weights run to day 366, also where the year has 365: the days that are not have no weight.
  return {{0, parts.year_only},
          {months + Begin(year, first, parts.month_only, phase), months + Begin(year, end, parts.month_only, phase)},
          {days + Begin(year, from, parts.full, phase), days + Begin(year, to, parts.full, phase)}};
}

}  // namespace lienthong::seeds
