// The lives of worlds: made, copied, begun anew, changed, deleted.
#include <algorithm>

#include "absl/strings/ascii.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

bool IsWorldName(const std::string& name) {
  return !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return (absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-');
  });
}

}  // namespace

absl::Time DefaultStart() { return absl::FromCivil(absl::CivilHour(2024, 8, 5, 8), HanoiZone()); }

absl::StatusOr<State> Authority::Insert(World world) {
  auto state = std::make_shared<WorldState>(std::move(world));
  RETURN_IF_ERROR(Insert(state));
  return state;
}

absl::Status Authority::Insert(const State& state) {
  std::string name;
  {
    absl::MutexLock lock(&state->mutex);
    name = state->record.name();
  }
  if (!IsWorldName(name)) return WorldNameInvalid();
  absl::MutexLock lock(&mutex_);
  if (worlds_.contains(name)) return WorldExists(name);
  const int64_t most = parts_.admission == nullptr ? 0 : parts_.admission->limits().worlds;
  if (most > 0 && static_cast<int64_t>(worlds_.size()) >= most) return WorldQuotaReached(most);
  worlds_.emplace(name, state);
  return absl::OkStatus();
}

void Authority::Create(World world, Callback<World> done) {
  if (world.durable() && parts_.records == nullptr) return done(NothingIsKept());
  const absl::Time begun = world.has_now() ? FromProto(world.now()) : DefaultStart();
  if (world.clock_mode() == control::v1::CLOCK_MODE_UNSPECIFIED) world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
  if (world.seed() == 0) world.set_seed(1);
  if (IsReal(world) && !world.has_offset()) *world.mutable_offset() = ToProto(begun - parts_.clock->Now());
  world.clear_now();
  world.clear_parent();
  world.clear_step();
  world.set_version(1);
  world.set_state_id(world.durable() ? NewStateId() : "");
  const std::string name = world.name();
  auto inserted = Insert(std::move(world));
  if (!inserted.ok()) return done(inserted.status());
  const State state = *std::move(inserted);
  {
    absl::MutexLock lock(&state->mutex);
    state->begun = state->now = begun;
    state->last_used = parts_.clock->Now();
  }
  Keep(*state, [this, state, name, done = std::move(done)](const absl::Status& kept) {
    if (kept.ok()) return done(Snapshot(*state));
    Forget(name);
    done(kept);
  });
}

absl::StatusOr<World> Authority::Create(World world) {
  world.set_durable(false);
  absl::StatusOr<World> made = InternalError("an ephemeral world was not made at once");
  Create(std::move(world), [&made](absl::StatusOr<World> given) { made = std::move(given); });
  return made;
}

void Authority::Fork(const std::string& source, const std::string& name, absl::Duration ttl, Callback<World> done) {
  if (!IsWorldName(name)) return done(WorldNameInvalid());
  InTurn(source, done, [this, name, ttl, done](const State& from) {
    ForkInTurn(from, name, ttl, [from, done](absl::StatusOr<World> world) {
      Release(from);
      done(std::move(world));
    });
  });
}

void Authority::ForkInTurn(const State& from, const std::string& name, absl::Duration ttl, Callback<World> done) {
  World copy = Snapshot(*from);
  control::v1::ForkStateRequest request;
  request.set_world(copy.name());
  copy.set_parent(copy.name());
  copy.set_name(name);
  copy.set_durable(false);
  copy.clear_state_id();
  copy.clear_now();
  copy.clear_step();
  if (ttl > absl::ZeroDuration()) *copy.mutable_ttl() = ToProto(ttl);
  *request.mutable_copy() = copy;
  auto inserted = Insert(std::move(copy));
  if (!inserted.ok()) return done(inserted.status());
  const State to = *inserted;
  {
    absl::MutexLock from_lock(&from->mutex);
    absl::MutexLock to_lock(&to->mutex);
    to->now = from->now;
    to->begun = from->begun;
    to->step = from->step;
    to->writes = from->writes;
    to->reads = from->reads;
    to->least = from->least;
    to->opened = from->opened;
    to->last_used = parts_.clock->Now();
  }
  calls_.CallAll<control::v1::ForkStateResponse>(
      AgenciesOf(name), "ForkState", request, [this, to, name, done](const auto& answers) {
        for (const auto& answer : answers) {
          if (answer.ok()) continue;
          const absl::Status status = answer.status();
          auto agencies = AgenciesOf(name);
          Forget(name);
          return DropEverywhere(name, std::move(agencies), [done, status] { done(status); });
        }
        done(Snapshot(*to));
      });
}

