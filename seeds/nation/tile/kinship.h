#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "seeds/nation/tile/draws.h"
#include "seeds/nation/tile/tile.h"

namespace lienthong::seeds {

// Kinship finishes the couples of one tile: it finds parents for the children who live elsewhere, then sets the years
// in which the couples married.
class Kinship {
 public:
  Kinship(Tile* tile, Draws* draws);

  // Gives up to `count` children of the sex and year, whose father is of the ethnic group, to couples of the tile.
  void AddChildren(int count, int ethnicity, int sex, int year);
  // Marries everybody and hands out the children in order of couple.
  std::vector<Slot> Finish();

 private:
  static constexpr size_t kMostChildren = 10;
  struct Children {
    std::array<uint8_t, kMostChildren> years;
    uint8_t count = 0;
  };
  // Couples whose husband is of one ethnic group, by the wife's year of birth.
  struct Candidates {
    std::vector<uint16_t> couples;
    std::vector<uint8_t> years;
  };

  const Member& MemberOf(const Couple& couple, uint8_t position) const;
  bool Fits(const Couple& couple, const Children& children, int year) const;
  bool AddChild(const Candidates& candidates, int sex, int year);
  void SetYear(Couple* couple, const Children& children);
  void Enter(uint16_t couple, int year);
  void ListHomeChildren();

  Tile& tile_;
  Draws& draws_;
  std::vector<Children> children_;      // by couple
  std::vector<Candidates> candidates_;  // by ethnic group
  std::vector<Slot> slots_;
};

}  // namespace lienthong::seeds
