#pragma once

#include <array>
#include <cstdint>

#include "seeds/nation/rank/position.h"

namespace lienthong::seeds {

// The census of 2019: all provinces together.
inline constexpr int64_t kCensusPopulation = 96'208'984;
inline constexpr int64_t kFewestPeople = 1'000, kMostPeople = 100'000'000;

// The living people of each province, in proportion to the census, adding up exactly; the census itself at its scale.
std::array<int64_t, kProvinces> PeopleByProvince(int64_t population);

}  // namespace lienthong::seeds
