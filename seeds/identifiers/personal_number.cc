#include "seeds/identifiers/personal_number.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

// First character of PPP.
char ModeDigit(PinMode mode) { return mode == PinMode::kSafe ? '9' : '0'; }

bool IsTwelveDigits(absl::string_view number) {
  return number.size() == 12 && std::all_of(number.begin(), number.end(), absl::ascii_isdigit);
}

bool HasKnownProvince(absl::string_view number, PinMode mode) {
  return number[0] == ModeDigit(mode) && Places::Default().FindProvince(number.substr(1, 2)) != nullptr;
}

int CenturyOf(absl::string_view number) { return 1900 + (number[3] - '0') / 2 * 100; }
int ShortYearOf(absl::string_view number) { return (number[4] - '0') * 10 + (number[5] - '0'); }
Sex SexOf(absl::string_view number) { return (number[3] - '0') % 2 == 0 ? Sex::kMale : Sex::kFemale; }
bool Binary(Sex sex) { return sex == Sex::kMale || sex == Sex::kFemale; }

}  // namespace

absl::string_view RuleId(PersonalNumberRule rule) {
  static constexpr absl::string_view kIds[] = {"R1", "R2", "R3", "R4", "R5", "R6"};
  return kIds[static_cast<int>(rule) - 1];
}

std::string Describe(PersonalNumberRule rule, PinMode mode) {
  switch (rule) {
    case PersonalNumberRule::kTwelveDigits:
      return "A personal number has exactly 12 digits.";
    case PersonalNumberRule::kProvince:
      return mode == PinMode::kSafe
                 ? "The first three digits must be 9 and a province code (901 to 996): this world uses the safe range."
                 : "The first three digits must be 0 and a province code (001 to 096): this world uses the real range.";
    case PersonalNumberRule::kCentury:
      return "The fourth digit must stand for the century of the birth year.";
    case PersonalNumberRule::kSex:
      return "The fourth digit must be even for a man and odd for a woman.";
    case PersonalNumberRule::kBirthYear:
      return "The fifth and sixth digits must be the last two digits of the birth year.";
    case PersonalNumberRule::kNotInFuture:
      return "The birth year in the number must not be in the future.";
  }
  return "";
}

std::vector<PersonalNumberViolation> CheckPersonalNumber(absl::string_view number, const PersonalNumberClaim& claim,
                                                         PinMode mode, absl::CivilDay today) {
  using Rule = PersonalNumberRule;
  if (!IsTwelveDigits(number)) return {{Rule::kTwelveDigits, "number"}};
  std::vector<PersonalNumberViolation> violations;
  if (!HasKnownProvince(number, mode)) violations.push_back({Rule::kProvince, "PPP"});
  const int year = claim.birth_year.value_or(CenturyOf(number) + ShortYearOf(number));
  if (year / 100 * 100 != CenturyOf(number)) violations.push_back({Rule::kCentury, "G"});
  if (claim.sex && Binary(*claim.sex) && *claim.sex != SexOf(number)) violations.push_back({Rule::kSex, "G"});
  if (year % 100 != ShortYearOf(number)) violations.push_back({Rule::kBirthYear, "YY"});
  const int64_t this_year = std::max(today, kSnapshotDay).year();
  if (CenturyOf(number) + ShortYearOf(number) > this_year) violations.push_back({Rule::kNotInFuture, "YY"});
  return violations;
}

bool IsPersonalNumber(absl::string_view number, PinMode mode) {
  return IsTwelveDigits(number) && HasKnownProvince(number, mode);
}

std::optional<PersonalNumberParts> ParsePersonalNumber(absl::string_view number, PinMode mode) {
  if (!IsPersonalNumber(number, mode)) return std::nullopt;
  PersonalNumberParts parts;
  parts.cell = {std::string(number.substr(1, 2)), SexOf(number), CenturyOf(number) + ShortYearOf(number)};
  return absl::SimpleAtoi(number.substr(6), &parts.six) ? std::optional(parts) : std::nullopt;
}

std::string ComposePersonalNumber(const NumberCell& cell, uint32_t six, PinMode mode) {
  return PersonalNumberDigits(cell.province_code, cell.sex, cell.birth_year, six, mode).str();
}

DigitText<12> PersonalNumberDigits(absl::string_view province_code, Sex sex, int birth_year, uint32_t six,
                                   PinMode mode) {
  const int century = (birth_year - 1900) / 100 * 2 + (sex == Sex::kFemale ? 1 : 0);
  DigitText<12> number;
  number.text[0] = ModeDigit(mode);
  number.text[1] = province_code[0];
  number.text[2] = province_code[1];
  number.text[3] = static_cast<char>('0' + century);
  WriteDigits<8>(static_cast<uint64_t>(birth_year % 100) * 1'000'000 + six, number.text + 4);
  return number;
}

}  // namespace lienthong::seeds
