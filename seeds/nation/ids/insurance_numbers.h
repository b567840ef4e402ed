#pragma once

#include <optional>
#include <string>

#include "seeds/nation/ids/province_numbers.h"
#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {

// Social-insurance numbers: the province of residence and eight digits.
class InsuranceNumbers {
 public:
  InsuranceNumbers(const Census* census, const Livelihoods* livelihoods);

  // Empty: never insured.
  std::string Of(Position person) const;
  std::optional<Position> By(absl::string_view number) const;
  void Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const;
  uint64_t FreeCount(int province) const { return numbers_.FreeCount(province); }
  std::string Free(int province, uint64_t index) const;

 private:
  const Livelihoods& livelihoods_;
  ProvinceNumbers numbers_;
};

}  // namespace lienthong::seeds
