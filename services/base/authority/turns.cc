// Turns and stamps of MANUAL worlds: the AuthorityLink half of Authority (AGENDA rule 8).
#include "absl/strings/str_cat.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/authority_errors.h"
#include "services/base/error/error.h"

namespace lienthong::authority {
namespace {

// A write is answered although an agency it caused work for can't be reached: its own content stands, and its rows wait.
// Only a chain that would never end is the writer's to know.
absl::Status OfInterestToWriter(const absl::Status& status) {
  return ReasonOf(status) == Reason::AGENDA_RUNAWAY ? status : absl::OkStatus();
}

}  // namespace

void Authority::Enter(const std::string& world, const std::string& agency, const std::string& call_id,
                      const std::string& flight_path, absl::AnyInvocable<void(absl::StatusOr<host::Moment>)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  {
    absl::MutexLock lock(&state->mutex);
    if (!call_id.empty() && state->holder == call_id) {  // asked again on the wire
      host::Moment moment = state->holder_moment;
      state->mutex.Unlock();
      done(std::move(moment));
      state->mutex.Lock();
      return;
    }
  }
  Acquire(*state, [state, call_id, flight_path, done = std::move(done)]() mutable {
    host::Moment moment;
    {
      absl::MutexLock lock(&state->mutex);
      state->reads.clear();
      moment.now = state->now;
      moment.step = ++state->step;
      moment.path = flight_path.empty() ? absl::StrCat(++state->writes) : flight_path;
      moment.world_version = state->record.version();
      state->holder = call_id;
      state->holder_moment = moment;
      if (!flight_path.empty()) --state->flights;
    }
    done(std::move(moment));
  });
}

void Authority::Leave(const std::string& world, const std::string& agency, const std::string& call_id, int64_t step,
                      const host::LeastRow& least, bool unused, absl::AnyInvocable<void(absl::Status)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  const State state = *found;
  absl::Time now;
  {
    absl::MutexLock lock(&state->mutex);
    if (state->holder != call_id) {
      const bool repeated = state->last_left == call_id;
      state->mutex.Unlock();
      done(repeated ? absl::OkStatus() : TurnExpired());
      state->mutex.Lock();
      return;
    }
    state->last_left = call_id;
    state->holder.clear();
    if (least.key.empty()) {
      state->least.erase(agency);
    } else {
      state->least[agency] = least;
    }
    if (unused) {
      --state->step;
      --state->writes;
    }
    now = state->now;
  }
  Drain::Order order;
  order.target = now;
  order.patience = absl::Seconds(2);
  std::make_shared<Drain>(state, calls_, *parts_.clock, parts_.timer, order,
                          [this, state, done = std::move(done)](Drain::Result result) mutable {
                            Release(*state);
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
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  host::Moment moment;
  {
    absl::MutexLock lock(&(*found)->mutex);
    moment.now = Now(**found);
    moment.step = (*found)->step;
    moment.path = absl::StrCat((*found)->writes, ".0.", ++(*found)->reads[caller], ":", caller);
    moment.world_version = (*found)->record.version();
  }
  done(std::move(moment));
}

void Authority::OpenWorld(const std::string& world, const std::string& agency, const std::string& incarnation,
                          absl::AnyInvocable<void(absl::StatusOr<std::shared_ptr<const World>>)> done) {
  auto found = Find(world);
  if (!found.ok()) return done(found.status());
  std::shared_ptr<const World> record;
  {
    absl::MutexLock lock(&(*found)->mutex);
    const auto [known, first] = (*found)->opened.emplace(agency, incarnation);
    if (first || known->second == incarnation) record = std::make_shared<const World>((*found)->record);
  }
  if (record == nullptr) return done(WorldLost(world, agency));
  done(std::move(record));
}

void Authority::ExpireTurn(const std::string& world, const std::string& call_id) {
  auto found = Find(world);
  if (!found.ok()) return;
  {
    absl::MutexLock lock(&(*found)->mutex);
    if ((*found)->holder != call_id) return;
    (*found)->holder.clear();
  }
  Release(**found);
}

}  // namespace lienthong::authority
