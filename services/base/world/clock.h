#pragma once

#include "absl/time/time.h"

namespace lienthong {

// WallClock is the machine's time. It moves REAL worlds, times answers and expires ephemeral worlds; nothing else reads
// it, and MANUAL worlds never do.
class WallClock {
 public:
  virtual ~WallClock() = default;
  virtual absl::Time Now() const = 0;
  // Nanoseconds that only grow, for latencies.
  virtual int64_t Ticks() const = 0;

  static const WallClock& System();
};

}  // namespace lienthong
