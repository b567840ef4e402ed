#pragma once

#include <cstdint>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/nation/nation.h"

namespace lienthong::seeds {

// NumberBook gives out the identifiers of the nation. Each range is a keyed permutation: the r-th holder has number
// Perm(r), so ranks at or above the count given out are free, and distinct ranks never meet.
// The Take functions are for generation, one thread; afterwards only the Free ones are called.
class NumberBook {
 public:
  explicit NumberBook(const NationOptions& options) : options_(options) {}

  std::string TakePin(const NumberCell& cell);
  std::string TakeLegacyId(absl::string_view province_code);
  std::string TakeSiNumber(absl::string_view province_code);
  std::string TakeTaxCode(absl::string_view province_code);
  std::string TakePhone();
  std::string TakeHouseholdId(absl::string_view province_code);
  // The next number of a civil-status book, from 1.
  uint32_t TakeBirthNumber(absl::string_view commune_code, int year);
  uint32_t TakeMarriageNumber(absl::string_view commune_code, int year);

  std::string FreePin(const NumberCell& cell, uint64_t draw) const;
  std::string FreeSiNumber(absl::string_view province_code, uint64_t draw) const;

 private:
  std::string Pin(const NumberCell& cell, uint64_t rank) const;
  std::string SiNumber(absl::string_view province_code, uint64_t rank) const;
  // Counts by a key that says what is counted.
  uint64_t Next(const std::string& counter);
  uint64_t Count(const std::string& counter) const;
  uint64_t KeyOf(absl::string_view what) const;

  NationOptions options_;
  absl::flat_hash_map<std::string, uint64_t> counts_;
};

}  // namespace lienthong::seeds
