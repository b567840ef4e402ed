#include "seeds/identifiers/document_number.h"

#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "seeds/identifiers/digits.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

// Series by province; shared ones are as they were (one series for what was one province). Those of the domain brief
// are general knowledge, the others follow the old provinces by assumption.
struct Series {
  absl::string_view series;
  absl::string_view provinces;  // two-digit codes in a row
};
constexpr Series kSeries[] = {
    {"01", "01"},     {"02", "79"},   {"03", "31"},   {"04", "1112"},   {"05", "14"},   {"06", "1015"},
    {"07", "0208"},   {"08", "0420"}, {"09", "0619"}, {"10", "22"},     {"11", "17"},   {"12", "2427"},
    {"13", "2526"},   {"14", "3033"}, {"15", "34"},   {"16", "363537"}, {"17", "38"},   {"18", "4042"},
    {"19", "444546"}, {"20", "4849"}, {"21", "5152"}, {"22", "5456"},   {"23", "6264"}, {"24", "6667"},
    {"25", "68"},     {"26", "5860"}, {"27", "7577"}, {"28", "7074"},   {"29", "72"},   {"30", "80"},
    {"31", "82"},     {"32", "83"},   {"33", "8486"}, {"34", "87"},     {"35", "89"},   {"36", "929394"},
    {"37", "91"},     {"38", "9596"},
};

}  // namespace

bool IsLegacyId(absl::string_view number) { return IsDigits(number, 9); }

std::string LegacySeries(absl::string_view province_code) {
  for (const Series& series : kSeries) {
    for (size_t i = 0; i < series.provinces.size(); i += 2) {
      if (series.provinces.substr(i, 2) == province_code) return std::string(series.series);
    }
  }
  return "";
}

std::optional<CivilStatusNumber> ParseCivilStatusNumber(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '/');
  CivilStatusNumber number;
  if (parts.size() != 2 || !AllDigits(parts[0]) || parts[0].size() > 6 || parts[0][0] == '0' ||
      !IsDigits(parts[1], 4) || !absl::SimpleAtoi(parts[0], &number.number) ||
      !absl::SimpleAtoi(parts[1], &number.year)) {
    return std::nullopt;
  }
  return number;
}

std::string BookEntryId(absl::string_view commune_code, int64_t year, int64_t number) {
  return absl::StrFormat("%s-%04d-%05d", commune_code, year, number);
}

std::string FormatCivilStatusNumber(const CivilStatusNumber& number) {
  return absl::StrFormat("%d/%04d", number.number, number.year);
}

bool IsFacilityCode(absl::string_view code) {
  return IsDigits(code, 5) && Places::Default().FindProvince(code.substr(0, 2)) != nullptr;
}

std::optional<NoticeNumber> ParseNoticeNumber(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '.');
  if (parts.size() != 4 || !IsFacilityCode(parts[0]) || (parts[1] != "GCS" && parts[1] != "GBT") ||
      !IsDigits(parts[2], 5) || !IsDigits(parts[3], 2)) {
    return std::nullopt;
  }
  NoticeNumber number{parts[1] == "GCS" ? NoticeKind::kBirth : NoticeKind::kDeath, std::string(parts[0])};
  if (!absl::SimpleAtoi(parts[2], &number.serial) || !absl::SimpleAtoi(parts[3], &number.year)) return std::nullopt;
  number.year += 2000;
  return number;
}

std::string FormatNoticeNumber(const NoticeNumber& number) {
  return absl::StrFormat("%s.%s.%05d.%02d", number.facility_code, number.kind == NoticeKind::kBirth ? "GCS" : "GBT",
                         number.serial, number.year % 100);
}

bool IsMobileNumber(absl::string_view number) {
  return IsDigits(number, 10) && number[0] == '0' &&
         absl::string_view("35789").find(number[1]) != absl::string_view::npos;
}

}  // namespace lienthong::seeds
