#include "seeds/identifiers/dossier_code.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "seeds/identifiers/digits.h"

namespace lienthong::seeds {
namespace {

bool IsAgencyCode(absl::string_view text) {
  return text.size() == 3 && (text[0] == 'G' || text[0] == 'H') && AllDigits(text.substr(1));
}

// 000.00.00.H49
bool IsCircular01Unit(const std::vector<absl::string_view>& parts) {
  return parts.size() == 4 && IsDigits(parts[0], 3) && IsDigits(parts[1], 2) && IsDigits(parts[2], 2) &&
         IsAgencyCode(parts[3]);
}

// H26.14.15: up to four more parts of one to three digits.
bool IsDecision20Unit(const std::vector<absl::string_view>& parts) {
  if (parts.size() > 5 || !IsAgencyCode(parts[0])) return false;
  for (size_t i = 1; i < parts.size(); ++i) {
    if (parts[i].size() > 3 || !AllDigits(parts[i])) return false;
  }
  return true;
}

std::optional<absl::CivilDay> ReadDay(absl::string_view digits) {
  const std::string text = digits.size() == 6 ? absl::StrCat("20", digits) : std::string(digits);
  int year = 0, month = 0, day = 0;
  if (!IsDigits(text, 8) || !absl::SimpleAtoi(text.substr(0, 4), &year) ||
      !absl::SimpleAtoi(text.substr(4, 2), &month) || !absl::SimpleAtoi(text.substr(6, 2), &day)) {
    return std::nullopt;
  }
  const absl::CivilDay result(year, month, day);
  if (result.month() != month || result.day() != day) return std::nullopt;  // normalised: no such day
  return result;
}

}  // namespace

std::string DossierCode::agency_code() const {
  return style == DossierCodeStyle::kCircular01 ? unit.substr(unit.size() - 3) : unit.substr(0, 3);
}

std::optional<DossierCode> ParseDossierCode(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  if (parts.size() != 3) return std::nullopt;
  const std::vector<absl::string_view> unit = absl::StrSplit(parts[0], '.');
  DossierCode code;
  const bool long_date = parts[1].size() == 8;
  if (IsCircular01Unit(unit) && !long_date) {
    code.style = DossierCodeStyle::kCircular01;
  } else if (IsDecision20Unit(unit)) {
    code.style = long_date ? DossierCodeStyle::kDecision20Long : DossierCodeStyle::kDecision20;
  } else {
    return std::nullopt;
  }
  const std::optional<absl::CivilDay> received = ReadDay(parts[1]);
  const size_t digits = parts[2].size();
  if (!received || digits < 4 || digits > 7 || !AllDigits(parts[2]) || !absl::SimpleAtoi(parts[2], &code.serial)) {
    return std::nullopt;
  }
  code.unit = std::string(parts[0]);
  code.received = *received;
  code.serial_digits = static_cast<int>(digits);
  return code;
}

std::string FormatDossierCode(const DossierCode& code) {
  const absl::CivilDay day = code.received;
  const std::string date = code.style == DossierCodeStyle::kDecision20Long
                               ? absl::StrFormat("%04d%02d%02d", day.year(), day.month(), day.day())
                               : absl::StrFormat("%02d%02d%02d", day.year() % 100, day.month(), day.day());
  return absl::StrFormat("%s-%s-%0*d", code.unit, date, code.serial_digits, code.serial);
}

std::optional<InsuranceDossierCode> ParseInsuranceDossierCode(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  if (parts.size() != 3 || !IsDigits(parts[0], 5) || !IsDigits(parts[1], 4) || !IsDigits(parts[2], 5)) {
    return std::nullopt;
  }
  InsuranceDossierCode code{std::string(parts[0])};
  if (!absl::SimpleAtoi(parts[1], &code.year) || !absl::SimpleAtoi(parts[2], &code.serial)) return std::nullopt;
  return code;
}

std::string FormatInsuranceDossierCode(const InsuranceDossierCode& code) {
  return absl::StrFormat("%s/%04d/%05d", code.agency, code.year, code.serial);
}

bool IsProcedureCode(absl::string_view text) {
  return text.size() == 8 && AllDigits(text.substr(0, 1)) && text[1] == '.' && AllDigits(text.substr(2));
}

}  // namespace lienthong::seeds
