// The personal identification number: PPP G YY RRRRRR. No check digit: nearly every well-formed number may belong to a
// living person, so the simulator writes the province as 9pp ("safe") unless told to be realistic.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "seeds/identifiers/digit_text.h"
#include "seeds/identifiers/sex.h"

namespace lienthong::seeds {

// kSafe: PPP = 9 + the two-digit province code, which no birth-registration code uses. kRealistic: 0 + province code.
enum class PinMode { kSafe, kRealistic };

// The nation is as of this day. "Not in the future" (R6) compares with the later of it and the world's today.
inline constexpr absl::CivilDay kSnapshotDay(2023, 12, 31);

// The rules of the number, each with a violation of its own.
enum class PersonalNumberRule {
  kTwelveDigits = 1,  // R1
  kProvince = 2,      // R2: PPP is a birth-registration province in the range of the mode
  kCentury = 3,       // R3: G says the century of the claimed birth year
  kSex = 4,           // R4: the parity of G says the claimed sex
  kBirthYear = 5,     // R5: YY = claimed birth year mod 100
  kNotInFuture = 6,   // R6: the birth year in the number has begun
};

// "R1" .. "R6".
absl::string_view RuleId(PersonalNumberRule rule);
// One sentence saying what the rule demands in this mode; holds no personal data.
std::string Describe(PersonalNumberRule rule, PinMode mode);

struct PersonalNumberViolation {
  PersonalNumberRule rule;
  // The digits at fault, by their place in the number: "PPP", "G", "YY", or "number".
  absl::string_view part;
};

// What is known about the holder from elsewhere; an absent value is not checked.
struct PersonalNumberClaim {
  std::optional<Sex> sex;
  std::optional<int> birth_year;
};

// All violations, in the order of the rules; only R1 when that one is broken. Empty means valid.
// `today` is the world's date; the snapshot day is taken when later.
std::vector<PersonalNumberViolation> CheckPersonalNumber(absl::string_view number, const PersonalNumberClaim& claim,
                                                         PinMode mode, absl::CivilDay today);

// R1 and R2 only: what a look-up by number needs.
bool IsPersonalNumber(absl::string_view number, PinMode mode);

// Numbers with the same province, sex and birth year form a cell of 1,000,000.
struct NumberCell {
  std::string province_code;  // two-digit GSO code of the province of birth registration
  Sex sex = Sex::kMale;
  int birth_year = 0;  // 1900..2399

  bool operator==(const NumberCell&) const = default;
};

struct PersonalNumberParts {
  NumberCell cell;
  uint32_t six = 0;  // 0..999999
};

// The parts of a number that keeps R1 and R2; nothing otherwise.
std::optional<PersonalNumberParts> ParsePersonalNumber(absl::string_view number, PinMode mode);

// The inverse. Demands a known province, male or female, a year of 1900..2399 and six < 1,000,000.
std::string ComposePersonalNumber(const NumberCell& cell, uint32_t six, PinMode mode);
DigitText<12> PersonalNumberDigits(absl::string_view province_code, Sex sex, int birth_year, uint32_t six,
                                   PinMode mode);

}  // namespace lienthong::seeds
