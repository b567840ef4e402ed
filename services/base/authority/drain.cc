#include "services/base/authority/drain.h"

#include <algorithm>

#include "services/base/error/error.h"
#include "services/base/world/times.h"

namespace lienthong::authority {
namespace {

// Tries at once before waiting between them.
constexpr int kQuickTries = 20;
constexpr absl::Duration kPause = absl::Milliseconds(50);

bool OnTheWire(const absl::Status& status) {
  const Reason reason = ReasonOf(status);
  return reason == Reason::PEER_UNREACHABLE || reason == Reason::DEADLINE_PASSED;
}

host::LeastRow LeastOf(const std::string& key, const google::protobuf::Timestamp& due) {
  return key.empty() ? host::LeastRow{} : host::LeastRow{key, FromProto(due)};
}

}  // namespace

Drain::Drain(State state, const AgencyCalls& calls, const WallClock& clock, Timer* timer, Order order, Done done)
    : state_(std::move(state)),
      calls_(calls),
      clock_(clock),
      timer_(timer),
      order_(std::move(order)),
      done_(std::move(done)) {}

void Drain::Start() { Pump(); }

void Drain::Pump() {
  trampoline_.Run([self = shared_from_this()] { self->Step(); });
}

void Drain::Step() {
  std::string agency;
  control::v1::RunRequest request;
  if (finished_ || GiveWay()) return;
  if (Stopping() || result_.executed >= order_.max_rows || (ran_ && clock_.Now() >= order_.wall_limit)) {
    return Finish(absl::OkStatus(), false);
  }
  if (!Choose(&agency, &request)) {
    if (!AwaitLanding()) Finish(absl::OkStatus(), !Stopping());
    return;
  }
  calls_.Call<RunResponse>(
      agency, "Run", request, [self = shared_from_this(), agency, key = request.key()](auto response) {
        if (response.ok() && response->executed() == 0 && !response->has_wire_error() && response->next_key() == key) {
          return self->Finish(InternalError("an agency did nothing about its least row"), false);
        }
        self->Answered(agency, std::move(response));
      });
}

// The least row over all agencies, if it is due; `request` orders it and what follows it up to the next agency's.
bool Drain::Choose(std::string* agency, control::v1::RunRequest* request) {
  absl::MutexLock lock(&state_->mutex);
  const host::LeastRow* least = nullptr;
  const host::LeastRow* second = nullptr;
  for (const auto& [name, row] : state_->least) {
    if (least == nullptr || row.key < least->key) {
      second = least;
      least = &row;
      *agency = name;
    } else if (second == nullptr || row.key < second->key) {
      second = &row;
    }
  }
  if (least == nullptr || least->due > order_.target) return false;
  // While a call is at a real seat time stands still.
  if (state_->flights > 0 && least->due > state_->now) return false;
  request->set_world(state_->record.name());
  request->set_key(least->key);
  if (second != nullptr) request->set_bound(second->key);
  *request->mutable_target() = ToProto(state_->flights > 0 ? state_->now : order_.target);
  *request->mutable_now() = ToProto(state_->now);
  request->set_step(state_->step + 1);
  request->set_max_rows(order_.rows_per_run);
  request->set_world_version(state_->record.version());
  return true;
}

void Drain::Answered(const std::string& agency, absl::StatusOr<RunResponse> response) {
  if (!response.ok()) {
    OnTheWire(response.status()) ? Stumble(response.status()) : Finish(response.status(), false);
    return;
  }
  Apply(agency, *response);
  if (response->executed() > 0) {
    ran_ = true;
    stumbles_ = 0;
    stumbling_since_ = absl::InfiniteFuture();
  }
  const absl::Status failed = FromRpcStatus(response->wire_error());
  if (failed.ok()) return Pump();
  OnTheWire(failed) ? Stumble(failed) : Finish(failed, false);
}

void Drain::Apply(const std::string& agency, const RunResponse& response) {
  result_.executed += response.executed();
  absl::MutexLock lock(&state_->mutex);
  state_->step += response.executed();
  if (response.executed() > 0) state_->now = std::max(state_->now, FromProto(response.now()));
  if (response.flying()) ++state_->flights;
  SetLeast(*state_, agency, LeastOf(response.next_key(), response.next_due()));
  for (const auto& callee : response.callees()) {
    SetLeast(*state_, callee.agency(), LeastOf(callee.key(), callee.due()));
  }
}

void Drain::Stumble(const absl::Status& why) {
  if (++stumbles_ == 1) stumbling_since_ = clock_.Now();
  if (stumbles_ <= kQuickTries) return Pump();
  if (timer_ == nullptr || clock_.Now() - stumbling_since_ >= order_.patience) return Finish(why, false);
  timer_->After(kPause, [self = shared_from_this()] { self->Pump(); });
}

// Outside calls that wait come first, after each order but never before the first.
bool Drain::GiveWay() {
  if (!order_.yields || !ran_) return false;
  {
    absl::MutexLock lock(&state_->mutex);
    if (state_->waiting.empty()) return false;
    state_->waiting.push_back([self = shared_from_this()] { self->Pump(); });
  }
  ran_ = false;
  Release(state_);
  return true;
}

// Nothing is due now but a call is at a real seat: an advance waits for it to land before it lets time pass.
bool Drain::AwaitLanding() {
  if (!order_.yields) return false;
  {
    absl::MutexLock lock(&state_->mutex);
    if (state_->flights == 0 || Stopping()) return false;
    state_->landing.push_back([self = shared_from_this()] { Acquire(self->state_, [self] { self->Pump(); }); });
  }
  Release(state_);
  return true;
}

void Drain::Finish(absl::Status status, bool complete) {
  finished_ = true;
  if (status.ok() && complete && order_.move_time) {
    absl::MutexLock lock(&state_->mutex);
    state_->now = std::max(state_->now, order_.target);
  }
  result_.status = std::move(status);
  result_.complete = complete && result_.status.ok();
  done_(std::move(result_));
}

}  // namespace lienthong::authority
