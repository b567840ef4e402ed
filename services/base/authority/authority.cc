#include "services/base/authority/authority.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::authority {

Authority::Authority(Parts parts) : parts_(parts), calls_(parts.transport, parts.key, parts.process), once_(parts.records) {}

absl::StatusOr<State> Authority::Find(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  const auto it = worlds_.find(name);
  if (it == worlds_.end()) return WorldUnknown(name);
  absl::MutexLock state_lock(&it->second->mutex);
  it->second->last_used = parts_.clock->Now();
  return it->second;
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

std::vector<State> Authority::States() const {
  absl::MutexLock lock(&mutex_);
  std::vector<State> states;
  for (const auto& [name, state] : worlds_) states.push_back(state);
  return states;
}

std::vector<World> Authority::List() {
  std::vector<World> worlds;
  for (const State& state : States()) worlds.push_back(Snapshot(*state));
  return worlds;
}

absl::Status Authority::Room(const State& state) const {
  if (parts_.admission == nullptr) return absl::OkStatus();
  {
    absl::MutexLock lock(&state->mutex);
    if (static_cast<int64_t>(state->waiting.size()) < parts_.admission->limits().turns) return absl::OkStatus();
  }
  return parts_.admission->Refuse(admission::Limit::kTurns);
}

void Authority::Stop() {
  stopping_ = true;
  for (const State& state : States()) {
    std::vector<absl::AnyInvocable<void()>> landing;
    {
      absl::MutexLock lock(&state->mutex);
      landing.swap(state->landing);
    }
    for (auto& resume : landing) resume();
  }
}

void Authority::InTurn(const std::string& name, std::function<void(absl::Status)> refuse,
                       std::function<void(State)> job) {
  auto found = Find(name);
  if (!found.ok()) return refuse(found.status());
  const State state = *found;
  if (const absl::Status room = Room(state); !room.ok()) return refuse(room);
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

void Authority::HoldStill(const std::string& name, std::function<void(absl::StatusOr<Hold>)> job) {
  InTurn(name, job, [this, job](const State& state) {
    Hold hold;
    hold.world = Snapshot(*state);
    hold.release = [state] { Release(state); };
    {
      absl::MutexLock lock(&state->mutex);
      hold.contended = !state->waiting.empty() || state->flights > 0;
      hold.begun = state->begun;
      hold.writes = state->writes;
    }
    job(std::move(hold));
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
  if (entry.name().empty()) return directory();  // only wants to know
  if (parts_.on_announce) parts_.on_announce(entry);
  control::v1::PutDirectoryRequest news;
  std::vector<std::string> elsewhere;
  {
    absl::MutexLock lock(&mutex_);
    auto it = std::find_if(directory_.begin(), directory_.end(),
                           [&entry](const auto& known) { return known.name() == entry.name(); });
    it != directory_.end() ? * it = entry : directory_.emplace_back(entry);
    if (parts_.records != nullptr && !entry.local() && !entry.external()) {
      parts_.records->Put(entry, [](const absl::Status&) {});  // it announces itself again when it starts again
    }
    for (const DirectoryEntry& known : directory_) {
      *news.add_entries() = known;
      if (!known.local() && !known.external() && known.name() != entry.name()) elsewhere.push_back(known.name());
    }
  }
  if (!entry.local() && !entry.external()) {
    for (const std::string& world : DurableWorldsOf(entry.name())) CatchUp(world);
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

void Authority::Measure(metrics::Sheet& sheet) const {
  double manual = 0;
  double real = 0;
  double steps = 0;
  double waiting = 0;
  double flights = 0;
  size_t longest = 0;
  for (const State& state : States()) {
    absl::MutexLock lock(&state->mutex);
    (IsReal(state->record) ? real : manual) += 1;
    steps += static_cast<double>(state->step);
    waiting += static_cast<double>(state->waiting.size());
    flights += state->flights;
    longest = std::max(longest, state->waiting.size());
  }
  for (const DirectoryEntry& entry : directory()) {
    sheet.Gauge("lienthong_agency", "1 for every agency in the directory.",
                {{"agency", entry.name()}, {"external", entry.external() ? "true" : "false"}}, 1);
  }
  sheet.Gauge("lienthong_worlds", "Worlds that exist.", {{"clock", "manual"}}, manual);
  sheet.Gauge("lienthong_worlds", "Worlds that exist.", {{"clock", "real"}}, real);
  sheet.Gauge("lienthong_world_steps", "Rows and outside writes executed in the MANUAL worlds that exist.", {}, steps);
  sheet.Gauge("lienthong_turns_waiting", "Who waits for the turn of a MANUAL world, all worlds together.", {}, waiting);
  sheet.Gauge("lienthong_turns_waiting_longest", "The longest queue for one world's turn.", {},
              static_cast<double>(longest));
  sheet.Gauge("lienthong_flights", "Calls of MANUAL worlds that are at somebody else's server.", {}, flights);
}

void Authority::SweepEvery(absl::Duration period) {
  parts_.timer->After(period, [this, period] {
    Sweep();
    SweepEvery(period);
  });
}

}  // namespace lienthong::authority
