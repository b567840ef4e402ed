#include "seeds/calendar/working_calendar.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "embed/seeds_calendar_files.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/data.h"

namespace lienthong::seeds {
namespace {

constexpr char kFile[] = "seeds/calendar/holidays.yaml";
constexpr absl::Duration kCutOff = absl::Hours(15);

// Office hours as offsets from midnight.
struct Session {
  absl::Duration opens;
  absl::Duration closes;
};
constexpr Session kSessions[] = {{absl::Minutes(7 * 60 + 30), absl::Minutes(11 * 60 + 30)},
                                 {absl::Hours(13), absl::Hours(17)}};

absl::Time Midnight(absl::CivilDay day) { return absl::FromCivil(day, VietnamTime()); }

bool IsWeekend(absl::CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

absl::Status ReadHoliday(const YAML::Node& node, std::vector<Holiday>* holidays) {
  if (absl::Status status = CheckKeys(kFile, node, {"days", "vi", "en", "mark", "working"}); !status.ok()) {
    return status;
  }
  for (const YAML::Node& text : node["days"]) {
    const std::optional<absl::CivilDay> day = ParseDay(text.Scalar());
    if (!day) return YamlError(kFile, text, "no such day");
    holidays->push_back(
        {*day, TextAt(node, "vi"), TextAt(node, "en"), TextAt(node, "mark"), TextAt(node, "working") == "true"});
  }
  return absl::OkStatus();
}

absl::Status ReadHolidays(const YAML::Node& root, int* first_year, int* last_year, std::vector<Holiday>* holidays) {
  if (absl::Status status = CheckKeys(kFile, root, {"first_year", "last_year", "holidays"}); !status.ok()) {
    return status;
  }
  *first_year = root["first_year"].as<int>();
  *last_year = root["last_year"].as<int>();
  for (const YAML::Node& node : root["holidays"]) {
    if (absl::Status status = ReadHoliday(node, holidays); !status.ok()) return status;
  }
  std::sort(holidays->begin(), holidays->end(), [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  for (const Holiday& holiday : *holidays) {
    if (holiday.day.year() < *first_year || holiday.day.year() > *last_year) {
      return absl::InvalidArgumentError(absl::StrCat(kFile, ": ", FormatDate(holiday.day), " is outside the years"));
    }
    if (holiday.working && !IsWeekend(holiday.day)) {
      return absl::InvalidArgumentError(absl::StrCat(kFile, ": ", FormatDate(holiday.day), " is worked anyway"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::TimeZone VietnamTime() { return absl::FixedTimeZone(7 * 3600); }

absl::CivilDay VietnamDay(absl::Time time) { return absl::ToCivilDay(time, VietnamTime()); }

const WorkingCalendar& WorkingCalendar::Default() {
  static const WorkingCalendar* const calendar = [] {
    absl::StatusOr<WorkingCalendar> parsed = Parse(calendar_files::File("holidays.yaml"));
    if (!parsed.ok()) FaultySeed(parsed.status());
    return new WorkingCalendar(*std::move(parsed));
  }();
  return *calendar;
}

absl::StatusOr<WorkingCalendar> WorkingCalendar::Parse(absl::string_view yaml) {
  WorkingCalendar calendar;
  absl::Status status = ReadYaml(kFile, yaml, [&](const YAML::Node& root) {
    return ReadHolidays(root, &calendar.first_year_, &calendar.last_year_, &calendar.holidays_);
  });
  if (!status.ok()) return status;
  for (const Holiday& holiday : calendar.holidays_) {
    if (holiday.working) {
      calendar.worked_.insert(holiday.day);
    } else if (!IsWeekend(holiday.day)) {
      calendar.off_.insert(holiday.day);
    }
  }
  return calendar;
}

bool WorkingCalendar::Covers(absl::CivilDay day) const { return day.year() >= first_year_ && day.year() <= last_year_; }

absl::StatusOr<bool> WorkingCalendar::IsWorkingDay(absl::CivilDay day) const {
  if (!Covers(day)) {
    return absl::OutOfRangeError(absl::StrCat("The working calendar covers ", first_year_, " to ", last_year_, "; ",
                                              FormatDate(day), " needs a later calendar file."));
  }
  return IsWeekend(day) ? worked_.contains(day) : !off_.contains(day);
}

absl::StatusOr<absl::CivilDay> WorkingCalendar::NextWorkingDay(absl::CivilDay day) const {
  while (true) {
    const absl::StatusOr<bool> working = IsWorkingDay(++day);
    if (!working.ok()) return working.status();
    if (*working) return day;
  }
}

absl::StatusOr<absl::CivilDay> WorkingCalendar::AddWorkingDays(absl::CivilDay day, int n) const {
  absl::StatusOr<absl::CivilDay> result = day;
  for (int i = 0; i < n && result.ok(); ++i) result = NextWorkingDay(*result);
  return result;
}

absl::StatusOr<int> WorkingCalendar::WorkingDaysBetween(absl::CivilDay from, absl::CivilDay to) const {
  int count = 0;
  for (absl::CivilDay day = std::min(from, to) + 1; day <= std::max(from, to); ++day) {
    const absl::StatusOr<bool> working = IsWorkingDay(day);
    if (!working.ok()) return working.status();
    count += *working ? 1 : 0;
  }
  return from <= to ? count : -count;
}

absl::StatusOr<absl::CivilDay> WorkingCalendar::ReceivedOn(absl::Time time) const {
  const absl::CivilDay day = VietnamDay(time);
  const absl::StatusOr<bool> working = IsWorkingDay(day);
  if (!working.ok()) return working.status();
  // At 15:00 sharp it is still the same day: "after 15:00" counts from the next.
  if (*working && time <= Midnight(day) + kCutOff) return day;
  return NextWorkingDay(day);
}

absl::StatusOr<absl::Time> WorkingCalendar::AddWorkingDays(absl::Time from, int n) const {
  absl::StatusOr<absl::CivilDay> day = ReceivedOn(from);
  if (day.ok()) day = AddWorkingDays(*day, n);
  if (!day.ok()) return day.status();
  return DueEndOfDay(*day);
}

absl::StatusOr<absl::Time> WorkingCalendar::AddWorkingHours(absl::Time from, absl::Duration hours) const {
  absl::CivilDay day = VietnamDay(from);
  while (true) {
    const absl::StatusOr<bool> working = IsWorkingDay(day);
    if (!working.ok()) return working.status();
    for (const Session& session : kSessions) {
      if (!*working) break;
      const absl::Time start = std::max(from, Midnight(day) + session.opens);
      const absl::Duration left = Midnight(day) + session.closes - start;
      if (left <= absl::ZeroDuration()) continue;
      if (hours <= left) return start + hours;
      hours -= left;
    }
    ++day;
  }
}

absl::StatusOr<bool> WorkingCalendar::IsOfficeTime(absl::Time time) const {
  const absl::CivilDay day = VietnamDay(time);
  const absl::StatusOr<bool> working = IsWorkingDay(day);
  if (!working.ok() || !*working) return working;
  const absl::Duration since_midnight = time - Midnight(day);
  return std::any_of(std::begin(kSessions), std::end(kSessions), [&](const Session& session) {
    return since_midnight >= session.opens && since_midnight < session.closes;
  });
}

absl::Time WorkingCalendar::DueEndOfDay(absl::CivilDay day) { return Midnight(day) + kSessions[1].closes; }

absl::Time WorkingCalendar::OfficeOpens(absl::CivilDay day) { return Midnight(day) + kSessions[0].opens; }

std::vector<Holiday> WorkingCalendar::HolidaysOf(int year) const {
  std::vector<Holiday> result;
  std::copy_if(holidays_.begin(), holidays_.end(), std::back_inserter(result),
               [&](const Holiday& holiday) { return holiday.day.year() == year; });
  return result;
}

}  // namespace lienthong::seeds
