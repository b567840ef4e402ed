#pragma once

#include <string>

#include "gateway/verification/bodies.h"
#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/population/v1/population_service.pb.h"

// Lines of journals as tests want them.
namespace lienthong::verification {

// Read by `caller` at step `step`, answered with the person asked for.
inline control::v1::JournalEntry GetPersonLine(const std::string& caller, int64_t step, const std::string& pin) {
  control::v1::JournalEntry entry;
  entry.set_agency("population");
  entry.set_method("lienthong.population.v1.PopulationService/GetPerson");
  entry.set_caller(caller);
  entry.set_kind(control::v1::ENTRY_KIND_READ);
  entry.mutable_at()->set_seconds(1722819600 + 60 * step);  // 2024-08-05 08:00 in Hanoi, and minutes
  entry.set_step(step);
  entry.set_path(std::to_string(step));
  entry.set_line(step);
  population::v1::GetPersonRequest request;
  request.set_pin(pin);
  entry.set_request(request.SerializeAsString());
  entry.set_request_size(static_cast<int64_t>(entry.request().size()));
  population::v1::GetPersonResponse response;
  response.mutable_person()->set_pin(pin);
  response.mutable_person()->set_full_name("Trần Thị Mẫu");
  entry.set_response(response.SerializeAsString());
  entry.set_response_size(static_cast<int64_t>(entry.response().size()));
  return entry;
}

// The same, refused.
inline control::v1::JournalEntry RefusedLine(const std::string& caller, int64_t step, int code) {
  control::v1::JournalEntry entry = GetPersonLine(caller, step, "");
  entry.mutable_status()->set_code(code);
  entry.clear_response();
  entry.clear_response_size();
  return entry;
}

// A row of an office's agenda.
inline control::v1::JournalEntry RowLine(const std::string& agency, int64_t step) {
  control::v1::JournalEntry entry;
  entry.set_agency(agency);
  entry.set_method("applications/decide");
  entry.set_row_kind("OFFICER_DECISION");
  entry.set_kind(control::v1::ENTRY_KIND_ROW);
  entry.set_step(step);
  entry.set_path(std::to_string(step));
  entry.set_line(step);
  entry.mutable_at()->set_seconds(1722819600 + 60 * step);
  return entry;
}

}  // namespace lienthong::verification
