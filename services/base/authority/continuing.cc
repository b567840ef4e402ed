// Worlds that go on where another was: brought back from a snapshot.
#include <memory>

#include "services/base/authority/authority.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::authority {

void Authority::Continue(const control::v1::StoredWorld& stored, Fill fill, Callback<World> done) {
  World record = stored.record();
  if (record.durable() && parts_.records == nullptr) return done(NothingIsKept());
  if (IsReal(record)) return done(ClockNotManual());
  record.clear_now();
  record.clear_parent();
  record.clear_step();
  record.set_version(1);
  record.set_state_id(record.durable() ? NewStateId() : "");
  auto state = std::make_shared<WorldState>(std::move(record));
  {
    absl::MutexLock lock(&state->mutex);
    state->begun = FromProto(stored.begun());
    state->now = FromProto(stored.moment().now());
    state->step = stored.moment().step();
    state->writes = stored.moment().writes();
    state->last_used = parts_.clock->Now();
  }
  const auto finish = [this, state, done](const absl::Status& status) {
    if (!status.ok()) return GiveUp(state, [status, done] { done(status); });
    LearnKeys(state, [this, state, done] {
      World world = Snapshot(*state);
      Release(state);
      done(std::move(world));
    });
  };
  // The turn is taken before anybody can find the world.
  Acquire(state, [this, state, fill = std::move(fill), done, finish] {
    if (const absl::Status status = Insert(state); !status.ok()) {
      Release(state);
      return done(status);
    }
    Keep(*state, [fill, finish](const absl::Status& kept) { kept.ok() ? fill(finish) : finish(kept); });
  });
}

void Authority::GiveUp(const State& state, std::function<void()> done) {
  const World world = Snapshot(*state);
  const auto drop = [this, state, name = world.name(), done = std::move(done)] {
    DropEverywhere(name, AgenciesOf(name), [this, state, name, done] {
      Forget(name);
      Release(state);
      done();
    });
  };
  if (!world.durable()) return drop();
  parts_.records->RemoveWorld(world.name(), [drop](const absl::Status&) { drop(); });
}

}  // namespace lienthong::authority
