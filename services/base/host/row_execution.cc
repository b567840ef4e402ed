#include "services/base/host/row_execution.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/store/key.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

constexpr int kMaxConflicts = 20;
// REAL worlds: wire attempts before a continuation is told; events are tried until they arrive.
constexpr int kMaxWireAttempts = 8;

absl::Duration Backoff(int attempts) {
  return std::min(absl::Milliseconds(100) * (int64_t{1} << std::min(attempts, 12)), absl::Seconds(30));
}

}  // namespace

RowExecution::RowExecution(Agency& agency, std::shared_ptr<WorldPart> part, std::string key, control::v1::Row row,
                           absl::Time now, int64_t step, Done done)
    : agency_(agency),
      part_(std::move(part)),
      key_(std::move(key)),
      row_(std::move(row)),
      done_(std::move(done)),
      context_(RowContext(agency.name(), row_, now, step, part_->record())),
      manual_(part_->manual()) {}

void RowExecution::Start() {
  if (!row_.has_call()) return Continue(CallAnswer{});
  if (manual_ && agency_.environment().transport->External(row_.call().to())) return Fly();
  agency_.environment().transport->Call(row_.call().to(), CallOf(row_, context_, agency_.environment().key),
                                        [self = shared_from_this()](RawAnswer answer) {
                                          self->Answered(std::move(answer));
                                        });
}

void RowExecution::Answered(RawAnswer answer) {
  if (IsWireFailure(answer)) {
    if (manual_) return Finish(std::move(answer.status));
    const bool event = row_.kind() == control::v1::ROW_KIND_EVENT_DELIVERY;
    if (event || row_.attempts() < kMaxWireAttempts) return RetryLater(answer.status);
  }
  if (const absl::string_view least = Find(answer.trailers, kNextTrailer); manual_) {
    report_.callee = row_.call().to();
    report_.callee_least.emplace();
    DecodeLeast(least, &*report_.callee_least);
  }
  Continue(CallAnswer{std::move(answer.status), std::move(answer.body)});
}

void RowExecution::RetryLater(const absl::Status& status) {
  control::v1::Row later = row_;
  later.set_attempts(row_.attempts() + 1);
  const absl::Time due = context_.now + Backoff(row_.attempts());
  *later.mutable_due() = ToProto(due);
  store::Txn txn(part_->space().Read());
  if (!txn.Get(key_)) return Finish(absl::OkStatus());
  txn.Delete(key_);
  txn.Put(agenda::RowKey(later, agency_.name()), later.SerializeAsString());
  part_->space().Commit(std::move(txn).Take(), [self = shared_from_this()](const absl::Status&) {
    self->Finish(absl::OkStatus());
  });
}

// The turn is let go while somebody else's server thinks: the row leaves the agenda, and its answer comes back as a call
// from outside that keeps the row's path (AGENDA rule 8).
void RowExecution::Fly() {
  store::Txn txn(part_->space().Read());
  txn.Delete(key_);
  txn.Put(store::Key("flight", row_.path()), row_.SerializeAsString());
  part_->space().Commit(std::move(txn).Take(), [self = shared_from_this()](const absl::Status& status) {
    if (!status.ok()) return self->Finish(status);
    self->agency_.environment().transport->Call(
        self->row_.call().to(), CallOf(self->row_, self->context_, self->agency_.environment().key),
        [self](RawAnswer answer) { self->Land(std::move(answer)); });
    self->report_.flying = true;
    self->Finish(absl::OkStatus());
  });
}

void RowExecution::Land(RawAnswer answer) {
  key_ = store::Key("flight", row_.path());
  landed_ = true;
  call_id_ = agency_.UniquePath();
  auto shared = std::make_shared<RawAnswer>(std::move(answer));
  agency_.environment().authority->Enter(
      context_.world, agency_.name(), call_id_, row_.path(),
      [self = shared_from_this(), shared](absl::StatusOr<Moment> moment) {
        if (!moment.ok()) return;  // the world is gone, and the row with it
        self->context_.now = moment->now;
        self->context_.step = moment->step;
        self->Continue(CallAnswer{std::move(shared->status), std::move(shared->body)});
      });
}

void RowExecution::Continue(CallAnswer answer) {
  answer_ = std::move(answer);
  agency_.Execute([self = shared_from_this()] {
    ++self->attempts_;
    self->context_.draws.Restart();
    auto txn = std::make_unique<store::Txn>(self->part_->space().Read());
    if (!txn->Get(self->key_)) return self->Finish(absl::OkStatus());  // cancelled meanwhile
    txn->Delete(self->key_);
    const absl::Status status = self->RunContinuation(*txn);
    if (!status.ok()) {
      // A defect: nothing of the continuation is kept, but the row goes, or it would block the world for ever.
      txn = std::make_unique<store::Txn>(self->part_->space().Read());
      txn->Delete(self->key_);
    }
    if (!status.ok() || !self->row_.has_call()) self->JournalRow(status);
    self->part_->space().Commit(std::move(*txn).Take(), [self](const absl::Status& done) { self->Committed(done); });
  });
}

absl::Status RowExecution::RunContinuation(store::Txn& txn) {
  const auto* continuation = agency_.handlers().FindContinuation(row_.continuation());
  if (continuation == nullptr) return InternalError(absl::StrCat("no continuation ", row_.continuation()));
  return (*continuation)(context_, txn, row_.arguments(), answer_);
}

void RowExecution::Committed(const absl::Status& status) {
  if (ReasonOf(status) == Reason::CONFLICT && attempts_ < kMaxConflicts) return Continue(std::move(answer_));
  if (status.ok()) part_->Committed();
  Finish(absl::OkStatus());
}

void RowExecution::JournalRow(const absl::Status& status) {
  if (attempts_ > 1) return;
  control::v1::JournalEntry entry = BeginEntry(context_, RawCall{}, true);
  entry.set_kind(control::v1::ENTRY_KIND_ROW);
  entry.set_row_kind(control::v1::RowKind_Name(row_.kind()).substr(sizeof("ROW_KIND_") - 1));
  entry.set_request(row_.arguments().substr(0, journal::kMaxBody));
  entry.set_request_size(static_cast<int64_t>(row_.arguments().size()));
  EndEntry(status, "", &entry);
  *entry.mutable_wall_time() = ToProto(agency_.environment().clock->Now());
  part_->journal().Append(std::move(entry));
}

void RowExecution::Finish(absl::Status status) {
  if (landed_) {
    agency_.environment().authority->Leave(context_.world, agency_.name(), call_id_, context_.step, part_->Least(), false,
                                           [](const absl::Status&) {});
    return;
  }
  report_.status = std::move(status);
  done_(std::move(report_));
}

}  // namespace lienthong::host
