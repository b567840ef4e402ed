#pragma once

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/functional/any_invocable.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/world.pb.h"
#include "services/base/host/authority_link.h"
#include "services/base/world/trampoline.h"

namespace lienthong::authority {

// WorldState is what the authority alone knows of a world: its time, its steps, whose turn it is, and which agency
// holds which least agenda key. Guarded by its mutex; fields that only the turn's holder changes say so.
struct WorldState {
  using World = control::v1::World;

  explicit WorldState(World world) : record(std::move(world)) {}

  absl::Mutex mutex;
  World record ABSL_GUARDED_BY(mutex);  // changed only in turn
  // MANUAL time; changed only in turn.
  absl::Time now ABSL_GUARDED_BY(mutex);
  // The time the world began at, for ResetWorld.
  absl::Time begun ABSL_GUARDED_BY(mutex);
  int64_t step ABSL_GUARDED_BY(mutex) = 0;
  int64_t writes ABSL_GUARDED_BY(mutex) = 0;
  // Reads since the last outside write, by caller.
  struct Reads {
    int64_t count = 0;
    // The last one's call id: asked again on the wire it gets the same number. Empty = called as a function.
    std::string last;
  };
  std::map<std::string, Reads> reads ABSL_GUARDED_BY(mutex);
  // Least agenda keys as last reported; an agency without rows is not here. Ordered by agency for determinism.
  std::map<std::string, host::LeastRow> least ABSL_GUARDED_BY(mutex);
  // Which life of each agency opened the world.
  std::map<std::string, host::Life> opened ABSL_GUARDED_BY(mutex);
  // Calls to real seats that have not landed.
  int flights ABSL_GUARDED_BY(mutex) = 0;

  // The turn: first in, first out.
  bool taken ABSL_GUARDED_BY(mutex) = false;
  std::deque<absl::AnyInvocable<void()>> waiting ABSL_GUARDED_BY(mutex);
  // Hands the turn on without nesting, however many wait.
  Trampoline handing_on;
  // The world was deleted; who still gets the turn is told so.
  bool gone ABSL_GUARDED_BY(mutex) = false;
  // Outside calls that wait for the turn, by call id. Several callbacks when one was asked again on the wire.
  using Entered = absl::AnyInvocable<void(absl::StatusOr<host::Moment>)>;
  std::map<std::string, std::vector<Entered>> entering ABSL_GUARDED_BY(mutex);
  // The outside call that holds the turn, empty while a job of the authority does.
  std::string holder ABSL_GUARDED_BY(mutex);
  host::Moment holder_moment ABSL_GUARDED_BY(mutex);
  // The last calls that ended their turn, oldest first.
  std::deque<std::string> left ABSL_GUARDED_BY(mutex);
  // Advances that wait for a flight to land.
  std::vector<absl::AnyInvocable<void()>> landing ABSL_GUARDED_BY(mutex);

  absl::Time last_used ABSL_GUARDED_BY(mutex) = absl::InfinitePast();
};

using State = std::shared_ptr<WorldState>;

inline bool IsReal(const WorldState::World& world) { return world.clock_mode() == control::v1::CLOCK_MODE_REAL; }

// Runs `job` when it has the turn, at once when nobody has. Who runs calls Release in the end, from any thread.
void Acquire(const State& state, absl::AnyInvocable<void()> job);
void Release(const State& state);

// Notes an agency's least row, or that it has none.
void SetLeast(WorldState& state, const std::string& agency, const host::LeastRow& least)
    ABSL_EXCLUSIVE_LOCKS_REQUIRED(state.mutex);

}  // namespace lienthong::authority
