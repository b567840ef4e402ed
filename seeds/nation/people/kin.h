#pragma once

#include <optional>
#include <vector>

#include "seeds/nation/people/census.h"

namespace lienthong::seeds {

struct Parents {
  std::optional<Position> father;
  std::optional<Position> mother;
};

// Kin says who belongs to whom. Members of a household are related by the tile's rows. An adult's parents elsewhere are
// found by a permutation that links the adults of a class (province of birth, ethnic group, sex, year) with the places
// the couples of that province have for such children, so that parents and children name each other. In the same way
// divorced women are linked with divorced men of fitting age in the province.
class Kin {
 public:
  explicit Kin(const Census* census) : census_(*census) {}

  Parents ParentsOf(Position person) const;
  std::vector<Position> ChildrenOf(Position person) const;
  // For somebody whose parents live elsewhere: the brothers and sisters in the parents' household, then those elsewhere
  // who come before the person.
  std::vector<Position> SiblingsBefore(Position person) const;
  // The husband or wife, also a dead one, to whom the person was married to the end.
  std::optional<Position> SpouseOf(Position person) const;
  // The one from whom the person is divorced.
  std::optional<Position> FormerSpouseOf(Position person) const;
  // The rows of Tables::kCouples that the person belongs to: the own marriage, and the former wife's for a man.
  std::vector<Position> CouplesOf(Position person) const;
  // The man and woman of a couple; the man of a divorced one may be nobody.
  std::optional<Position> ManOf(Position couple) const;
  Position WomanOf(Position couple) const;

 private:
  // The place among the couple's children elsewhere that an adult is linked with.
  std::optional<Position> LinkedSlot(Position person) const;
  Position CoupleOf(Position slot) const;
  // The couple elsewhere whose child the person is.
  std::optional<Position> ParentCouple(Position person) const;
  // The same before those are turned away who would be siblings of their spouse or children of their own household.
  std::optional<Position> LinkedCouple(Position person) const;
  bool TurnedAway(Position person, Position couple) const;
  // The person in the slot, if any.
  std::optional<Position> ChildIn(Position slot, Position couple) const;
  void AddChildrenElsewhere(Position couple, std::vector<Position>* children) const;
  void AddChildrenAtHome(Position person, std::vector<Position>* children) const;
  uint64_t LinkKey(uint32_t cls) const { return census_.Hash(Draw::kLink, cls); }

  const Census& census_;
};

}  // namespace lienthong::seeds
