// The stage "override or fault" of the pipeline, and what comes of it after the commit and on the way back.
#include "services/base/host/call_interference.h"

#include <algorithm>

#include "services/base/error/error.h"
#include "services/base/host/call_pipeline.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/fate.h"
#include "services/base/host/kept_moment.h"
#include "services/base/mock/fault_profiles.h"
#include "services/base/status.h"

namespace lienthong::host {
namespace {

constexpr int kMaxCountAttempts = 20;
// A caller outside that gave no deadline waits so long for what is lost.
constexpr absl::Duration kLongestSilence = absl::Minutes(10);
// An answer kept back looks this often whether the process stops: then it is given at once.
constexpr absl::Duration kLookUp = absl::Milliseconds(100);

absl::Status NeverAnswered(const std::string& by) {
  return mock::InjectedBy(Error(absl::StatusCode::kDeadlineExceeded, Reason::DEADLINE_PASSED), by);
}

}  // namespace

absl::Status CallPipeline::AskForFaults() {
  const absl::string_view name = Find(call_.metadata, kFaultHeader);
  if (name.empty() || !context_.outside) return absl::OkStatus();
  static const auto* none = new std::shared_ptr<const mock::Rules>(std::make_shared<const mock::Rules>());
  interference_ = std::make_unique<CallInterference>();
  interference_->rules = part_->rules();
  if (interference_->rules == nullptr) interference_->rules = *none;
  ASSIGN_OR_RETURN(interference_->asked_for, mock::FaultsAskedFor(name, *interference_->rules));
  return absl::OkStatus();
}

mock::Call CallPipeline::MockCall() const {
  mock::Call call;
  call.context = &context_;
  call.tenant = Find(call_.metadata, kTenantHeader);
  call.request = request_;
  call.delayed = cause_.delayed();
  call.requested = interference_->asked_for;
  return call;
}

// Counts are kept in a commit of their own, before the office sees the call: a call that is then refused or lost has
// been counted all the same.
void CallPipeline::Interfere() {
  if (interference_ == nullptr) {
    auto rules = part_->rules();
    if (rules == nullptr) return Attempt();
    interference_ = std::make_unique<CallInterference>();
    interference_->rules = std::move(rules);
  }
  store::Txn txn(part_->space().Read(), context_.config);
  interference_->done = mock::Interfere(*interference_->rules, MockCall(), txn);
  if (!txn.status().ok()) return Finish(txn.status());
  if (!txn.HasWrites()) return Act();
  store::WriteBatch batch = std::move(txn).Take();
  if (method_.write) KeepMoment(context_, &batch);
  part_->space().CommitInOrder(std::move(batch), [self = shared_from_this()](const absl::Status& status) {
    if (ReasonOf(status) == Reason::CONFLICT && ++self->interference_->attempts < kMaxCountAttempts) {
      return self->Interfere();
    }
    if (!status.ok()) return self->Finish(status);
    self->Act();
  });
}

void CallPipeline::Act() {
  const mock::Intervention& done = interference_->done;
  if (!done.refusal.ok()) return Finish(done.refusal);
  if (done.request_lost || done.request_late) return Finish(NeverAnswered(done.injected_by));
  if (!done.answer) return Attempt();
  body_ = *done.answer;
  Finish(absl::OkStatus());
}

absl::StatusOr<std::string> CallPipeline::Handle(store::Txn& txn) {
  if (interference_ == nullptr) return method_.handle(context_, txn, *request_);
  const absl::Time now = context_.now;
  context_.now += interference_->done.clock_skew;
  absl::StatusOr<std::string> body = method_.handle(context_, txn, *request_);
  context_.now = now;
  return body;
}

bool CallPipeline::AnsweredByOverride() const { return interference_ != nullptr && interference_->done.answer; }

void CallPipeline::Tamper() {
  mock::Intervention& done = interference_->done;
  for (auto& trailer : done.trailers) answer_.trailers.push_back(std::move(trailer));
  if (!answer_.status.ok()) return;
  auto changed = mock::Changed(done, MockCall(), std::move(answer_.body));
  if (changed.ok()) {
    answer_.body = *std::move(changed);
  } else {
    answer_.status = WithDomain(mock::InjectedBy(changed.status(), done.injected_by), Domain(agency_.name()));
    answer_.body.clear();
  }
}

void CallPipeline::TellFate() {
  const mock::Intervention& done = interference_->done;
  control::v1::Fate fate;
  absl::Duration by;
  if (done.request_lost || done.answer_lost) {
    fate.set_trouble(control::v1::TROUBLE_LOST);
  } else if (done.request_late) {
    fate.set_trouble(control::v1::TROUBLE_REQUEST_LATE);
    by = *done.request_late;
  } else if (done.delay > absl::ZeroDuration()) {
    fate.set_trouble(control::v1::TROUBLE_ANSWER_LATE);
    by = done.delay;
  } else if (done.request_again) {
    fate.set_trouble(control::v1::TROUBLE_REQUEST_REPEATED);
    by = *done.request_again;
  } else {
    return;
  }
  answer_.trailers.emplace_back(kFateTrailer, EncodeFate(fate, by));
}

// Only callers outside wait in wall time, if they want to; a process without a timer answers at once.
bool CallPipeline::HoldBack() {
  if (!context_.outside || interference_->held) return false;
  interference_->held = true;
  const mock::Intervention& done = interference_->done;
  const absl::Duration patience = std::min(call_.timeout, kLongestSilence);
  const bool never = done.request_lost || done.answer_lost || done.delay >= patience;
  if (never) answer_ = RawAnswer{WithDomain(NeverAnswered(done.injected_by), Domain(agency_.name())), "", {}};
  const absl::Duration wait = never ? patience : done.delay;
  if (wait <= absl::ZeroDuration() || agency_.environment().timer == nullptr || SkipsWait(call_)) return false;
  AnswerAt(agency_.environment().clock->Now() + wait);
  return true;
}

void CallPipeline::AnswerAt(absl::Time time) {
  const absl::Duration left = time - agency_.environment().clock->Now();
  if (left <= absl::ZeroDuration() || agency_.admission().closed()) return Answer();
  agency_.environment().timer->After(std::min(left, kLookUp),
                                     [self = shared_from_this(), time] { self->AnswerAt(time); });
}

}  // namespace lienthong::host
