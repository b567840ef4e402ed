#pragma once

#include <memory>
#include <string>

#include "absl/container/btree_map.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "lienthong/applications/v1/desk_state.pb.h"
#include "seeds/calendar/working_calendar.h"
#include "seeds/law/law.h"
#include "services/base/applications/procedure.h"
#include "services/base/store/table.h"

namespace lienthong::applications {

inline constexpr char kDossierCodeIndex[] = "dossier_code";
inline constexpr char kStatusIndex[] = "status";
inline constexpr char kTenantIndex[] = "tenant";

// What one agency's desk works with. Immutable once the procedures are in.
struct Office {
  Office(std::string agency, const seeds::WorkingCalendar& calendar, const seeds::Law& law);

  // INVALID_ARGUMENT, reason PROCEDURE_UNKNOWN.
  absl::StatusOr<Procedure*> ProcedureOf(const std::string& code) const;

  // When something that arrives at `time` counts as received: at once before 15:00 of a working day, else when the
  // office opens on the next one.
  //   CALENDAR_NOT_COVERED
  absl::StatusOr<absl::Time> ReceivedAt(absl::Time time) const;
  // Gives the calendar's "year not covered" a reason; leaves other errors alone.
  absl::Status Explain(const absl::Status& status) const;

  const std::string agency;
  const seeds::WorkingCalendar& calendar;
  const seeds::Law& law;
  absl::btree_map<std::string, std::unique_ptr<Procedure>> procedures;
  const store::Table<Application> applications;
  const store::Table<v1::DeskState> states;
};

}  // namespace lienthong::applications
