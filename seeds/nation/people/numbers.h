#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/nation/people/calendar_of_births.h"
#include "seeds/nation/people/census.h"
#include "seeds/nation/rank/row_ranks.h"
#include "seeds/nation/rank/scatter.h"

namespace lienthong::seeds {

// Numbers gives everybody a personal number and a birth date, both ways. The people of a number cell (province of
// birth, sex, year) are ranked; the rank is scattered over the cell's million numbers, and over the days of the year.
class Numbers {
 public:
  Numbers(const Census* census, PinMode mode, Ranking ranking = Ranking::kSearched);

  PinMode mode() const { return mode_; }
  std::string PinOf(Position person) const { return DigitsOf(person).str(); }
  DigitText<12> DigitsOf(Position person) const;
  std::optional<Position> ByPin(absl::string_view pin) const;
  // Visits people in order of number, from the number on, until `visit` returns false.
  void Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const;

  // Free numbers of any cell, also of years without people; indexes below 1,000,000 - people give distinct ones.
  uint64_t FreeCount(const NumberCell& cell) const;
  std::string FreePin(const NumberCell& cell, uint64_t index) const;

  PartialDate BirthDateOf(Position person) const;
  // Visits everybody of the cell whose birth date agrees, in no order; a twin may be of the other sex's cell.
  void ScanBirths(int origin, int sex, const PartialDate& date, absl::FunctionRef<void(Position person)> visit) const;

 private:
  // What follows from a cell alone.
  struct Cell {
    Scatter numbers;
    Permutation births;  // the order in which ranks were born
    uint64_t phase = 0;
  };

  // The cell's number by place of province, sex 0 or 1, year from 1900; kNoClass for years without people.
  static uint32_t ClassOf(const NumberCell& cell);
  Scatter ScatterOf(uint32_t cls, uint64_t key) const;
  uint64_t KeyOf(const NumberCell& cell) const;
  uint64_t KeyOf(uint32_t cls) const;
  Cell MakeCell(uint32_t cls) const;
  uint64_t PhaseOf(uint32_t cell) const { return census_.Hash(Draw::kVagueness, cell); }
  bool ScanProvince(int origin, absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const;
  bool ScanCell(const NumberCell& cell, uint64_t from, absl::FunctionRef<bool(Position person)> visit) const;

  const Census& census_;
  PinMode mode_;
  CalendarOfBirths calendar_;
  MemberRanks ranks_;
  std::vector<Cell> cells_;  // by class, when indexed
};

// The place of a province in Places::provinces(); -1 for an unknown code.
int ProvincePlace(absl::string_view code);
absl::string_view ProvinceCode(int place);

}  // namespace lienthong::seeds
