#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "gateway/engine/error_value.h"
#include "gateway/engine/machine.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// Beyond this many doublings a delay is as good as for ever.
constexpr int kDoublingLimit = 30;

bool Matches(const ErrorFilter& filter, const WorkflowError& error) {
  const auto same = [](const std::optional<std::string>& wanted, const std::string& actual) {
    return !wanted.has_value() || *wanted == actual;
  };
  return same(filter.type, error.type) && same(filter.instance, error.instance) && same(filter.title, error.title) &&
         same(filter.detail, error.detail) && (!filter.status.has_value() || *filter.status == error.status);
}

absl::Duration BackedOff(const RetryPolicy& policy, absl::Duration delay, int attempt) {
  switch (policy.backoff) {
    case RetryPolicy::Backoff::kConstant:
      return delay;
    case RetryPolicy::Backoff::kLinear:
      return delay * attempt;
    case RetryPolicy::Backoff::kExponential:
      return delay * std::exp2(std::min(attempt - 1, kDoublingLimit));
  }
  return delay;
}

}  // namespace

void Machine::BeginBody(Frame& frame, const TryTask& task) {
  const Task& self = TaskOf(frame);
  frame.visits_before.assign(run_.visits.begin() + frame.task + 1, run_.visits.begin() + self.subtree_end);
  BeginAttempt(frame, task);
}

// An attempt counts visits as the first one did, so that its steps have the same idempotency keys.
void Machine::BeginAttempt(Frame& frame, const TryTask& task) {
  frame.phase = kTrying;
  frame.locals.clear();
  ++frame.cursor;
  std::copy(frame.visits_before.begin(), frame.visits_before.end(), run_.visits.begin() + frame.task + 1);
  EnterList(frame, task.list, frame.input);
}

int Machine::AttemptOf(const Frame& frame) const {
  for (const Frame* outer = frame.parent; outer != nullptr && outer->task >= 0; outer = outer->parent) {
    if (std::holds_alternative<TryTask>(TaskOf(*outer).body) && outer->phase == kTrying) return outer->cursor;
  }
  return 1;
}

void Machine::Catch(Frame& frame, const TryTask& task, WorkflowError error) {
  frame.locals = {{task.as, Var(ValueOfError(error))}};
  const absl::StatusOr<bool> caught = Catches(frame, task, error);
  if (!caught.ok()) return FailExpression(frame, caught.status());
  if (!*caught) return Fail(frame, std::move(error));
  if (task.retry.has_value()) {
    const absl::StatusOr<std::optional<absl::Duration>> delay = RetryDelay(frame, *task.retry);
    if (!delay.ok()) return FailExpression(frame, delay.status());
    if (delay->has_value()) {
      frame.phase = kWaitingToRetry;
      Put(TimerEffect{TokenOf(frame, frame.wait_token), StepOf(frame), TimerKind::kRetry, **delay});
      return;
    }
  }
  frame.phase = kCatching;
  if (task.catch_list != kNone) return EnterList(frame, task.catch_list, frame.input);
  // Retries used up with nothing to do instead: the error is not dealt with.
  task.retry.has_value() ? Fail(frame, std::move(error)) : Complete(frame, frame.input);
}

absl::StatusOr<bool> Machine::Catches(Frame& frame, const TryTask& task, const WorkflowError& error) {
  if (!Matches(task.filter, error)) return false;
  const Value& dot = frame.input.value();
  if (task.when != kNone) {
    ASSIGN_OR_RETURN(const bool wanted, Holds(frame, task.when, dot));
    if (!wanted) return false;
  }
  if (task.except_when == kNone) return true;
  ASSIGN_OR_RETURN(const bool excepted, Holds(frame, task.except_when, dot));
  return !excepted;
}

absl::StatusOr<std::optional<absl::Duration>> Machine::RetryDelay(Frame& frame, const RetryPolicy& policy) {
  const int attempt = frame.cursor;
  if (policy.limit_count.has_value() && attempt > *policy.limit_count) return std::nullopt;
  const Value dot = frame.input.value();
  if (policy.when != kNone) {
    ASSIGN_OR_RETURN(const bool wanted, Holds(frame, policy.when, dot));
    if (!wanted) return std::nullopt;
  }
  if (policy.except_when != kNone) {
    ASSIGN_OR_RETURN(const bool excepted, Holds(frame, policy.except_when, dot));
    if (excepted) return std::nullopt;
  }
  ASSIGN_OR_RETURN(absl::Duration delay, DurationIn(frame, policy.delay));
  delay = BackedOff(policy, delay, attempt);
  const uint64_t token = NewToken();
  if (policy.jitter.has_value()) {
    ASSIGN_OR_RETURN(const absl::Duration from, DurationIn(frame, policy.jitter->first));
    ASSIGN_OR_RETURN(const absl::Duration to, DurationIn(frame, policy.jitter->second));
    const double draw = context_.draw ? context_.draw(TokenOf(frame, token)) : 0.5;
    delay += from + (to - from) * draw;
  }
  if (policy.limit_duration.has_value()) {
    ASSIGN_OR_RETURN(const absl::Duration limit, DurationIn(frame, *policy.limit_duration));
    if (context_.now + delay - absl::FromUnixMillis(frame.started_ms) > limit) return std::nullopt;
  }
  frame.wait_token = token;
  return delay;
}

void Machine::BeginBody(Frame& frame, const RaiseTask& task) {
  Value error = Value::Object();
  const std::pair<const char*, const Template*> fields[] = {{"type", &task.type},
                                                            {"status", &task.status},
                                                            {"title", &task.title},
                                                            {"detail", &task.detail},
                                                            {"instance", &task.instance}};
  for (const auto& [name, form] : fields) {
    absl::StatusOr<Value> value = FillIn(frame, *form, frame.input.value());
    if (!value.ok()) return FailExpression(frame, value.status());
    error.Set(name, *std::move(value));
  }
  Fail(frame, ErrorOfValue(error));
}

}  // namespace lienthong::engine
