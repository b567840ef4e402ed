// What outlives the process: the half of Authority about kept worlds.
#include <utility>

#include "services/base/authority/authority.h"
#include "services/base/host/random_name.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

control::v1::StoredWorld StoredForm(const WorldState& state) ABSL_EXCLUSIVE_LOCKS_REQUIRED(state.mutex) {
  control::v1::StoredWorld stored;
  *stored.mutable_record() = state.record;
  *stored.mutable_begun() = ToProto(state.begun);
  *stored.mutable_moment()->mutable_now() = ToProto(state.now);
  stored.mutable_moment()->set_step(state.step);
  stored.mutable_moment()->set_writes(state.writes);
  for (const auto& [agency, life] : state.opened) {
    control::v1::StoredLife& kept = (*stored.mutable_opened())[agency];
    kept.set_incarnation(life.incarnation);
    kept.set_store_id(life.store_id);
  }
  return stored;
}

}  // namespace

void Authority::Keep(WorldState& state, std::function<void(absl::Status)> done) {
  absl::optional<control::v1::StoredWorld> stored;
  {
    absl::MutexLock lock(&state.mutex);
    if (state.record.durable()) stored = StoredForm(state);
  }
  if (!stored) return done(absl::OkStatus());
  parts_.records->Put(*stored, std::move(done));
}

void Authority::Restore() {
  if (parts_.records == nullptr) return;
  for (const control::v1::StoredWorld& stored : parts_.records->Worlds()) {
    auto state = std::make_shared<WorldState>(stored.record());
    absl::MutexLock lock(&mutex_);
    absl::MutexLock state_lock(&state->mutex);
    state->begun = FromProto(stored.begun());
    state->now = FromProto(stored.moment().now());
    state->step = stored.moment().step();
    state->writes = stored.moment().writes();
    for (const auto& [agency, life] : stored.opened()) state->opened[agency] = {life.incarnation(), life.store_id()};
    state->last_used = parts_.clock->Now();
    worlds_.emplace(stored.record().name(), state);
    if (IsReal(state->record)) continue;
    state->taken = true;  // until Resume
    restored_.push_back(state);
  }
  for (const DirectoryEntry& entry : parts_.records->Directory()) {
    if (parts_.on_announce) parts_.on_announce(entry);
    absl::MutexLock lock(&mutex_);
    directory_.push_back(entry);
  }
}

std::vector<std::string> Authority::DurableWorldsOf(const std::string& agency) {
  std::vector<std::string> names;
  absl::MutexLock lock(&mutex_);
  for (const auto& [name, state] : worlds_) {
    absl::MutexLock state_lock(&state->mutex);
    if (state->record.durable() && state->opened.contains(agency)) names.push_back(name);
  }
  return names;
}

void Authority::Resume() {
  std::vector<State> waiting;
  {
    absl::MutexLock lock(&mutex_);
    waiting.swap(restored_);
  }
  for (const State& state : waiting) LearnKeys(state, [state] { Release(state); });
}

void Authority::CatchUp(const std::string& world) {
  const auto found = Get(world);
  if (!found.ok() || IsReal(*found)) return;
  InTurn(
      world, [](const absl::Status&) {}, [this](const State& state) { LearnKeys(state, [state] { Release(state); }); });
}

std::string Authority::NewStateId() {
  return host::RandomName(8);
}

}  // namespace lienthong::authority
