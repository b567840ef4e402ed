#pragma once

#include "absl/strings/string_view.h"
#include "seeds/nation/people/census.h"
#include "seeds/nation/person.h"

namespace lienthong::seeds {

// Livelihoods says what people live on and what they have: draws of their own by age, sex and household. The shares are
// those the sources give (92 % insured, 3.3 million pensioners, 38 % of the workforce in social insurance, 4-5 % poor
// households); the others are assumptions.
class Livelihoods {
 public:
  explicit Livelihoods(const Census* census) : census_(*census) {}

  Livelihood Of(Position person) const;
  bool IsPoor(Position home) const;
  // The object code of the insurance card of somebody alive; empty: not insured.
  absl::string_view InsuranceObjectOf(Position person) const;
  // Ever insured, so known to social insurance by a number.
  bool HasSiNumber(Position person) const;
  bool HasTaxCode(Position person) const;
  bool HasPhone(Position person) const;
  bool HasBankAccount(Position person) const;
  // Old numbers: 0, 1 or 2. A second was given to those who moved.
  int LegacyIdsOf(Position person) const;
  // The licence class; empty: none.
  absl::string_view LicenceClassOf(Position person) const;
  int EidLevelOf(Position person) const;
  int DosesOf(Position person) const;
  bool HasBusiness(Position home) const;

 private:
  bool Chance(Draw draw, Position person, uint32_t per_mille) const {
    return census_.Chance(draw, census_.IndexOf(person), per_mille);
  }
  uint32_t PerMille(Draw draw, Position person) const { return Below(census_.Hash(draw, person), 1000); }

  const Census& census_;
};

}  // namespace lienthong::seeds
