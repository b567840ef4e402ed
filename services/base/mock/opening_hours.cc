#include "services/base/mock/opening_hours.h"

#include "absl/time/civil_time.h"
#include "seeds/calendar/working_calendar.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using seeds::WorkingCalendar;

absl::Time AfterNoon(absl::CivilDay day) {
  return absl::FromCivil(absl::CivilSecond(day.year(), day.month(), day.day(), 13), HanoiZone());
}

// The noon break is when a working day between opening and closing is no office time.
bool IsNoon(absl::CivilDay day, absl::Time now) {
  return now > WorkingCalendar::OfficeOpens(day) && now < AfterNoon(day);
}

}  // namespace

absl::optional<absl::Time> OpensAgain(const control::v1::Closed& closed, absl::Time now) {
  if (closed.has_maintenance_until()) {
    const absl::Time until = FromProto(closed.maintenance_until());
    return now < until ? absl::optional<absl::Time>(until) : absl::nullopt;
  }
  const WorkingCalendar& calendar = WorkingCalendar::Default();
  const absl::CivilDay day = absl::ToCivilDay(now, HanoiZone());
  const auto open = calendar.IsOfficeTime(now);
  if (!open.ok() || *open) return absl::nullopt;
  const auto working = calendar.IsWorkingDay(day);
  if (working.ok() && *working) {
    if (now < WorkingCalendar::OfficeOpens(day)) return WorkingCalendar::OfficeOpens(day);
    if (IsNoon(day, now)) return closed.open_at_noon() ? absl::nullopt : absl::optional<absl::Time>(AfterNoon(day));
  }
  const auto next = calendar.NextWorkingDay(day);
  if (!next.ok()) return absl::nullopt;
  return WorkingCalendar::OfficeOpens(*next);
}

}  // namespace lienthong::mock
