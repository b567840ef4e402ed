// Turns and stamps of MANUAL worlds: the AuthorityLink half of Authority (AGENDA rule 8).
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"

namespace lienthong::authority {
namespace {

// A write is answered although an agency it caused work for can't be reached: its own content stands, and its rows
// wait. Only a chain that would never end is the writer's to know.
absl::Status OfInterestToWriter(const absl::Status& status) {
  return ReasonOf(status) == Reason::AGENDA_RUNAWAY ? status : absl::OkStatus();
}

// Calls whose end is remembered, should they end their turn again.
constexpr size_t kRemembered = 256;
constexpr absl::Duration kWritersPatience = absl::Seconds(2);

// `unused` gives the write's number back, and the reads since the write before it go on counting.
void EndHold(WorldState& state, bool unused) ABSL_EXCLUSIVE_LOCKS_REQUIRED(state.mutex) {
  state.left.push_back(std::move(state.holder));
  if (state.left.size() > kRemembered) state.left.pop_front();
  state.holder.clear();
  if (unused) {
    --state.step;
    --state.writes;
  } else {
    state.reads.clear();
  }
}

}  // namespace

void Authority::Enter(const std::string& world, const std::string& agency, const std::string& call_id,
                      const std::string& flight_path, absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  absl::optional<host::Moment> granted;
  {
    absl::MutexLock lock(&state->mutex);
    if (state->holder == call_id) {  // asked again on the wire
      granted = state->holder_moment;
    } else {
      const auto [waiting, first] = state->entering.try_emplace(call_id);
      waiting->second.push_back(std::move(done));
      if (!first) return;
    }
  }
  if (granted) return done(*std::move(granted));
  Acquire(state, [this, state, call_id, flight_path] { Granted(state, call_id, flight_path); });
}

void Authority::Granted(const State& state, const std::string& call_id, const std::string& flight_path) {
  std::vector<WorldState::Entered> callers;
  absl::StatusOr<host::Moment> moment = host::Moment();
  {
    absl::MutexLock lock(&state->mutex);
    auto waiting = state->entering.extract(call_id);
    callers = std::move(waiting.mapped());
    if (state->gone) {
      moment = WorldUnknown(state->record.name());
    } else {
      moment->now = state->now;
      moment->step = ++state->step;
      moment->path = flight_path.empty() ? absl::StrCat(++state->writes) : flight_path;
      moment->world_version = state->record.version();
      state->holder = call_id;
      state->holder_moment = *moment;
      if (!flight_path.empty() && state->flights > 0) --state->flights;
    }
  }
  if (!moment.ok()) Release(state);
  for (auto& caller : callers) caller(moment);
}

void Authority::Leave(const std::string& world, const std::string& agency, const std::string& call_id, int64_t step,
                      const host::LeastRow& least, bool unused, absl::AnyInvocable<void(absl::Status)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  Drain::Order order;
  absl::optional<absl::Status> refusal;
  {
    absl::MutexLock lock(&state->mutex);
    if (state->holder != call_id) {
      const bool repeated = std::find(state->left.begin(), state->left.end(), call_id) != state->left.end();
      refusal = repeated ? absl::OkStatus() : TurnExpired();
    } else {
      EndHold(*state, unused);
      SetLeast(*state, agency, least);
    }
    order.target = state->now;
  }
  if (refusal) return done(*std::move(refusal));
  order.patience = kWritersPatience;
  order.rows_per_run = parts_.rows_per_run;
  std::make_shared<Drain>(state, calls_, *parts_.clock, parts_.timer, order,
                          [this, state, done = std::move(done)](Drain::Result result) mutable {
                            Release(state);
                            Land(*state);
                            done(OfInterestToWriter(result.status));
                          })
      ->Start();
}

// An advance that waited for calls at real seats goes on.
void Authority::Land(WorldState& state) {
  std::vector<absl::AnyInvocable<void()>> landing;
  {
    absl::MutexLock lock(&state.mutex);
    if (state.flights == 0) landing.swap(state.landing);
  }
  for (auto& resume : landing) resume();
}

void Authority::Stamp(const std::string& world, const std::string& caller,
                      absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  Stamp(world, caller, "", std::move(done));
}

void Authority::Stamp(const std::string& world, const std::string& caller, const std::string& call_id,
                      absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  WorldState& state = **found;
  host::Moment moment;
  {
    absl::MutexLock lock(&state.mutex);
    WorldState::Reads& reads = state.reads[caller];
    if (call_id.empty() || reads.last != call_id) ++reads.count;
    reads.last = call_id;
    moment.now = Now(state);
    moment.step = state.step;
    moment.path = absl::StrCat(state.writes, ".0.", reads.count, ":", caller);
    moment.world_version = state.record.version();
  }
  done(std::move(moment));
}

// An ephemeral world lives as long as the processes that opened it, a durable one as long as their stores.
void Authority::OpenWorld(const std::string& world, const std::string& agency, const host::Life& life,
                          absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const World>>)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  std::shared_ptr<const World> record;
  bool first = false;
  {
    absl::MutexLock lock(&state->mutex);
    const auto known = state->opened.emplace(agency, life);
    host::Life& before = known.first->second;
    first = known.second;
    const bool kept = state->record.durable() && !life.store_id.empty();
    if (kept ? before.store_id == life.store_id : before.incarnation == life.incarnation) {
      before = life;
      record = std::make_shared<const World>(state->record);
    }
  }
  if (record == nullptr) return done(WorldLost(world, agency));
  if (!first) return done(std::move(record));
  auto shared = std::make_shared<decltype(done)>(std::move(done));
  Keep(*state, [state, agency, record, shared](const absl::Status& kept) {
    if (kept.ok()) return (*shared)(record);
    {
      absl::MutexLock lock(&state->mutex);
      state->opened.erase(agency);
    }
    (*shared)(kept);
  });
}

void Authority::ExpireTurn(const std::string& world, const std::string& call_id) {
  auto found = Find(world);
  if (!found.ok()) return;
  const State state = *found;
  {
    absl::MutexLock lock(&state->mutex);
    if (state->holder != call_id) return;
    state->holder.clear();
  }
  // It may have put rows on its agenda before it fell silent.
  LearnKeys(state, [state] { Release(state); });
}

}  // namespace lienthong::authority
