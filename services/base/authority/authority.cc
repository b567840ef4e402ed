#include "services/base/authority/authority.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/authority/authority_errors.h"
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

Authority::Authority(Parts parts) : parts_(parts), calls_(parts.transport, parts.key) {}

absl::StatusOr<State> Authority::Find(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const auto it = worlds_.find(name);
  if (it == worlds_.end()) return WorldUnknown(name);
  absl::MutexLock state_lock(&it->second->mutex);
  it->second->last_used = parts_.clock->Now();
  return it->second;
}

absl::StatusOr<State> Authority::Insert(World world) {
  if (!IsWorldName(world.name())) return WorldNameInvalid();
  const std::string name = world.name();
  auto state = std::make_shared<WorldState>(std::move(world));
  absl::MutexLock lock(&mutex_);
  if (!worlds_.emplace(name, state).second) return WorldExists(name);
  return state;
}

absl::StatusOr<World> Authority::Create(World world) {
  const absl::Time begun = world.has_now() ? FromProto(world.now()) : DefaultStart();
  if (world.clock_mode() == control::v1::CLOCK_MODE_UNSPECIFIED) world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
  if (world.seed() == 0) world.set_seed(1);
  if (IsReal(world) && !world.has_offset()) *world.mutable_offset() = ToProto(begun - parts_.clock->Now());
  world.clear_now();
  world.clear_parent();
  world.clear_step();
  world.set_version(1);
  ASSIGN_OR_RETURN(const State state, Insert(std::move(world)));
  {
    absl::MutexLock lock(&state->mutex);
    state->begun = state->now = begun;
    state->last_used = parts_.clock->Now();
  }
  return Snapshot(*state);
}

World Authority::Snapshot(WorldState& state) {
  absl::MutexLock lock(&state.mutex);
  World world = state.record;
  *world.mutable_now() = ToProto(Now(state));
  world.set_step(state.step);
  return world;
}

absl::Time Authority::Now(const WorldState& state) const {
  return IsReal(state.record) ? parts_.clock->Now() + FromProto(state.record.offset()) : state.now;
}

absl::StatusOr<World> Authority::Get(const std::string& name) {
  ASSIGN_OR_RETURN(const State state, Find(name));
  return Snapshot(*state);
}

std::vector<World> Authority::List() {
  std::vector<State> states;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [name, state] : worlds_) states.push_back(state);
  }
  std::vector<World> worlds;
  for (const State& state : states) worlds.push_back(Snapshot(*state));
  return worlds;
}

