#include "seeds/nation/tile/tile.h"

#include <algorithm>
#include <array>

#include "seeds/nation/tile/pyramid.h"
#include "seeds/nation/tile/quotas.h"

namespace lienthong::seeds {
namespace {

constexpr int64_t kMostHomes = 2000, kFewestHomes = 160;
constexpr int64_t kPeoplePerTenHomes = 34;
constexpr int kProposalsPerHome = 15;
// One-person households at the tile's end, from which a prefix takes what it lacks: at most a household's size less
// one.
constexpr uint32_t kReserve = 16;
constexpr int kYoungestDivorced = 25;

using Homes = std::vector<DrawnHome>;

uint32_t Living(const DrawnHome& home) {
  return static_cast<uint32_t>(std::count_if(home.begin(), home.end(), [](const Member& m) { return m.alive(); }));
}

int64_t Count(const DrawnHome& home, int step, Pyramid* pyramid) {
  int64_t change = 0;
  for (const Member& member : home) {
    if (member.alive()) change += pyramid->Move(member.sex, member.year, step);
  }
  return change;
}

// Redraws households one at a time and keeps what does not lead away from the pyramid.
void FitAges(const std::vector<HomeShape>& shapes, Draws* draws, Homes* homes) {
  uint32_t people = 0;
  for (const DrawnHome& home : *homes) people += Living(home);
  Pyramid pyramid(people);
  for (const DrawnHome& home : *homes) Count(home, 1, &pyramid);
  HouseholdDrawer drawer(draws);
  for (size_t i = homes->size() * kProposalsPerHome; i > 0; --i) {
    const uint32_t at = draws->Under(static_cast<uint32_t>(homes->size()));
    DrawnHome& home = (*homes)[at];
    const DrawnHome other = drawer.Draw(shapes[at]);
    const int64_t removed = Count(home, -1, &pyramid);
    if (removed + Count(other, 1, &pyramid) <= 0) {
      home = other;
    } else {
      Count(other, -1, &pyramid);
      Count(home, 1, &pyramid);
    }
  }
}

// At random, the reserve last. The first shapes are the one-person households.
void Shuffle(Draws* draws, Homes* homes) {
  std::rotate(homes->begin(), homes->begin() + kReserve, homes->end());
  for (uint32_t i = static_cast<uint32_t>(homes->size()) - kReserve; i > 1; --i) {
    std::swap((*homes)[i - 1], (*homes)[draws->Under(i)]);
  }
}

// Orders the homes so that a prefix has exactly `people`, and says how long it is.
uint32_t MakePrefix(uint32_t people, Homes* homes) {
  uint32_t prefix = 0;
  while (Living((*homes)[prefix]) <= people) people -= Living((*homes)[prefix++]);
  auto single = static_cast<uint32_t>(homes->size()) - kReserve;
  for (; people > 0; --people, ++prefix, ++single) std::swap((*homes)[prefix], (*homes)[std::max(prefix, single)]);
  return prefix;
}

// As many single men as there are divorced women of the fitting years.
void FlagDivorcedMen(Homes* homes) {
  std::array<int, kBands> wanted = {};
  for (const DrawnHome& home : *homes) {
    for (const Member& m : home) wanted[static_cast<size_t>(WomansBand(m.year))] += m.flags & kDivorced ? 1 : 0;
  }
  for (DrawnHome& home : *homes) {
    Member& man = home.members[0];
    if (home.kind != HomeKind::kSingle || man.sex != 0 || man.spouse != kNobody ||
        AgeOf(man.year) < kYoungestDivorced) {
      continue;
    }
    if (wanted[static_cast<size_t>(MansBand(man.year))]-- > 0) man.flags |= kDivorced;
  }
}

void Append(const DrawnHome& drawn, Tile* tile) {
  Home home;
  home.first_member = static_cast<uint16_t>(tile->members.size());
  home.first_couple = static_cast<uint16_t>(tile->couples.size());
  home.members = drawn.size;
  home.living = static_cast<uint8_t>(Living(drawn));
  home.couples = drawn.couple_count;
  home.kind = drawn.kind;
  const auto row = static_cast<uint16_t>(tile->homes.size());
  for (Member member : drawn) {
    member.home = row;
    tile->members.push_back(member);
  }
  for (uint8_t i = 0; i < drawn.couple_count; ++i) {
    tile->couples.push_back(drawn.couples[i]);
    tile->couples.back().home = row;
  }
  tile->homes.push_back(home);
}

Homes DrawHomes(const std::vector<HomeShape>& shapes, Draws* draws) {
  HouseholdDrawer drawer(draws);
  Homes homes;
  homes.reserve(shapes.size());
  for (const HomeShape& shape : shapes) homes.push_back(drawer.Draw(shape));
  FitAges(shapes, draws, &homes);
  return homes;
}

}  // namespace

Tile MakeTile(uint64_t seed, int province, int64_t population, const Origins& origins) {
  Draws draws(Mix(seed, 0x54696C65, static_cast<uint64_t>(province)));
  const int64_t homes_wanted = std::clamp(population * 10 / kPeoplePerTenHomes, kFewestHomes, kMostHomes);
  Homes homes = DrawHomes(ShapesOf(static_cast<uint32_t>(homes_wanted)), &draws);
  Shuffle(&draws, &homes);
  int64_t living = 0;
  for (const DrawnHome& home : homes) living += Living(home);
  const auto times = static_cast<uint32_t>(population / living);
  const uint32_t prefix = MakePrefix(static_cast<uint32_t>(population % living), &homes);
  FlagDivorcedMen(&homes);
  Tile tile;
  for (uint32_t i = 0; i < homes.size(); ++i) {
    if (i == prefix) {
      tile.people.rest = static_cast<uint32_t>(tile.members.size());
      tile.marriages.rest = static_cast<uint32_t>(tile.couples.size());
    }
    origins.Settle(province, i, &draws, &homes[i]);
    Append(homes[i], &tile);
  }
  tile.people = {times, static_cast<uint32_t>(tile.members.size()), tile.people.rest};
  tile.households = {times, static_cast<uint32_t>(tile.homes.size()), prefix};
  tile.marriages = {times, static_cast<uint32_t>(tile.couples.size()), tile.marriages.rest};
  return tile;
}

}  // namespace lienthong::seeds
