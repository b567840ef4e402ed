#pragma once

#include <optional>

#include "seeds/nation/ids/province_numbers.h"
#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {

// Driving licences: province, sex and century of birth, year of passing, seven digits.
class Licences {
 public:
  Licences(const Census* census, const Livelihoods* livelihoods, Ranking ranking = Ranking::kSearched);

  std::optional<DrivingLicence> Of(Position person) const;
  std::optional<Position> By(absl::string_view number) const;

 private:
  const Census& census_;
  const Livelihoods& livelihoods_;
  ProvinceNumbers numbers_;
};

}  // namespace lienthong::seeds
