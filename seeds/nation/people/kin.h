#pragma once

#include <array>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "seeds/nation/people/census.h"
#include "seeds/nation/rank/permutation.h"
#include "seeds/nation/rank/row_ranks.h"

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
  explicit Kin(const Census* census, Ranking ranking = Ranking::kSearched);

  // The parents' household, when it is another one: the place kept there for the child.
  struct Elsewhere {
    Position slot;
    Position couple;
  };
  std::optional<Elsewhere> ElsewhereOf(Position person) const;

  Parents ParentsOf(Position person) const { return ParentsOf(person, ElsewhereOf(person)); }
  Parents ParentsOf(Position person, const std::optional<Elsewhere>& elsewhere) const;
  std::vector<Position> ChildrenOf(Position person) const;
  // For somebody whose parents live elsewhere: the brothers and sisters in the parents' household, then those elsewhere
  // who come before the person. Only those `wanted`; elsewhere only those of a sex that is asked for.
  std::vector<Position> SiblingsBefore(const Elsewhere& elsewhere, std::array<bool, 2> sexes,
                                       absl::FunctionRef<bool(Position sibling)> wanted) const;
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
  // How the adults of a class are linked with the slots of the class.
  struct Link {
    uint32_t adults = 0;
    uint32_t slots = 0;
    Permutation order;
  };
  Link LinkOf(uint32_t cls) const { return links_.empty() ? MakeLink(cls) : links_[cls]; }
  Link MakeLink(uint32_t cls) const;
  // The place among the couple's children elsewhere that an adult is linked with.
  std::optional<Position> LinkedSlot(Position person) const;
  Position CoupleOf(Position slot) const;
  // The couple elsewhere whose child the person is, before those are turned away who would be siblings of their spouse or children of their own household.
  std::optional<Position> LinkedCouple(Position person) const;
  bool TurnedAway(Position person, Position couple) const;
  // The person linked with the slot of a couple, if any; turned away or not.
  std::optional<Position> LinkedChild(Position slot, int ethnicity) const;
  // The person in the slot, if any.
  std::optional<Position> ChildIn(Position slot, Position couple) const;
  int FathersEthnicity(Position couple) const;
  void AddChildrenElsewhere(Position couple, std::vector<Position>* children) const;
  void VisitChildrenAtHome(Position person, absl::FunctionRef<void(Position child)> visit) const;
  uint64_t LinkKey(uint32_t cls) const { return census_.Hash(Draw::kLink, cls); }

  const Census& census_;
  MemberRanks ranks_;
  std::vector<Link> links_;  // by class, when indexed
};

}  // namespace lienthong::seeds
