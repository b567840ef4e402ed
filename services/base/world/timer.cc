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
  absl::MutexLock lock(&mutex_);
  while (!stopping_) {
    if (pending_.empty()) {
      changed_.Wait(&mutex_);
      continue;
    }
    const absl::Duration left = pending_.begin()->first - clock_.Now();
    if (left > absl::ZeroDuration()) {
      changed_.WaitWithTimeout(&mutex_, left);
      continue;
    }
    std::function<void()> callback = std::move(pending_.begin()->second);
    pending_.erase(pending_.begin());
    mutex_.Unlock();
    callback();
    mutex_.Lock();
  }
}

}  // namespace lienthong
