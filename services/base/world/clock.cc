#include "services/base/world/clock.h"

#include <chrono>

#include "absl/time/clock.h"

namespace lienthong {
namespace {

class SystemClock : public WallClock {
 public:
  absl::Time Now() const override { return absl::Now(); }
  int64_t Ticks() const override {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace

const WallClock& WallClock::System() {
  static const SystemClock* clock = new SystemClock;
  return *clock;
}

}  // namespace lienthong