void Authority::InTurn(const std::string& name, std::function<void(absl::Status)> refuse,
                       std::function<void(State)> job) {
  auto found = Find(name);
  if (!found.ok()) return refuse(found.status());
  const State state = *found;
  Acquire(state, [state, name, refuse = std::move(refuse), job = std::move(job)] {
    bool gone;
    {
      absl::MutexLock lock(&state->mutex);
      gone = state->gone;
    }
    if (!gone) return job(state);
    Release(state);
    refuse(WorldUnknown(name));
  });
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

void Authority::Reset(const std::string& name, Callback<World> done) {
  InTurn(name, done, [this, name, done](const State& state) {
    DropEverywhere(name, AgenciesOf(name), [this, state, done] {
      {
        absl::MutexLock lock(&state->mutex);
        state->record.set_version(state->record.version() + 1);
        state->now = state->begun;
        state->step = state->writes = 0;
        state->flights = 0;
        state->reads.clear();
        state->least.clear();
        state->opened.clear();
        if (IsReal(state->record)) *state->record.mutable_offset() = ToProto(state->begun - parts_.clock->Now());
      }
      World world = Snapshot(*state);
      Release(state);
      Land(*state);
      done(std::move(world));
    });
  });
}

void Authority::Delete(const std::string& name, std::function<void(absl::Status)> done) {
  if (name == host::kDefaultWorld) return done(WorldProtected(name));
  InTurn(name, done, [this, name, done](const State& state) {
    auto agencies = AgenciesOf(name);
    DropEverywhere(name, std::move(agencies), [this, name, state, done] {
      Forget(name);
      Release(state);
      Land(*state);
      done(absl::OkStatus());
    });
  });
}

void Authority::Change(const std::string& name, std::function<absl::Status(World&)> change, Callback<World> done) {
  InTurn(name, done, [this, change, done](const State& state) {
    absl::Status status;
    bool stopped = false;
    {
      absl::MutexLock lock(&state->mutex);
      World changed = state->record;
      status = change(changed);
      changed.set_version(state->record.version() + 1);
      stopped = IsReal(state->record) && !IsReal(changed);
      if (status.ok()) state->record = std::move(changed);
    }
    const auto finish = [this, state, done, status] {
      absl::StatusOr<World> world = Snapshot(*state);
      if (!status.ok()) world = status;
      Release(state);
      done(std::move(world));
    };
    if (!status.ok()) return finish();
    Publish(state, [this, state, stopped, finish] { stopped ? LearnKeys(state, finish) : finish(); });
  });
}

void Authority::HoldStill(const std::string& name, std::function<void(absl::StatusOr<Hold>)> job) {
  InTurn(name, job, [this, job](const State& state) {
    Hold hold;
    hold.world = Snapshot(*state);
    hold.release = [state] { Release(state); };
    {
      absl::MutexLock lock(&state->mutex);
      hold.contended = !state->waiting.empty() || state->flights > 0;
    }
    job(std::move(hold));
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

std::vector<std::string> Authority::AgenciesOf(const std::string& world) {
  std::vector<std::string> agencies;
  State state;
  {
    absl::MutexLock lock(&mutex_);
    const auto it = worlds_.find(world);
    if (it == worlds_.end()) return agencies;
    state = it->second;
  }
  absl::MutexLock lock(&state->mutex);
  for (const auto& [agency, life] : state->opened) agencies.push_back(agency);
  return agencies;
}

std::vector<DirectoryEntry> Authority::Announce(const DirectoryEntry& entry) {
  if (entry.name().empty()) return directory();  // only wants to know
  if (parts_.on_announce) parts_.on_announce(entry);
  control::v1::PutDirectoryRequest news;
  std::vector<std::string> elsewhere;
  {
    absl::MutexLock lock(&mutex_);
    auto it = std::find_if(directory_.begin(), directory_.end(),
                           [&entry](const auto& known) { return known.name() == entry.name(); });
    it != directory_.end() ? * it = entry : directory_.emplace_back(entry);
    for (const DirectoryEntry& known : directory_) {
      *news.add_entries() = known;
      if (!known.local() && !known.external() && known.name() != entry.name()) elsewhere.push_back(known.name());
    }
  }
  // An agency that can't be told now asks again when a call of its own finds nobody.
  calls_.CallAll<control::v1::PutDirectoryResponse>(std::move(elsewhere), "PutDirectory", news, [](const auto&) {});
  return {news.entries().begin(), news.entries().end()};
}

std::vector<DirectoryEntry> Authority::directory() const {
  absl::MutexLock lock(&mutex_);
  return directory_;
}

void Authority::Sweep() {
  std::vector<std::string> over;
  {
    absl::MutexLock lock(&mutex_);
    for (const auto& [name, state] : worlds_) {
      absl::MutexLock state_lock(&state->mutex);
      const absl::Duration ttl = FromProto(state->record.ttl());
      if (ttl > absl::ZeroDuration() && state->last_used + ttl < parts_.clock->Now()) over.push_back(name);
    }
  }
  for (const std::string& name : over) Delete(name, [](const absl::Status&) {});
}

void Authority::SweepEvery(absl::Duration period) {
  parts_.timer->After(period, [this, period] {
    Sweep();
    SweepEvery(period);
  });
}

}  // namespace lienthong::authority
