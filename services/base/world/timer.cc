#include "services/base/world/timer.h"

namespace lienthong {

Timer::Timer(const WallClock& clock) : clock_(clock), thread_([this] { Loop(); }) {}

Timer::~Timer() {
  {
    absl::MutexLock lock(&mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  thread_.join();
}

void Timer::At(absl::Time time, std::function<void()> callback) {
  absl::MutexLock lock(&mutex_);
  pending_.emplace(time, std::move(callback));
  changed_.SignalAll();
}

void Timer::Loop() {
  while (const auto callback = AwaitNext()) callback();
}

// The next callback when its time has come; null when the timer stops.
std::function<void()> Timer::AwaitNext() {
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    if (pending_.empty()) {
      changed_.Wait(&mutex_);
      continue;
    }
    const absl::Duration left = pending_.begin()->first - clock_.Now();
    if (left <= absl::ZeroDuration()) return std::move(pending_.extract(pending_.begin()).mapped());
    changed_.WaitWithTimeout(&mutex_, left);
  }
  return nullptr;
}

}  // namespace lienthong
