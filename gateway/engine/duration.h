#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gateway/engine/value.h"

namespace lienthong::engine {

// An ISO 8601 duration of weeks, days, hours, minutes and seconds (P1DT2H, PT0.5S). Years and months have no fixed
// length and are refused.
absl::StatusOr<absl::Duration> ParseIsoDuration(absl::string_view text);

// A duration as the DSL writes it: an ISO 8601 string, or an object of days, hours, minutes, seconds, milliseconds.
absl::StatusOr<absl::Duration> DurationOf(const Value& value);

}  // namespace lienthong::engine
