// Clocks of worlds: the time half of Authority.
#include <algorithm>

#include "services/base/authority/authority.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

// An advance gives a partial answer after this long, so that a caller's deadline is never what stops it.
constexpr absl::Duration kAdvanceLimit = absl::Seconds(20);

host::LeastRow LeastOf(const control::v1::NextDueResponse& response) {
  return response.key().empty() ? host::LeastRow{} : host::LeastRow{response.key(), FromProto(response.due())};
}

void CatchUpWith(WorldState& state, const control::v1::StoredMoment& seen) ABSL_EXCLUSIVE_LOCKS_REQUIRED(state.mutex) {
  state.now = std::max(state.now, FromProto(seen.now()));
  state.step = std::max(state.step, seen.step());
  state.writes = std::max(state.writes, seen.writes());
}

}  // namespace

Clock Authority::ClockOf(WorldState& state) {
  Clock clock;
  absl::MutexLock lock(&state.mutex);
  clock.set_mode(state.record.clock_mode());
  *clock.mutable_now() = ToProto(Now(state));
  clock.set_step(state.step);
  absl::Time due = absl::InfiniteFuture();
  for (const auto& [agency, least] : state.least) due = std::min(due, least.due);
  if (due != absl::InfiniteFuture()) *clock.mutable_next_due() = ToProto(due);
  return clock;
}

absl::StatusOr<Clock> Authority::GetClock(const std::string& name) {
  auto found = Find(name);
  if (!found.ok()) return found.status();
  return ClockOf(**found);
}

void Authority::SetClock(const std::string& name, control::v1::ClockMode mode, absl::optional<absl::Time> now,
                         Callback<Clock> done) {
  auto found = Find(name);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  const auto change = [this, state, mode, now](World& world) -> absl::Status {
    state->mutex.AssertHeld();
    const absl::Time present = Now(*state);
    const absl::Time wanted = now.value_or(present);
    if (wanted < present) return ClockBackward(present);
    if (mode != control::v1::CLOCK_MODE_UNSPECIFIED) world.set_clock_mode(mode);
    *world.mutable_offset() = ToProto(wanted - parts_.clock->Now());
    if (world.clock_mode() == control::v1::CLOCK_MODE_MANUAL) {
      world.clear_offset();
      state->now = wanted;
    }
    return absl::OkStatus();
  };
  Change(name, change, [this, state, done = std::move(done)](absl::StatusOr<World> world) {
    if (!world.ok()) return done(world.status());
    done(ClockOf(*state));
  });
}

// A world that was REAL until now has rows the authority has not been told of.
void Authority::LearnKeys(const State& state, std::function<void()> done) {
  const std::string name = Snapshot(*state).name();
  control::v1::NextDueRequest request;
  request.set_world(name);
  auto agencies = AgenciesOf(name);
  calls_.CallAll<control::v1::NextDueResponse>(agencies, "NextDue", request,
                                               [state, agencies, done = std::move(done)](const auto& answers) {
                                                 {
                                                   absl::MutexLock lock(&state->mutex);
                                                   for (size_t i = 0; i < agencies.size(); ++i) {
                                                     if (!answers[i].ok()) continue;
                                                     SetLeast(*state, agencies[i], LeastOf(*answers[i]));
                                                     if (answers[i]->has_seen()) CatchUpWith(*state, answers[i]->seen());
                                                   }
                                                 }
                                                 done();
                                               });
}

void Authority::Advance(const std::string& name, std::function<absl::Time(absl::Time now)> target, bool until_idle,
                        Callback<Advanced> done) {
  InTurn(name, done, [this, target = std::move(target), until_idle, done](const State& state) {
    Drain::Order order;
    absl::Status refusal;
    {
      absl::MutexLock lock(&state->mutex);
      order.target = target(state->now);
      if (IsReal(state->record)) refusal = ClockNotManual();
      if (refusal.ok() && order.target < state->now) refusal = ClockBackward(state->now);
    }
    if (!refusal.ok()) {
      Release(state);
      return done(refusal);
    }
    order.move_time = !until_idle;
    order.yields = true;
    order.stopping = &stopping_;
    order.rows_per_run = parts_.rows_per_run;
    order.wall_limit = parts_.clock->Now() + kAdvanceLimit;
    std::make_shared<Drain>(state, calls_, *parts_.clock, parts_.timer, order,
                            [this, state, done](Drain::Result result) {
                              Keep(*state, [this, state, result, done](const absl::Status& kept) {
                                const Clock clock = ClockOf(*state);
                                Release(state);
                                const absl::Status status = result.status.ok() ? kept : result.status;
                                if (!status.ok()) return done(WithTimeReached(status, clock));
                                done(Advanced{clock, result.executed, result.complete});
                              });
                            })
        ->Start();
  });
}

}  // namespace lienthong::authority
