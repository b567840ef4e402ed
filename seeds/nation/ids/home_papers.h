#pragma once

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "seeds/nation/ids/province_numbers.h"
#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {

// What a household has papers of: its business and its dwelling.
class HomePapers {
 public:
  HomePapers(const Census* census, const Livelihoods* livelihoods);

  // Code of the household business, PP L 8 NNNNNN; empty: none.
  std::string BusinessOf(Position home) const;
  std::optional<Position> ByBusiness(absl::string_view code) const;
  absl::CivilDay BusinessSince(Position home) const;

  // Serial of the land-use certificate, "LL NNNNNN".
  std::string CertificateOf(Position home) const;
  std::optional<Position> ByCertificate(absl::string_view serial) const;

 private:
  const Census& census_;
  const Livelihoods& livelihoods_;
  ProvinceNumbers businesses_;
  Scatter certificates_;
};

}  // namespace lienthong::seeds
