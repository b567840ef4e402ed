#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/nation/country.h"

namespace lienthong::seeds {

// NumberBook gives out the identifiers the country leaves free: to the personas when the nation is made, and to the
// newcomers of worlds afterwards. The free numbers of a register have an order of their own; the personas take the
// first ones, draws address the rest. The Take functions are for one thread; afterwards only the Free ones are called.
class NumberBook {
 public:
  explicit NumberBook(const Country* country) : country_(*country) {}

  std::string TakePin(const NumberCell& cell);
  std::string TakeLegacyId(absl::string_view province_code);
  std::string TakeSiNumber(absl::string_view province_code);
  std::string TakeTaxCode(absl::string_view province_code);
  std::string TakePhone();
  std::string TakeHouseholdId(absl::string_view province_code);
  // The next number of a civil-status book.
  uint32_t TakeBirthNumber(absl::string_view commune_code, int year);
  uint32_t TakeMarriageNumber(absl::string_view commune_code, int year);

  std::string FreePin(const NumberCell& cell, uint64_t draw) const;
  std::string FreeSiNumber(absl::string_view province_code, uint64_t draw) const;

 private:
  // Counts by a key that says what is counted.
  uint64_t Next(const std::string& counter);
  uint64_t Count(const std::string& counter) const;

  const Country& country_;
  absl::flat_hash_map<std::string, uint64_t> counts_;
};

}  // namespace lienthong::seeds
