#include "seeds/calendar/partial_date.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"

namespace lienthong::seeds {
namespace {

int DaysIn(int year, int month) {
  return static_cast<int>((absl::CivilDay(absl::CivilMonth(year, month) + 1) - 1).day());
}

// Exactly `digits` decimal digits.
bool ReadNumber(absl::string_view text, size_t digits, int* value) {
  return text.size() == digits && std::all_of(text.begin(), text.end(), absl::ascii_isdigit) &&
         absl::SimpleAtoi(text, value);
}

}  // namespace

PartialDate PartialDate::Of(absl::CivilDay day) { return {static_cast<int>(day.year()), day.month(), day.day()}; }

bool PartialDate::valid() const {
  if (year < 1 || year > 9999 || month < 0 || month > 12 || day < 0) return false;
  if (month == 0) return day == 0;
  return day <= DaysIn(year, month);
}

absl::CivilDay PartialDate::first_day() const { return absl::CivilDay(year, std::max(month, 1), std::max(day, 1)); }

absl::CivilDay PartialDate::last_day() const {
  const int last_month = month == 0 ? 12 : month;
  return absl::CivilDay(year, last_month, day == 0 ? DaysIn(year, last_month) : day);
}

std::string FormatDate(const PartialDate& date) {
  if (!date.known()) return "";
  if (date.month == 0) return absl::StrFormat("%04d", date.year);
  if (date.day == 0) return absl::StrFormat("%04d-%02d", date.year, date.month);
  return absl::StrFormat("%04d-%02d-%02d", date.year, date.month, date.day);
}

std::string FormatDate(absl::CivilDay day) { return FormatDate(PartialDate::Of(day)); }

std::string FormatVietnameseDate(const PartialDate& date) {
  if (!date.known()) return "";
  if (date.month == 0) return absl::StrFormat("%04d", date.year);
  if (date.day == 0) return absl::StrFormat("%02d/%04d", date.month, date.year);
  return absl::StrFormat("%02d/%02d/%04d", date.day, date.month, date.year);
}

std::optional<PartialDate> ParseDate(absl::string_view text) {
  const std::vector<absl::string_view> parts = absl::StrSplit(text, '-');
  PartialDate date;
  if (parts.size() > 3 || !ReadNumber(parts[0], 4, &date.year)) return std::nullopt;
  if (parts.size() > 1 && (!ReadNumber(parts[1], 2, &date.month) || date.month == 0)) return std::nullopt;
  if (parts.size() > 2 && (!ReadNumber(parts[2], 2, &date.day) || date.day == 0)) return std::nullopt;
  return date.valid() ? std::optional(date) : std::nullopt;
}

std::optional<absl::CivilDay> ParseDay(absl::string_view text) {
  const std::optional<PartialDate> date = ParseDate(text);
  return date && date->full() ? std::optional(date->first_day()) : std::nullopt;
}

bool Agrees(const PartialDate& a, const PartialDate& b) {
  if (a.year != b.year) return false;
  if (a.month == 0 || b.month == 0) return true;
  return a.month == b.month && (a.day == 0 || b.day == 0 || a.day == b.day);
}

int MonthsOn(const PartialDate& birth, absl::CivilDay day) {
  const absl::CivilDay born = birth.first_day();
  const int months = static_cast<int>(absl::CivilMonth(day) - absl::CivilMonth(born));
  return day.day() < born.day() ? months - 1 : months;
}

int AgeOn(const PartialDate& birth, absl::CivilDay day) {
  const int months = MonthsOn(birth, day);
  return months >= 0 ? months / 12 : (months - 11) / 12;
}

}  // namespace lienthong::seeds
