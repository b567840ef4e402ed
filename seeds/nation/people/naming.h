#pragma once

#include <array>
#include <string>

#include "seeds/names/name_catalog.h"
#include "seeds/nation/people/kin.h"

namespace lienthong::seeds {

// What comes down a family's line.
struct Descent {
  uint8_t family = 0;  // in NameCatalog::families()
  uint8_t native = 0;  // province of the first known forebear: quê quán
};

// Naming gives everybody a name: the family's from the father, among Ê Đê and Gia Rai the mother's clan, from the
// mother when there is no father; drawn for those whose parents are not known. Members of a household have different
// given names as long as their pool lasts; of brothers or sisters in different households who would have the same name,
// the later one takes the next middle name.
class Naming {
 public:
  Naming(const Census* census, const Kin* kin);

  Descent DescentOf(Position person) const { return DescentOf(person, kin_.ParentsOf(person)); }
  Descent DescentOf(Position person, const Parents& parents) const;
  // From whom the family's name comes, if anybody is known.
  std::optional<Position> NamesakeOf(Position person, const Parents& parents) const;
  NameTail TailOf(Position person) const { return TailOf(person, kin_.ElsewhereOf(person)); }
  NameTail TailOf(Position person, const std::optional<Kin::Elsewhere>& elsewhere) const;
  std::string FullNameOf(Position person) const { return FullNameOf(person, DescentOf(person)); }
  std::string FullNameOf(Position person, const Descent& descent) const;

  // The given name, NameTail::given; the cheapest part.
  uint8_t GivenOf(Position person) const;
  // What TailOf may be, told without looking at kin: the first for nearly everybody.
  using Guesses = std::array<NameTail, 3>;
  Guesses GuessTail(Position person) const;

 private:
  NameBearer BearerOf(Position person) const;
  uint64_t HouseholdDraw(Position person) const;
  NameTail DrawTail(Position person) const;

  const Census& census_;
  const Kin& kin_;
  const NameCatalog& catalog_;
};

}  // namespace lienthong::seeds
