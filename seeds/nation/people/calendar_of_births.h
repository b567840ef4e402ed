#pragma once

#include <array>
#include <cstdint>
#include <memory>

#include "absl/container/inlined_vector.h"
#include "seeds/calendar/partial_date.h"

namespace lienthong::seeds {

// A run of places first..end-1 among those of one cell, by birth date.
struct BirthRun {
  uint64_t first = 0;
  uint64_t end = 0;
};

// CalendarOfBirths spreads the people of a cell over the days of their year, more in autumn than in spring, each day a
// little different; and says which places of the cell were born on a date, so that a search lists only those. Of older
// people a share is known by the year only (the first places of the cell) or by month and year (the next).
class CalendarOfBirths {
 public:
  CalendarOfBirths(uint64_t seed, int first_year, int years);

  // The date of a place below `load`; `phase` is a draw of the cell, so that small cells do not fall on the same days.
  PartialDate DateOf(int year, uint64_t load, uint64_t phase, uint64_t place) const;
  // The places whose date agrees with it, as far as both are known. The year is that of the cell.
  absl::InlinedVector<BirthRun, 3> RunsOf(const PartialDate& date, uint64_t load, uint64_t phase) const;

 private:
  static constexpr size_t kDays = 367;
  // Weights of the days before, by day of the year; the last is that of the whole year.
  using Year = std::array<uint32_t, kDays>;

  const Year& Of(int year) const { return years_[static_cast<size_t>(year - first_year_)]; }
  // The first of `load` places that are born on the day or later.
  static uint64_t Begin(const Year& year, size_t day, uint64_t load, uint64_t phase);
  static size_t DayOf(const Year& year, uint64_t load, uint64_t phase, uint64_t place);

  int first_year_;
  std::unique_ptr<Year[]> years_;
};

}  // namespace lienthong::seeds
