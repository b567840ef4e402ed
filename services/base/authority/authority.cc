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

bool IsReal(const World& world) { return world.clock_mode() == control::v1::CLOCK_MODE_REAL; }

}  // namespace

absl::Time DefaultStart() { return absl::FromCivil(absl::CivilHour(2024, 8, 5, 8), HanoiZone()); }

Authority::Authority(Parts parts) : parts_(parts), calls_(parts.transport, parts.key) {}

absl::StatusOr<Authority::State> Authority::Find(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const auto it = worlds_.find(name);
  if (it == worlds_.end()) return WorldUnknown(name);
  absl::MutexLock state_lock(&it->second->mutex);
  it->second->last_used = parts_.clock->Now();
  return it->second;
}

absl::StatusOr<Authority::State> Authority::Insert(World world) {
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

void Authority::Fork(const std::string& source, const std::string& name, absl::Duration ttl, Callback<World> done) {
  auto found = Find(source);
  if (!found.ok()) return done(found.status());
  if (!IsWorldName(name)) return done(WorldNameInvalid());
  const State from = *found;
  Acquire(*from, [this, from, name, ttl, done = std::move(done)] {
    const auto finish = [from, done](absl::StatusOr<World> world) {
      Release(*from);
      done(std::move(world));
    };
    World copy = Snapshot(*from);
    copy.set_parent(copy.name());
    copy.set_name(name);
    copy.set_durable(false);
    if (ttl > absl::ZeroDuration()) *copy.mutable_ttl() = ToProto(ttl);
    auto inserted = Insert(copy);
    if (!inserted.ok()) return finish(inserted.status());
    const State to = *inserted;
    std::vector<std::string> agencies;
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
      for (const auto& [agency, life] : from->opened) agencies.push_back(agency);
    }
    control::v1::ForkStateRequest request;
    request.set_world(from->record.name());
    *request.mutable_copy() = copy;
    calls_.CallAll<control::v1::ForkStateResponse>(
        std::move(agencies), "ForkState", request, [this, to, finish](const auto& answers) {
          for (const auto& answer : answers) {
            if (!answer.ok()) return finish(answer.status());
          }
          finish(Snapshot(*to));
        });
  });
}

void Authority::Reset(const std::string& name, Callback<World> done) {
  auto found = Find(name);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  Acquire(*state, [this, state, name, done = std::move(done)] {
    control::v1::DropStateRequest request;
    request.set_world(name);
    calls_.CallAll<control::v1::DropStateResponse>(AgenciesOf(name), "DropState", request,
                                                   [this, state, done](const auto&) {
                                                     {
                                                       absl::MutexLock lock(&state->mutex);
                                                       state->record.set_version(state->record.version() + 1);
                                                       state->now = state->begun;
                                                       state->step = state->writes = 0;
                                                       state->flights = 0;
                                                       state->reads.clear();
                                                       state->least.clear();
                                                       state->opened.clear();
                                                       if (IsReal(state->record)) {
                                                         *state->record.mutable_offset() =
                                                             ToProto(state->begun - parts_.clock->Now());
                                                       }
                                                     }
                                                     Release(*state);
                                                     done(Snapshot(*state));
                                                   });
  });
}

void Authority::Delete(const std::string& name, std::function<void(absl::Status)> done) {
  if (name == host::kDefaultWorld) return done(WorldProtected(name));
  auto found = Find(name);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  Acquire(*state, [this, state, name, done = std::move(done)] {
    const std::vector<std::string> agencies = AgenciesOf(name);
    {
      absl::MutexLock lock(&mutex_);
      worlds_.erase(name);
    }
    control::v1::DropStateRequest request;
    request.set_world(name);
    calls_.CallAll<control::v1::DropStateResponse>(agencies, "DropState", request, [state, done](const auto&) {
      Release(*state);
      done(absl::OkStatus());
    });
  });
}

void Authority::Change(const std::string& name, std::function<absl::Status(World&)> change, Callback<World> done) {
  auto found = Find(name);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  Acquire(*state, [this, state, change = std::move(change), done = std::move(done)] {
    absl::Status status;
    {
      absl::MutexLock lock(&state->mutex);
      World changed = state->record;
      status = change(changed);
      changed.set_version(state->record.version() + 1);
      if (status.ok()) state->record = std::move(changed);
    }
    if (!status.ok()) {
      Release(*state);
      return done(status);
    }
    Publish(state, [state, done](absl::StatusOr<World> world) {
      Release(*state);
      done(std::move(world));
    });
  });
}

void Authority::Publish(const State& state, Callback<World> done) {
  World record;
  {
    absl::MutexLock lock(&state->mutex);
    record = state->record;
  }
  control::v1::PutWorldRequest request;
  *request.mutable_world() = record;
  calls_.CallAll<control::v1::PutWorldResponse>(AgenciesOf(record.name()), "PutWorld", request,
                                                [this, state, done = std::move(done)](const auto& answers) {
                                                  for (const auto& answer : answers) {
                                                    if (!answer.ok()) return done(answer.status());
                                                  }
                                                  done(Snapshot(*state));
                                                });
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
  absl::MutexLock lock(&mutex_);
  auto it = std::find_if(directory_.begin(), directory_.end(),
                         [&entry](const auto& known) { return known.name() == entry.name(); });
  if (it != directory_.end()) {
    *it = entry;
  } else {
    directory_.push_back(entry);
  }
  return directory_;
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

}  // namespace lienthong::authority
