#pragma once

#include <cstdint>
#include <vector>

#include "seeds/nation/rank/position.h"
#include "seeds/nation/tile/household_drawer.h"
#include "seeds/nation/tile/origins.h"
#include "seeds/nation/tile/rows.h"

namespace lienthong::seeds {

// Tile is the stretch of households that a province repeats until it has its people: of the right kinds and sizes, with
// the country's ages and sexes. The last repetition is a prefix of households, and the tile is ordered so that the
// province's living people come out exactly.
struct Tile {
  std::vector<Member> members;
  std::vector<Home> homes;
  std::vector<Couple> couples;
  Repetition people;
  Repetition households;
  Repetition marriages;
};

// The years of birth of a divorced woman and of her former husband, in bands that fit: he is 0 to 6 years older.
constexpr int WomansBand(int year) { return year / 4; }
constexpr int MansBand(int year) { return (year + 3) / 4; }
inline constexpr int kBands = (kSnapshotYear + 3) / 4 + 1;

Tile MakeTile(uint64_t seed, int province, int64_t population, const Origins& origins);

}  // namespace lienthong::seeds
