#include "seeds/nation/people/naming.h"

#include <algorithm>

#include "absl/container/inlined_vector.h"
#include "seeds/names/name_pools.h"
#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {
namespace {

// Groups among which the child takes the mother's clan.
constexpr bool IsMatrilineal(int ethnicity) { return ethnicity == 10 || ethnicity == 11; }

}  // namespace

Naming::Naming(const Census* census, const Kin* kin) : census_(*census), kin_(*kin), catalog_(NameCatalog::Default()) {}

std::optional<Position> Naming::NamesakeOf(Position person, const Parents& parents) const {
  const int ethnicity = census_.member(person).ethnicity;
  const bool mothers_clan =
      parents.mother && IsMatrilineal(ethnicity) && census_.member(*parents.mother).ethnicity == ethnicity;
  return parents.father && !mothers_clan ? parents.father : parents.mother;
}

Descent Naming::DescentOf(Position person, const Parents& parents) const {
  std::optional<Position> namesake = NamesakeOf(person, parents);
  for (; namesake; namesake = NamesakeOf(person, kin_.ParentsOf(person))) person = *namesake;
  const Member& root = census_.member(person);
  const bool southern = IsSouthern(ProvinceCode(root.origin));
  return {catalog_.DrawFamily(root.ethnicity, southern, census_.Hash(Draw::kFamily, person)), root.origin};
}

NameBearer Naming::BearerOf(Position person) const {
  const Member& member = census_.member(person);
  return {member.ethnicity, member.sex == 1, kYearBase + member.year};
}

uint64_t Naming::HouseholdDraw(Position person) const {
  return census_.Hash(Draw::kGiven, census_.HomeIndexOf(census_.HomeOf(person)));
}

uint8_t Naming::GivenOf(Position person) const {
  const Member& member = census_.member(person);
  return catalog_.DrawGiven(member.ethnicity, member.sex == 1, HouseholdDraw(person), census_.PlaceOf(person));
}

NameTail Naming::DrawTail(Position person) const {
  return catalog_.DrawTail(BearerOf(person), census_.Hash(Draw::kMiddle, person), HouseholdDraw(person),
                           census_.PlaceOf(person));
}

Naming::Guesses Naming::GuessTail(Position person) const {
  const NameBearer bearer = BearerOf(person);
  const uint64_t draw = census_.Hash(Draw::kMiddle, person);
  Guesses guesses = {DrawTail(person)};
  for (size_t i = 1; i < guesses.size(); ++i) guesses[i] = catalog_.NextTail(bearer, draw, guesses[i - 1]);
  return guesses;
}

NameTail Naming::TailOf(Position person, const std::optional<Kin::Elsewhere>& elsewhere) const {
  const NameTail tail = DrawTail(person);
  if (tail.prefixed() || !elsewhere) return tail;
  const int ethnicity = census_.member(person).ethnicity;
  const std::vector<Position> siblings = kin_.SiblingsBefore(
      *elsewhere, {catalog_.IsGiven(ethnicity, false, tail.given), catalog_.IsGiven(ethnicity, true, tail.given)},
      [&](Position sibling) { return GivenOf(sibling) == tail.given; });
  // The middle names that go with this given name already, in the order in which they were taken.
  absl::InlinedVector<uint8_t, 4> taken;
  const auto choose = [&](Position child) {
    for (const NameTail& guess : GuessTail(child)) {
      if (std::find(taken.begin(), taken.end(), guess.middle) == taken.end()) return guess;
    }
    return DrawTail(child);
  };
  for (const Position& sibling : siblings) taken.push_back(choose(sibling).middle);
  return siblings.empty() ? tail : choose(person);
}

std::string Naming::FullNameOf(Position person, const Descent& descent) const {
  return NameCatalog::Compose(catalog_.families()[descent.family].text, TailOf(person),
                              census_.member(person).sex == 1);
}

}  // namespace lienthong::seeds
