#include "services/base/applications/office.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::applications {
namespace {

using Values = std::vector<std::string>;

Values NotEmpty(const std::string& value) { return value.empty() ? Values() : Values{value}; }

store::Table<Application> ApplicationTable() {
  return {"application",
          [](const Application& row) { return row.application_id(); },
          {{kDossierCodeIndex, [](const Application& row) { return NotEmpty(row.dossier_code()); }},
           {kStatusIndex, [](const Application& row) { return Values{absl::StrCat(row.status())}; }},
           {kTenantIndex, [](const Application& row) { return NotEmpty(row.tenant()); }}}};
}

store::Table<v1::DeskState> StateTable() {
  return {"application-desk", [](const v1::DeskState& row) { return row.application_id(); }};
}

std::string Codes(const Office& office) {
  return absl::StrJoin(office.procedures, ", ",
                       [](std::string* out, const auto& entry) { absl::StrAppend(out, entry.first); });
}

}  // namespace

Office::Office(std::string agency, const seeds::WorkingCalendar& calendar, const seeds::Law& law)
    : agency(std::move(agency)), calendar(calendar), law(law), applications(ApplicationTable()), states(StateTable()) {}

absl::StatusOr<Procedure*> Office::ProcedureOf(const std::string& code) const {
  const auto found = procedures.find(code);
  if (found != procedures.end()) return found->second.get();
  return Error(absl::StatusCode::kInvalidArgument, Reason::PROCEDURE_UNKNOWN)
      .With("agency", agency)
      .With("procedure_code", code)
      .With("supported", Codes(*this))
      .Violation("header.procedure_code", "use a procedure that this agency handles");
}

absl::StatusOr<absl::Time> Office::ReceivedAt(absl::Time time) const {
  const absl::StatusOr<absl::CivilDay> day = calendar.ReceivedOn(time);
  if (!day.ok()) return Explain(day.status());
  return *day == seeds::VietnamDay(time) ? time : seeds::WorkingCalendar::OfficeOpens(*day);
}

absl::Status Office::Explain(const absl::Status& status) const {
  if (status.code() != absl::StatusCode::kOutOfRange) return status;
  return Error(absl::StatusCode::kFailedPrecondition, Reason::CALENDAR_NOT_COVERED)
      .With("first_year", absl::StrCat(calendar.first_year()))
      .With("last_year", absl::StrCat(calendar.last_year()));
}

}  // namespace lienthong::applications
