#include "seeds/nation/people/kin.h"

#include <algorithm>

namespace lienthong::seeds {

Kin::Kin(const Census* census, Ranking ranking) : census_(*census), ranks_(census_.tables().links, ranking) {
  if (ranking == Ranking::kSearched) return;
  const uint32_t classes = census_.tables().links.classes();
  links_.reserve(classes);
  for (uint32_t cls = 0; cls < classes; ++cls) links_.push_back(MakeLink(cls));
}

Kin::Link Kin::MakeLink(uint32_t cls) const {
  const uint32_t adults = census_.tables().links.Count(cls), slots = census_.tables().slot_ranks.Count(cls);
  return {adults, slots, Permutation(std::max(adults, slots), LinkKey(cls))};
}

std::optional<Position> Kin::LinkedSlot(Position person) const {
  const Member& member = census_.member(person);
  if (!IsLinkable(member)) return std::nullopt;
  const uint32_t cls = census_.tables().LinkClassOf(member);
  const Link link = LinkOf(cls);
  const uint64_t slot = link.order(ranks_.RankOf(cls, person));
  if (slot >= link.slots) return std::nullopt;
  return census_.tables().slot_ranks.At(cls, static_cast<uint32_t>(slot));
}

Position Kin::CoupleOf(Position slot) const {
  return {slot.province, census_.tables().slots(slot.province)[slot.row].couple, slot.rep};
}

std::optional<Position> Kin::LinkedCouple(Position person) const {
  const std::optional<Position> slot = LinkedSlot(person);
  return slot ? std::optional(CoupleOf(*slot)) : std::nullopt;
}

std::vector<Position> Kin::SiblingsBefore(const Elsewhere& elsewhere, std::array<bool, 2> sexes,
                                          absl::FunctionRef<bool(Position sibling)> wanted) const {
  const auto& [own, couple] = elsewhere;
  std::vector<Position> siblings;
  VisitChildrenAtHome(WomanOf(couple), [&](Position child) {
    if (wanted(child)) siblings.push_back(child);
  });
  const int ethnicity = FathersEthnicity(couple);
  for (Position slot = {own.province, census_.couple(couple).first_slot, own.rep}; slot.row < own.row; ++slot.row) {
    if (!sexes[census_.tables().slots(slot.province)[slot.row].sex]) continue;
    const std::optional<Position> sibling = LinkedChild(slot, ethnicity);
    if (sibling && wanted(*sibling) && !TurnedAway(*sibling, couple)) siblings.push_back(*sibling);
  }
  return siblings;
}

bool Kin::TurnedAway(Position person, Position couple) const {
  if (census_.HomeOf(person) == census_.HomeOfCouple(couple)) return true;
  const Member& member = census_.member(person);
  if (member.sex != 1 || member.spouse == kNobody) return false;
  return LinkedCouple(census_.MemberAt(census_.HomeOf(person), member.spouse)) == couple;
}

std::optional<Kin::Elsewhere> Kin::ElsewhereOf(Position person) const {
  const std::optional<Position> slot = LinkedSlot(person);
  if (!slot) return std::nullopt;
  const Position couple = CoupleOf(*slot);
  if (TurnedAway(person, couple)) return std::nullopt;
  return Elsewhere{*slot, couple};
}

Parents Kin::ParentsOf(Position person, const std::optional<Elsewhere>& elsewhere) const {
  const Member& member = census_.member(person);
  if (elsewhere) return {ManOf(elsewhere->couple), WomanOf(elsewhere->couple)};
  if (member.father == kNobody && member.mother == kNobody) return {};
  const Position home = census_.HomeOf(person);
  Parents parents;
  if (member.mother != kNobody) parents.mother = census_.MemberAt(home, member.mother);
  if (member.father != kNobody) parents.father = census_.MemberAt(home, member.father);
  // A divorced mother's children are her former husband's.
  if (!parents.father) parents.father = FormerSpouseOf(*parents.mother);
  return parents;
}

std::optional<Position> Kin::SpouseOf(Position person) const {
  const uint8_t spouse = census_.member(person).spouse;
  if (spouse == kNobody) return std::nullopt;
  return census_.MemberAt(census_.HomeOf(person), spouse);
}

std::optional<Position> Kin::FormerSpouseOf(Position person) const {
  const Member& member = census_.member(person);
  if (!(member.flags & kDivorced)) return std::nullopt;
  const Tables& tables = census_.tables();
  const bool man = member.sex == 0;
  const uint32_t band = BandOf(person.province, man ? MansBand(member.year) : WomansBand(member.year));
  const Ranker& own = man ? tables.divorced_men : tables.divorced_women;
  const Ranker& others = man ? tables.divorced_women : tables.divorced_men;
  const Permutation link(std::max(own.Count(band), others.Count(band)), census_.Hash(Draw::kDivorce, band));
  const uint32_t rank = own.RankAt(band, person);
  const uint64_t other = man ? link.Inverse(rank) : link(rank);
  if (other >= others.Count(band)) return std::nullopt;
  return others.At(band, static_cast<uint32_t>(other));
}

std::optional<Position> Kin::ManOf(Position couple) const {
  const Couple& row = census_.couple(couple);
  if (row.man == kNobody) return FormerSpouseOf(WomanOf(couple));
  return census_.MemberAt(census_.HomeOfCouple(couple), row.man);
}

Position Kin::WomanOf(Position couple) const {
  return census_.MemberAt(census_.HomeOfCouple(couple), census_.couple(couple).woman);
}

std::vector<Position> Kin::CouplesOf(Position person) const {
  const Member& member = census_.member(person);
  const bool from_former_wife = member.sex == 0 && (member.flags & kDivorced);
  const std::optional<Position> wife = from_former_wife ? FormerSpouseOf(person) : person;
  if (!wife) return {};
  const Position at = census_.HomeOf(*wife);
  const Home& home = census_.home(at);
  const uint8_t place = census_.PlaceOf(*wife);
  std::vector<Position> couples;
  for (uint8_t i = 0; i < home.couples; ++i) {
    const Position couple{at.province, static_cast<uint16_t>(home.first_couple + i), at.rep};
    const Couple& row = census_.couple(couple);
    if (row.man == place || row.woman == place) couples.push_back(couple);
  }
  return couples;
}

int Kin::FathersEthnicity(Position couple) const { return census_.member(*ManOf(couple)).ethnicity; }

std::optional<Position> Kin::LinkedChild(Position slot, int ethnicity) const {
  const Tables& tables = census_.tables();
  const Slot& row = tables.slots(slot.province)[slot.row];
  const uint32_t cls = tables.LinkClass(slot.province, ethnicity, row.sex, row.year);
  const Link link = LinkOf(cls);
  const uint64_t adult = link.order.Inverse(tables.slot_ranks.RankAt(cls, slot));
  if (adult >= link.adults) return std::nullopt;
  return tables.links.At(cls, static_cast<uint32_t>(adult));
}

std::optional<Position> Kin::ChildIn(Position slot, Position couple) const {
  const std::optional<Position> child = LinkedChild(slot, FathersEthnicity(couple));
  if (!child || TurnedAway(*child, couple)) return std::nullopt;
  return child;
}

void Kin::AddChildrenElsewhere(Position couple, std::vector<Position>* children) const {
  const Couple& row = census_.couple(couple);
  for (uint32_t i = 0; i < row.slots; ++i) {
    const Position slot{couple.province, static_cast<uint16_t>(row.first_slot + i), couple.rep};
    const std::optional<Position> child = ChildIn(slot, couple);
    if (child) children->push_back(*child);
  }
}

void Kin::VisitChildrenAtHome(Position person, absl::FunctionRef<void(Position child)> visit) const {
  const Position at = census_.HomeOf(person);
  const uint8_t place = census_.PlaceOf(person);
  for (uint8_t i = 0; i < census_.home(at).members; ++i) {
    const Position child = census_.MemberAt(at, i);
    const Member& member = census_.member(child);
    if (member.father == place || member.mother == place) visit(child);
  }
}

std::vector<Position> Kin::ChildrenOf(Position person) const {
  std::vector<Position> children;
  const Member& member = census_.member(person);
  const auto add = [&children](Position child) { children.push_back(child); };
  VisitChildrenAtHome(person, add);
  if (member.sex == 0 && (member.flags & kDivorced)) {
    const std::optional<Position> wife = FormerSpouseOf(person);
    if (wife) VisitChildrenAtHome(*wife, add);
  }
  for (const Position& couple : CouplesOf(person)) AddChildrenElsewhere(couple, &children);
  return children;
}

}  // namespace lienthong::seeds
