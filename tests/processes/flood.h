#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/time/time.h"
#include "services/base/host/wire.h"

namespace lienthong::testing {

// Flood keeps many more calls in flight than a server takes on, for a bounded time.
struct FloodOptions {
  std::string to;
  std::function<host::RawCall()> call;
  int in_flight = 640;
  absl::Duration time = absl::Seconds(3);
  int64_t most_calls = 200'000;
};

struct FloodResult {
  int64_t answered = 0;
  int64_t accepted = 0;
  int64_t refused = 0;
  // Refused without saying when to come again, or without naming the limit: must be none.
  int64_t refused_badly = 0;
  // Neither accepted nor turned away: must be none.
  int64_t failed = 0;
  std::string first_failure;
  absl::Duration slowest_accepted;
  absl::Duration slowest_refused;
  absl::Duration took;
};

// One write of the MANUAL world "flood", again and again under its request_id: each waits for the world's turn, and all
// but the first are given its answer, so the state doesn't grow.
host::RawCall RepeatedNotice();

// Returns when the last answer is there.
FloodResult Flood(host::Transport& transport, const FloodOptions& options);

}  // namespace lienthong::testing
