#include "services/base/applications/rules.h"

#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "services/base/world/times.h"

namespace lienthong::applications {

absl::CivilDay FiledOn(const v1::Application& application) {
  return seeds::VietnamDay(FromProto(application.history(0).at()));
}

absl::StatusOr<absl::Time> DueByLaw(absl::string_view rule, absl::Time received) {
  const int64_t days = seeds::Law::Default().Int(rule, seeds::VietnamDay(received));
  return seeds::WorkingCalendar::Default().AddWorkingDays(received, static_cast<int>(days));
}

}  // namespace lienthong::applications
