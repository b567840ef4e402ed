// What may be wrong in a register, and how often. Plain values.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// What is wrong with somebody's record in one register. A record may have several.
enum Defect : uint32_t {
  kAccentsLost = 1,       // the name is written without accents
  kDayMonthSwapped = 2,   // where both readings are dates
  kNumberMissing = 4,     // no personal number
  kOldNumberInstead = 8,  // the old nine-digit number stands in its place
  kWrongSexDigit = 16,    // the fourth digit says the other sex
  kDuplicate = 32,        // the person is there twice, under a second number of the register's own
  kStillActive = 64,      // the holder died, the register does not know
  kOldPlaceName = 128,    // the address names a province that was divided or merged long ago
};

// How many of 100,000 records have a defect. The defaults are those of the brief, an assumption; "still active" is told
// of all records and falls on the dead alone, so of them twenty times as many.
struct DefectRates {
  uint32_t accents_lost = 2'000;
  uint32_t day_month_swapped = 300;
  uint32_t number_missing = 1'000;
  uint32_t old_number_instead = 6'000;
  uint32_t wrong_sex_digit = 50;
  uint32_t duplicate = 200;
  uint32_t still_active = 400;
  uint32_t old_place_name = 15'000;
};

// The defects of one register in one world: a pure function of these and the person.
struct DefectPlan {
  std::string register_name;  // agency
  uint64_t seed = 1;
  DefectRates rates;
};

// A register that can hold defects, and those that its records can show.
struct DefectiveRegister {
  absl::string_view name;
  uint32_t defects;
};

// The population register issues personal numbers, so its own are right, and one person has one. Books number their
// entries without gaps, so there is no second entry, and they know neither deaths nor addresses of children.
inline constexpr std::array<DefectiveRegister, 4> kDefectiveRegisters = {{
    {"population", kAccentsLost | kDayMonthSwapped | kStillActive | kOldPlaceName},
    {"civil_registry", kAccentsLost | kDayMonthSwapped | kNumberMissing | kWrongSexDigit},
    {"social_insurance", kAccentsLost | kDayMonthSwapped | kNumberMissing | kOldNumberInstead | kWrongSexDigit |
                             kDuplicate | kOldPlaceName},
    {"tax", kAccentsLost | kDayMonthSwapped | kNumberMissing | kOldNumberInstead | kWrongSexDigit | kDuplicate |
                kStillActive | kOldPlaceName},
}};

}  // namespace lienthong::seeds
