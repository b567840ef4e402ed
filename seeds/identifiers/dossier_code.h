// Dossier codes [mã hồ sơ]: unit, reception date, serial of the day. Two styles are in use, and both parse:
//   kCircular01     000.00.00.H49-240805-0007        unit with level 1 right-most, yymmdd, 4..7 digits
//   kDecision20     H26.14.15-240805-0007            level 1 first, yymmdd
//   kDecision20Long G22.99-20240805-0000007          level 1 first, yyyymmdd (the linking software's own)
// and the social-insurance agency's own NNNNN/YYYY/NNNNN, which is a different identifier.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace lienthong::seeds {

enum class DossierCodeStyle { kCircular01, kDecision20, kDecision20Long };

struct DossierCode {
  DossierCodeStyle style = DossierCodeStyle::kDecision20;
  std::string unit;           // as written: "000.00.00.H49", "H26.14.15", "G22"
  absl::CivilDay received{};  // reception date
  uint64_t serial = 0;        // serial of the day
  int serial_digits = 4;      // 4..7

  // Level 1 of the unit, such as H49 or G22.
  std::string agency_code() const;
  bool operator==(const DossierCode&) const = default;
};

// Nothing when the text is no dossier code, its date does not exist, or its unit is malformed.
std::optional<DossierCode> ParseDossierCode(absl::string_view text);
std::string FormatDossierCode(const DossierCode& code);

struct InsuranceDossierCode {
  std::string agency;  // five digits
  int year = 0;
  uint32_t serial = 0;  // 0..99999

  bool operator==(const InsuranceDossierCode&) const = default;
};

std::optional<InsuranceDossierCode> ParseInsuranceDossierCode(absl::string_view text);
std::string FormatInsuranceDossierCode(const InsuranceDossierCode& code);

// Procedure code [mã thủ tục]: d.dddddd, such as 2.002621.
bool IsProcedureCode(absl::string_view text);

}  // namespace lienthong::seeds
