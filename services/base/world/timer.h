#pragma once

#include <functional>
#include <map>
#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/base/world/clock.h"

namespace lienthong {

// Timer calls back at wall times, on one thread of its own: REAL worlds, retries on the wire, lives of worlds. MANUAL
// worlds never use it. Callbacks must not block.
class Timer {
 public:
  explicit Timer(const WallClock& clock = WallClock::System());
  ~Timer();  // pending callbacks are dropped; a running one is waited for

  void At(absl::Time time, std::function<void()> callback);
  void After(absl::Duration delay, std::function<void()> callback) { At(clock_.Now() + delay, std::move(callback)); }

 private:
  void Loop();
  std::function<void()> AwaitNext();

  const WallClock& clock_;
  absl::Mutex mutex_;
  std::multimap<absl::Time, std::function<void()>> pending_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  absl::CondVar changed_;
  std::thread thread_;
};

}  // namespace lienthong
