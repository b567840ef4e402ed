#include "scenarios/runner/day_arithmetic.h"

#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "seeds/calendar/working_calendar.h"

namespace lienthong::scenarios {
namespace {

absl::CivilDay LastOfMonth(absl::CivilMonth month) { return absl::CivilDay(month + 1) - 1; }

absl::CivilDay AddMonths(absl::CivilDay day, int months) {
  const absl::CivilMonth month = absl::CivilMonth(day) + months;
  const absl::CivilDay last = LastOfMonth(month);
  return absl::CivilDay(month.year(), month.month(), std::min(day.day(), last.day()));
}

int IntegerAt(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_number_integer() ? found->get<int>() : 0;
}

absl::Status NoDate(const Json& value) { return absl::InvalidArgumentError(absl::StrCat(Brief(value), " is no date")); }

}  // namespace

absl::StatusOr<seeds::PartialDate> DateOf(const Json& value) {
  if (value.is_object()) {
    const seeds::PartialDate date{IntegerAt(value, "year"), IntegerAt(value, "month"), IntegerAt(value, "day")};
    if (date.known() && date.valid()) return date;
    return NoDate(value);
  }
  if (!value.is_string() && !value.is_number_integer()) return NoDate(value);
  const std::string text = value.is_string() ? value.get<std::string>() : value.dump();
  if (const std::optional<seeds::PartialDate> date = seeds::ParseDate(text)) return *date;
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) return seeds::PartialDate::Of(seeds::VietnamDay(time));
  return NoDate(value);
}

absl::StatusOr<absl::CivilDay> Shift(absl::CivilDay day, int count, const std::string& unit) {
  if (unit == "day" || unit == "days") return day + count;
  if (unit == "month" || unit == "months") return AddMonths(day, count);
  if (unit == "year" || unit == "years") return AddMonths(day, 12 * count);
  if (unit != "working_day" && unit != "working_days") {
    return absl::InvalidArgumentError(
        absl::StrCat("\"", unit, "\" is no unit; there are days, months, years, working_days"));
  }
  if (count < 0) return absl::InvalidArgumentError("working_days can be added, not taken off");
  return seeds::WorkingCalendar::Default().AddWorkingDays(day, count);
}

Json DateObject(const seeds::PartialDate& date) {
  Json object = {{"year", date.year}};
  if (date.month != 0) object["month"] = date.month;
  if (date.day != 0) object["day"] = date.day;
  return object;
}

absl::StatusOr<absl::Time> ParseTime(const std::string& text) {
  absl::Time time;
  if (absl::ParseTime(absl::RFC3339_full, text, &time, nullptr)) return time;
  for (const char* format : {"%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"}) {
    if (absl::ParseTime(format, text, seeds::VietnamTime(), &time, nullptr)) return time;
  }
  return absl::InvalidArgumentError(absl::StrCat("\"", text, "\" is no time; write 2024-08-05 08:00"));
}

std::string Rfc3339(absl::Time time) { return absl::FormatTime("%Y-%m-%dT%H:%M:%E*SZ", time, absl::UTCTimeZone()); }

absl::StatusOr<absl::Duration> ParseSpan(const std::string& text) {
  const absl::Status wrong = absl::InvalidArgumentError(
      absl::StrCat("\"", text, "\" is no length of time; write 90s, 30m, 36h, 10d or 1d12h"));
  absl::Duration days, rest;
  std::string left = text;
  if (const size_t d = text.find('d'); d != std::string::npos) {
    int count = 0;
    if (!absl::SimpleAtoi(text.substr(0, d), &count)) return wrong;
    days = absl::Hours(24) * count;
    left = text.substr(d + 1);
  }
  if (!left.empty() && !absl::ParseDuration(left, &rest)) return wrong;
  if (text.empty() || days + rest < absl::ZeroDuration()) return wrong;
  return days + rest;
}

}  // namespace lienthong::scenarios
