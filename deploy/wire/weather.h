#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

namespace lienthong::wire {

// Weather is how a TCP wire behaves. All of it may be set at once; fair when nothing is.
struct Weather {
  // Nobody listens: connecting fails, and what was connected is reset.
  bool refused = false;
  // The other side has gone without a word: bytes are taken and lost, nothing is closed.
  bool half_open = false;
  // Each stretch of bytes is held back so long, in either direction.
  absl::Duration latency;
  // In either direction of each connection; 0 = as many as come.
  int64_t bytes_per_second = 0;
  // A connection is reset when so many bytes have come from the server.
  absl::optional<int64_t> reset_after;

  friend bool operator==(const Weather& a, const Weather& b) {
    return a.refused == b.refused && a.half_open == b.half_open && a.latency == b.latency &&
           a.bytes_per_second == b.bytes_per_second && a.reset_after == b.reset_after;
  }
};

// What can be written, a line each, for people.
extern const char kCommands[];

// Changes `weather` by one line: "refuse", "half-open", "latency 200ms", "bandwidth 10000", "reset-after 512", "clear".
//   INVALID_ARGUMENT  no such command, or its value can't be; `weather` is as it was
absl::Status Change(absl::string_view line, Weather* weather);

// The commands that make this weather, in one line; "clear" when it is fair.
std::string Describe(const Weather& weather);

}  // namespace lienthong::wire
