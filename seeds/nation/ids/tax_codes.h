#pragma once

#include <optional>
#include <string>

#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/ids/province_numbers.h"
#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {

// Ten-digit tax codes of grown-ups, by province of residence.
class TaxCodes {
 public:
  TaxCodes(const Census* census, const Livelihoods* livelihoods, Ranking ranking = Ranking::kSearched);

  // Empty: none.
  std::string Of(Position person) const;
  // The code kept for a grown-up, taxpayer or not.
  DigitText<10> DigitsOf(Position person) const;
  std::optional<Position> By(absl::string_view number) const;
  void Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const;
  // See InsuranceNumbers. Empty also where the province's codes leave no room.
  std::string SpareOf(Position person) const;
  std::optional<Position> BySpare(absl::string_view number) const;
  std::string StratumBegin(absl::string_view from) const;
  uint64_t FreeCount(int province) const { return numbers_.FreeCount(province); }
  std::string Free(int province, uint64_t index) const;

 private:
  using Finder = std::optional<Position> (ProvinceNumbers::*)(int province, uint64_t serial) const;
  std::optional<Position> Find(absl::string_view number, Finder finder) const;

  const Livelihoods& livelihoods_;
  ProvinceNumbers numbers_;
};

}  // namespace lienthong::seeds
