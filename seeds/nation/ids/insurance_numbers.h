#pragma once

#include <optional>
#include <string>

#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/ids/province_numbers.h"
#include "seeds/nation/people/livelihoods.h"

namespace lienthong::seeds {

// Social-insurance numbers: the province of residence and eight digits.
class InsuranceNumbers {
 public:
  InsuranceNumbers(const Census* census, const Livelihoods* livelihoods);

  // Empty: never insured.
  std::string Of(Position person) const;
  // The number kept for the person, insured or not.
  DigitText<10> DigitsOf(Position person) const;
  std::optional<Position> By(absl::string_view number) const;
  void Scan(absl::string_view from, absl::FunctionRef<bool(Position person)> visit) const;
  // A second number for whoever is in the register twice, nobody's by right; empty for the uninsured. It stands beside
  // the first: no other holder's number lies between them and StratumBegin.
  std::string SpareOf(Position person) const;
  std::optional<Position> BySpare(absl::string_view number) const;
  // From where a scan meets everybody whose first or second number is at or above the text.
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
