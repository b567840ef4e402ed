// How a tile is repeated over a province, and what names one row of a repetition.
#pragma once

#include <array>
#include <cstdint>

namespace lienthong::seeds {

inline constexpr int kProvinces = 63;

// One row of a province's repeated tile: a person, household, couple or child's slot.
struct Position {
  uint8_t province = 0;  // place in Places::provinces()
  uint16_t row = 0;      // in the tile
  uint32_t rep = 0;

  bool operator==(const Position&) const = default;
};

// `times` whole tiles of `rows`, then the first `rest` rows of one more.
struct Repetition {
  uint32_t times = 0;
  uint32_t rows = 0;
  uint32_t rest = 0;

  uint32_t size() const { return times * rows + rest; }
};

using Repetitions = std::array<Repetition, kProvinces>;

}  // namespace lienthong::seeds
