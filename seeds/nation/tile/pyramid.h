#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "seeds/nation/tile/rows.h"

namespace lienthong::seeds {

// How many of a tile's people should be of each sex and age, and how far a count is from it. The five-year shares are
// the brief's rounded profile of 2019, the shares of women by age an assumption, 80 and over falls off by an eighth a
// year; within five years all ages are equal.
class Pyramid {
 public:
  // People of one sex and age per 100 million of all.
  static uint64_t Share(int sex, int age);

  explicit Pyramid(uint32_t people);

  // Change of the distance when one more (step 1) or fewer (step -1) of the cell is counted, and count it.
  int64_t Move(int sex, int year, int step);

 private:
  struct Cell {
    int32_t target = 0;  // in sixteenths of a person
    int32_t count = 0;
    int32_t weight = 0;
  };

  std::array<Cell, 2 * kBirthYears> cells_;
};

}  // namespace lienthong::seeds