// Agencies out of reach are passed over: one that has died has nothing left to drop.
void Authority::DropEverywhere(const std::string& name, std::vector<std::string> agencies, std::function<void()> done) {
  control::v1::DropStateRequest request;
  request.set_world(name);
  calls_.CallAll<control::v1::DropStateResponse>(std::move(agencies), "DropState", request,
                                                 [done = std::move(done)](const auto&) { done(); });
}

void Authority::Forget(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const auto found = worlds_.find(name);
  if (found == worlds_.end()) return;
  {
    absl::MutexLock state_lock(&found->second->mutex);
    found->second->gone = true;
  }
  worlds_.erase(found);
}

// The new record is kept before anything is dropped: whatever state an agency still has of the old one is no longer the
// world's. What can't be kept changes nothing.
void Authority::Reset(const std::string& name, Callback<World> done) {
  InTurn(name, done, [this, name, done](const State& state) {
    const World anew = RecordAnew(*state);
    const auto begin = [this, name, state, anew, done](const absl::Status& kept) {
      if (!kept.ok()) {
        Release(state);
        return done(kept);
      }
      DropEverywhere(name, AgenciesOf(name), [this, state, anew, done] {
        BeginAnew(*state, anew);
        World world = Snapshot(*state);
        Release(state);
        Land(*state);
        done(std::move(world));
      });
    };
    if (!anew.durable()) return begin(absl::OkStatus());
    control::v1::StoredWorld stored;
    *stored.mutable_record() = anew;
    {
      absl::MutexLock lock(&state->mutex);
      *stored.mutable_begun() = ToProto(state->begun);
    }
    *stored.mutable_moment()->mutable_now() = stored.begun();
    parts_.records->Put(stored, begin);
  });
}

World Authority::RecordAnew(WorldState& state) const {
  absl::MutexLock lock(&state.mutex);
  World anew = state.record;
  anew.set_version(anew.version() + 1);
  if (anew.durable()) anew.set_state_id(NewStateId());
  if (IsReal(anew)) *anew.mutable_offset() = ToProto(state.begun - parts_.clock->Now());
  return anew;
}

void Authority::BeginAnew(WorldState& state, const World& anew) {
  absl::MutexLock lock(&state.mutex);
  state.record = anew;
  state.now = state.begun;
  state.step = state.writes = 0;
  state.flights = 0;
  state.reads.clear();
  state.least.clear();
  state.opened.clear();
}

void Authority::Delete(const std::string& name, std::function<void(absl::Status)> done) {
  if (name == host::kDefaultWorld) return done(WorldProtected(name));
  InTurn(name, done, [this, name, done](const State& state) {
    const auto drop = [this, name, state, done] {
      DropEverywhere(name, AgenciesOf(name), [this, name, state, done] {
        Forget(name);
        Release(state);
        Land(*state);
        done(absl::OkStatus());
      });
    };
    if (Snapshot(*state).state_id().empty()) return drop();
    parts_.records->RemoveWorld(name, [state, drop, done](const absl::Status& removed) {
      if (removed.ok()) return drop();
      Release(state);
      done(removed);
    });
  });
}

void Authority::Change(const std::string& name, std::function<absl::Status(World&)> change, Callback<World> done) {
  InTurn(name, done, [this, change, done](const State& state) {
    absl::Status status;
    bool stopped = false;
    World before;
    absl::Time now_before;
    {
      absl::MutexLock lock(&state->mutex);
      before = state->record;
      now_before = state->now;
      World changed = state->record;
      status = change(changed);
      changed.set_version(state->record.version() + 1);
      stopped = IsReal(state->record) && !IsReal(changed);
      if (status.ok()) state->record = std::move(changed);
    }
    const auto finish = [this, state, done](const absl::Status& result) {
      absl::StatusOr<World> world = Snapshot(*state);
      if (!result.ok()) world = result;
      Release(state);
      done(std::move(world));
    };
    if (!status.ok()) return finish(status);
    Keep(*state, [this, state, before, now_before, stopped, finish](const absl::Status& kept) {
      if (kept.ok()) {
        const auto published = [finish] { finish(absl::OkStatus()); };
        return Publish(state,
                       [this, state, stopped, published] { stopped ? LearnKeys(state, published) : published(); });
      }
      {
        absl::MutexLock lock(&state->mutex);
        state->record = before;
        state->now = now_before;
      }
      finish(kept);
    });
  });
}

// An agency out of reach pulls the record when it is next called: turns and causes carry its version.
void Authority::Publish(const State& state, std::function<void()> done) {
  control::v1::PutWorldRequest request;
  {
    absl::MutexLock lock(&state->mutex);
    *request.mutable_world() = state->record;
  }
  calls_.CallAll<control::v1::PutWorldResponse>(AgenciesOf(request.world().name()), "PutWorld", request,
                                                [done = std::move(done)](const auto&) { done(); });
}

}  // namespace lienthong::authority
