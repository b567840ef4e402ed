#include "services/base/authority/world_state.h"

namespace lienthong::authority {
namespace {

// Gives the turn to the first who waits, or lays it down.
void HandOn(WorldState& state) {
  absl::AnyInvocable<void()> next;
  {
    absl::MutexLock lock(&state.mutex);
    if (state.waiting.empty()) {
      state.taken = false;
      return;
    }
    next = std::move(state.waiting.front());
    state.waiting.pop_front();
  }
  next();
}

}  // namespace

void Acquire(const State& state, absl::AnyInvocable<void()> job) {
  {
    absl::MutexLock lock(&state->mutex);
    if (state->taken) {
      state->waiting.push_back(std::move(job));
      return;
    }
    state->taken = true;
  }
  job();
}

void Release(const State& state) {
  state->handing_on.Run([state] { HandOn(*state); });
}

void SetLeast(WorldState& state, const std::string& agency, const host::LeastRow& least) {
  if (least.key.empty()) {
    state.least.erase(agency);
  } else {
    state.least[agency] = least;
  }
}

}  // namespace lienthong::authority
