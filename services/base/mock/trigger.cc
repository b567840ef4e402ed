#include "services/base/mock/trigger.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/civil_time.h"
#include "absl/types/optional.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/error/error.h"
#include "services/base/status.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using control::v1::Trigger;
using control::v1::Window;

// "17:00" as minutes of the day.
absl::optional<int> MinuteOfDay(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text, ':');
  int hour = 0, minute = 0;
  if (parts.size() != 2 || parts[0].size() != 2 || parts[1].size() != 2 || !absl::SimpleAtoi(parts[0], &hour) ||
      !absl::SimpleAtoi(parts[1], &minute) || hour < 0 || hour > 23 || minute < 0 || minute > 59) {
    return absl::nullopt;
  }
  return hour * 60 + minute;
}

absl::Status CheckWindow(const Window& window, const std::string& field) {
  if (window.has_from() && window.has_to() && FromProto(window.to()) <= FromProto(window.from())) {
    return InvalidField(field, "nothing lies in it: from comes after to");
  }
  if (window.daily_from().empty() != window.daily_to().empty()) {
    return InvalidField(field, "give both daily_from and daily_to, or neither");
  }
  if (!window.daily_from().empty() && (!MinuteOfDay(window.daily_from()) || !MinuteOfDay(window.daily_to()))) {
    return InvalidField(field, "write times of day such as \"07:30\"");
  }
  return absl::OkStatus();
}

// Of a day outside the calendar's years nobody knows whether it is worked: it is of neither kind.
bool IsDayOf(control::v1::DayKind kind, absl::CivilDay day) {
  if (kind == control::v1::DAY_KIND_UNSPECIFIED) return true;
  const auto working = seeds::WorkingCalendar::Default().IsWorkingDay(day);
  return working.ok() && *working == (kind == control::v1::DAY_KIND_WORKING);
}

}  // namespace

absl::Status CheckTrigger(const Trigger& trigger, const std::string& field) {
  if (trigger.has_percent() && !(trigger.percent() > 0 && trigger.percent() <= 100)) {
    return InvalidField(field + ".percent", "use more than 0 and at most 100");
  }
  if (trigger.skip_calls() < 0) return InvalidField(field + ".skip_calls", "it must not be negative");
  if (trigger.first_calls() < 0) return InvalidField(field + ".first_calls", "it must not be negative");
  if (trigger.every() < 0) return InvalidField(field + ".every", "it must not be negative");
  for (int i = 0; i < trigger.calls_size(); ++i) {
    if (trigger.calls(i) < 1) return InvalidField(absl::StrCat(field, ".calls[", i, "]"), "calls are counted from 1");
  }
  for (int i = 0; i < trigger.windows_size(); ++i) {
    RETURN_IF_ERROR(CheckWindow(trigger.windows(i), absl::StrCat(field, ".windows[", i, "]")));
  }
  return absl::OkStatus();
}

bool Counts(const Trigger& trigger) {
  return trigger.skip_calls() > 0 || trigger.first_calls() > 0 || trigger.every() > 1 || trigger.calls_size() > 0 ||
         (trigger.seed() != 0 && trigger.has_percent());
}

bool Fires(const Trigger& trigger, int64_t number, absl::Time now, Chance& chance) {
  const int64_t after = number - trigger.skip_calls();
  const auto& calls = trigger.calls();
  if (trigger.skip_calls() > 0 && after <= 0) return false;
  if (trigger.first_calls() > 0 && after > trigger.first_calls()) return false;
  if (trigger.every() > 1 && after % trigger.every() != 0) return false;
  if (!calls.empty() && std::find(calls.begin(), calls.end(), number) == calls.end()) return false;
  const auto& windows = trigger.windows();
  if (!windows.empty() &&
      std::none_of(windows.begin(), windows.end(), [now](const Window& window) { return InWindow(window, now); })) {
    return false;
  }
  return !trigger.has_percent() || chance.Draw() * 100 < trigger.percent();
}

bool InWindow(const Window& window, absl::Time now) {
  if (window.has_from() && now < FromProto(window.from())) return false;
  if (window.has_to() && now >= FromProto(window.to())) return false;
  const absl::CivilSecond civil = absl::ToCivilSecond(now, HanoiZone());
  absl::CivilDay day(civil);
  if (!window.daily_from().empty()) {
    const int minute = civil.hour() * 60 + civil.minute();
    const int from = MinuteOfDay(window.daily_from()).value_or(0), to = MinuteOfDay(window.daily_to()).value_or(0);
    const bool over_midnight = to <= from;
    if (over_midnight ? minute < from && minute >= to : minute < from || minute >= to) return false;
    if (over_midnight && minute < to) --day;
  }
  return IsDayOf(window.days(), day);
}

}  // namespace lienthong::mock
