// The social-insurance number (10 digits, one for life) and the 15-character insurance card code built on it:
// object (2 letters), benefit level (1 digit), province (2 digits), social-insurance number (10 digits).
#pragma once

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lienthong::seeds {

// Ten digits, the first two a province (97: army).
bool IsSiNumber(absl::string_view number);

// Who pays the contribution.
enum class InsuranceGroup { kEmployment, kSocialInsurance, kState, kStateSupported, kHousehold };

// One object code of the card. `level` is the usual benefit level 1..5.
struct InsuranceObject {
  absl::string_view code;
  InsuranceGroup group;
  int level;
  absl::string_view meaning;
};

// All object codes, in the order of the groups.
absl::Span<const InsuranceObject> InsuranceObjects();
const InsuranceObject* FindInsuranceObject(absl::string_view code);
// Share of in-scope cost the fund pays, in percent: 100, 100, 95, 80, 100 for the levels 1..5; 0 for any other.
int BenefitPercent(int level);

struct InsuranceCardCode {
  std::string object;         // "TE"
  int level = 0;              // 1..5
  std::string province_code;  // two digits; 97 for the army
  std::string si_number;      // ten digits

  bool operator==(const InsuranceCardCode&) const = default;
};

// What is wrong with a card code; the names follow the card check's answers 051, 052, 053.
enum class CardCodeFault { kNone, kShape, kObject, kLevel, kProvince };
CardCodeFault CheckInsuranceCardCode(absl::string_view code);

// The parts of a code without fault; nothing otherwise.
std::optional<InsuranceCardCode> ParseInsuranceCardCode(absl::string_view code);
std::string FormatInsuranceCardCode(const InsuranceCardCode& code);

}  // namespace lienthong::seeds
