#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"

namespace lienthong::seeds {

// What is wrong with somebody's record in one register. A record may have several.
enum Defect : uint32_t {
  kAccentsLost = 1,       // the name is written without accents
  kDayMonthSwapped = 2,   // where both readings are dates
  kNumberMissing = 4,     // no personal number
  kOldNumberInstead = 8,  // the old nine-digit number stands in its place
  kWrongSexDigit = 16,    // the fourth digit says the other sex
  kDuplicate = 32,        // the record is there twice
  kStillActive = 64,      // the holder died, the register does not know
  kOldPlaceName = 128,    // the address uses a name that is no longer valid; a mark, codes stay
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

// One line of the answer key: what a register has and what is true.
struct DefectAnswer {
  std::string pin;       // the true number
  std::string held_pin;  // as the register has it; empty: missing
  uint32_t defects = 0;
};

// Defects plants faults into what registers hold, each of its own: pure functions of a seed, the register's name and
// the person. The nation stays true; whoever shows a register's view asks here. Thread-safe.
class Defects {
 public:
  // The nation must outlive it.
  Defects(const Nation* nation, uint64_t seed, const DefectRates& rates = {})
      : nation_(*nation), seed_(seed), rates_(rates) {}

  // A set of Defect; only those that show in this record.
  uint32_t Of(absl::string_view register_name, const Person& person) const;
  // The record as the register holds it.
  Person AsHeldBy(absl::string_view register_name, const Person& person) const;
  // The personal number as the register has it.
  std::string PinIn(absl::string_view register_name, const Person& person) const;
  // Those whose number in the register is this one: by the true number, by the old one, by the one with the other sex.
  // Two people may collide. Records are the true ones.
  std::vector<Person> ByPinIn(absl::string_view register_name, absl::string_view number) const;

  // The answers for the people of a page of the nation, in order of true number; those without defects left out.
  std::vector<DefectAnswer> AnswerKey(absl::string_view register_name, absl::string_view from_pin, int people) const;

 private:
  const Nation& nation_;
  uint64_t seed_;
  DefectRates rates_;
};

}  // namespace lienthong::seeds
