#pragma once

#include <memory>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/world/draws.h"

namespace lienthong {

// The country's time zone: +07:00, without daylight saving.
inline absl::TimeZone HanoiZone() { return absl::FixedTimeZone(7 * 60 * 60); }

// CallContext is what a handler knows of its call. Time, ids and randomness come from here and nowhere else.
struct CallContext {
  std::string agency;
  std::string world;
  // Full method; for a row without a call its continuation's name.
  std::string method;
  // Who calls: another agency's name, the header lienthong-caller, or "anonymous".
  std::string caller;
  std::string request_id;
  std::string purpose;
  std::string officer;
  std::string run;
  std::string traceparent;
  // Cause path (AGENDA rule 14). Owners of rows and ids derive from it.
  std::string path;
  int64_t step = 0;
  // World time.
  absl::Time now;
  // The call came from outside the simulator, not from an agenda row.
  bool outside = true;
  // Length of the chain of rows at this instant that led here.
  int32_t generation = 0;
  std::shared_ptr<const control::v1::World> config;
  Draws draws;

  absl::CivilDay Today() const { return absl::ToCivilDay(now, HanoiZone()); }
  std::string NewId(absl::string_view prefix) { return draws.Id(prefix, now); }
};

}  // namespace lienthong
