#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "scenarios/runner/json.h"
#include "seeds/calendar/partial_date.h"

// Days and times as scenarios write them.
namespace lienthong::scenarios {

// The date that a value is: ISO with any precision, the day in Vietnam of an RFC 3339 time, or {year, month, day}.
absl::StatusOr<seeds::PartialDate> DateOf(const Json& value);

// `unit` is days, months, years or working_days, singular too. A month too short gives its last day.
absl::StatusOr<absl::CivilDay> Shift(absl::CivilDay day, int count, const std::string& unit);

// {year, month, day}; what isn't known is left out.
Json DateObject(const seeds::PartialDate& date);

// "2024-08-05 08:00" (+07:00), a day alone for its 00:00, or RFC 3339.
absl::StatusOr<absl::Time> ParseTime(const std::string& text);
// RFC 3339 in UTC.
std::string Rfc3339(absl::Time time);

// "90s", "30m", "36h", "10d", "1d12h".
absl::StatusOr<absl::Duration> ParseSpan(const std::string& text);

}  // namespace lienthong::scenarios
