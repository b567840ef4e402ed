#pragma once

#include <optional>
#include <vector>

#include "absl/types/span.h"
#include "seeds/nation/country.h"
#include "seeds/nation/walk/facts.h"

namespace lienthong::seeds {

// HouseholdWalk tells of whole households, best one after another in the order of the census: what members share is
// computed once, what a commune shares once a commune, and a number already told is not computed again. Give it an
// indexed country. For one thread.
class HouseholdWalk {
 public:
  // `facts`: bits of Fact.
  HouseholdWalk(const Country* country, uint32_t facts);

  // Goes to a household; what was told of the one before is gone.
  void GoTo(Position home);

  const HomeFacts& home() const { return home_; }
  // Everybody who belongs to it in order of place, the dead last.
  absl::Span<const PersonFacts> people() const { return {people_.data(), size_}; }

 private:
  // What is known of a member while the household is told.
  struct Kinship {
    std::optional<Kin::Elsewhere> elsewhere;
    Parents parents;
    bool descent_told = false;
  };

  bool Wants(uint32_t facts) const { return (facts_ & facts) != 0; }
  Position At(uint8_t place) const { return country_.census.MemberAt(at_, place); }
  bool LivesHere(Position person) const { return person.rep == at_.rep && country_.census.HomeOf(person) == at_; }

  void TellHome();
  void TellAddress();
  void TellKin(uint8_t place);
  void TellName(uint8_t place);
  void TellRegisters(uint8_t place);
  void TellInsurance(Position at, PersonFacts* person) const;
  // Of a member, by the line within the household as far as it goes.
  const Descent& DescentOf(uint8_t place);
  DigitText<12> PinOf(Position person) const;
  uint32_t BirthCommuneOf(uint8_t place) const;

  const Country& country_;
  const uint32_t facts_;
  Position at_;
  size_t size_ = 0;
  HomeFacts home_;
  std::vector<PersonFacts> people_;
  std::vector<Kinship> kinship_;
  // Of the commune the walk is in.
  HomeRun run_;
  Permutation doors_;
};

}  // namespace lienthong::seeds
