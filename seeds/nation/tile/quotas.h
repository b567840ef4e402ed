#pragma once

#include <cstdint>
#include <vector>

#include "seeds/nation/tile/rows.h"

namespace lienthong::seeds {

// What a household of a tile must be: kind and number of living members.
struct HomeShape {
  HomeKind kind = HomeKind::kSingle;
  uint8_t size = 1;
};

// The shapes of so many households, by fixed shares: sizes 1..6+ are 11, 17, 22, 26, 13, 11 percent, kinds 11 single,
// 14 couple, 7 lone parent, 50 couple and children, 18 three generations. Singles first.
std::vector<HomeShape> ShapesOf(uint32_t homes);

}  // namespace lienthong::seeds
