#include "services/base/authority/world_state.h"

namespace lienthong::authority {

void Acquire(WorldState& state, absl::AnyInvocable<void()> job) {
  {
    absl::MutexLock lock(&state.mutex);
    if (state.taken) {
      state.waiting.push_back(std::move(job));
      return;
    }
    state.taken = true;
  }
  job();
}

void Release(WorldState& state) {
  absl::AnyInvocable<void()> next;
  {
    absl::MutexLock lock(&state.mutex);
    state.holder.clear();
    if (state.waiting.empty()) {
      state.taken = false;
      return;
    }
    next = std::move(state.waiting.front());
    state.waiting.pop_front();
  }
  next();
}

}  // namespace lienthong::authority
