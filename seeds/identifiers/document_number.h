// The smaller identifiers: old identity-card number, civil-status number, facility code, notices, phone.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// Old identity-card number: nine digits, no check digit; the first two are the series.
bool IsLegacyId(absl::string_view number);
// Series of the province (two digits). Provinces may share one. Partly general knowledge, the rest assumed.
std::string LegacySeries(absl::string_view province_code);

// Number in a civil-status book: number/year, in book NN/year.
struct CivilStatusNumber {
  uint32_t number = 0;  // from 1
  int year = 0;

  bool operator==(const CivilStatusNumber&) const = default;
};
std::optional<CivilStatusNumber> ParseCivilStatusNumber(absl::string_view text);
std::string FormatCivilStatusNumber(const CivilStatusNumber& number);
// The entry's id nationwide, as every register writes it: "commune-year-number", the number with five digits.
std::string BookEntryId(absl::string_view commune_code, int64_t year, int64_t number);

// Health-facility code: five digits, the first two a province.
bool IsFacilityCode(absl::string_view code);

// Signed notices of a health facility: NNNNN.GCS.ZZZZZ.YY (birth) and NNNNN.GBT.ZZZZZ.YY (death).
enum class NoticeKind { kBirth, kDeath };
struct NoticeNumber {
  NoticeKind kind = NoticeKind::kBirth;
  std::string facility_code;  // five digits
  uint32_t serial = 0;        // 0..99999
  int year = 0;               // 2000..2099

  bool operator==(const NoticeNumber&) const = default;
};
std::optional<NoticeNumber> ParseNoticeNumber(absl::string_view text);
std::string FormatNoticeNumber(const NoticeNumber& number);

// Mobile number: ten digits beginning 03, 05, 07, 08 or 09.
bool IsMobileNumber(absl::string_view number);

}  // namespace lienthong::seeds
