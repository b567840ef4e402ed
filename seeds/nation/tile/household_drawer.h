#pragma once

#include <array>
#include <cstdint>
#include <optional>

#include "seeds/nation/tile/draws.h"
#include "seeds/nation/tile/quotas.h"
#include "seeds/nation/tile/rows.h"

namespace lienthong::seeds {

// A household of a tile: its members in order (head, other living, dead) and its couples. `line` is the member whose
// origin and descent the household follows.
struct DrawnHome {
  static constexpr size_t kMaxMembers = 16;

  HomeKind kind = HomeKind::kSingle;
  uint8_t size = 0;
  uint8_t line = 0;
  uint8_t couple_count = 0;
  std::array<Member, kMaxMembers> members;
  std::array<Couple, 2> couples;

  const Member* begin() const { return members.data(); }
  const Member* end() const { return members.data() + size; }
};

// Draws one coherent household of the shape: spouses -3 to +8 years apart, mothers 19 to 44 and fathers 21 to 60 at a
// birth, siblings two calendar years apart or twins, grandparents 18 to 40 years older. Gaps hold in years, so any day
// of the year is coherent. Origins, ethnic groups and years of marriage are left to Settle.
class HouseholdDrawer {
 public:
  explicit HouseholdDrawer(Draws* draws) : draws_(*draws) {}

  DrawnHome Draw(const HomeShape& shape);

 private:
  // Years between siblings, eldest first; 0 for twins.
  struct Spacing {
    std::array<int, 4> gaps = {};
    int total = 0;
  };

  void DrawSingle();
  void DrawCouple();
  void DrawLoneParent(int children);
  void DrawFamily(int children);
  void DrawThreeGenerations(int size);

  uint8_t Add(int sex, int year);
  uint8_t AddDead(int sex, int year, int earliest_death);
  Spacing DrawSpacing(int children);
  // Parents first, then the children from `first_year` on.
  void AddChildren(const Spacing& spacing, int children, int first_year, uint8_t father, uint8_t mother);
  // The lone parent of the children, with what became of the other.
  uint8_t AddLoneParent(const Spacing& spacing, int children, int first_year);
  void Marry(uint8_t man, uint8_t woman);
  void AddGrandparents(uint8_t child, int living);
  // The lesser of two draws, 0..a and 0..b.
  int LesserOf(int a, int b);
  int HusbandYear(int wife_year) { return wife_year + 3 - draws_.Between(0, 11); }

  // Puts the head first and the dead last, and says how each is related to the head.
  void Arrange(uint8_t head);
  void Relate(uint8_t head);
  uint8_t RelationTo(uint8_t head, uint8_t member) const;

  Member& At(uint8_t position) { return home_.members[position]; }

  Draws& draws_;
  DrawnHome home_;
};

}  // namespace lienthong::seeds
