#include "services/base/host/row_execution.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/kept_moment.h"
#include "services/base/host/work_log.h"
#include "services/base/store/key.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

constexpr int kMaxConflicts = 20;
// REAL worlds: wire attempts before a continuation is told; events are tried until they arrive.
constexpr int kMaxWireAttempts = 8;
// A call that came back from a real seat asks for the turn until the authority answers.
constexpr absl::Duration kLandingPause = absl::Seconds(1);

// A store that has failed is tried again this often.
constexpr absl::Duration kStorePause = absl::Seconds(1);

absl::Duration Backoff(int attempts) {
  return std::min(absl::Milliseconds(100) * (int64_t{1} << std::min(attempts, 12)), absl::Seconds(30));
}

constexpr char kFlights[] = "flight";

std::string FlightKey(const control::v1::Row& row) { return store::Key(kFlights, row.path()); }

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

RowExecution::~RowExecution() { Rest(); }

void RowExecution::Begin() {
  working_ = true;
  agency_.admission().BeginRow();
}

void RowExecution::Rest() {
  if (std::exchange(working_, false)) agency_.admission().EndRow();
}

bool RowExecution::Gone() const { return part_->space().Read()->VersionOf(key_) == 0; }

void RowExecution::Start() {
  Begin();
  if (!manual_ && Gone()) return Finish(absl::OkStatus());
  if (row_.has_answer()) return Continue(KeptAnswer());
  if (!row_.has_call()) return Continue(CallAnswer{});
  if (manual_ && agency_.environment().transport->External(row_.call().to())) return Fly();
  Send();
}

void RowExecution::Send() {
  ++sent_;
  if (agency_.environment().transport->Local(row_.call().to())) return Call();
  // Whoever is told of this row elsewhere may remember it longer than this process lives.
  part_->space().Settle([self = shared_from_this()](const absl::Status& status) {
    status.ok() ? self->Call() : self->NotSettled(status);
  });
}

void RowExecution::Call() {
  agency_.environment().transport->Call(
      row_.call().to(), CallOf(row_, context_, agency_.environment()),
      [self = shared_from_this()](RawAnswer answer) { self->Answered(std::move(answer)); });
}

void RowExecution::NotSettled(const absl::Status& why) {
  PauseForStore(why, [](RowExecution& self) { self.SendAgain(); });
}

void RowExecution::Answered(RawAnswer answer) {
  // Who is answered "stale" runs for a driver that has lost its turn: the row is another's now.
  if (manual_ && (IsWireFailure(answer) || ReasonOf(answer.status) == Reason::STEP_STALE)) {
    return Finish(std::move(answer.status));
  }
  if (!manual_ && IsWireFailure(answer) && SendLater(answer.status)) return;
  LeastRow least;
  if (manual_ && DecodeLeast(Find(answer.trailers, kNextTrailer), &least)) {
    report_.callee = row_.call().to();
    report_.callee_least = std::move(least);
  }
  if (MeetFate(answer)) return;
  Continue(CallAnswer{std::move(answer.status), std::move(answer.body)});
}

// Keeps the row, its owner and its place in the owner's order while it waits. False: enough.
bool RowExecution::SendLater(const absl::Status& why) {
  const bool event = row_.kind() == control::v1::ROW_KIND_EVENT_DELIVERY;
  if (agency_.environment().timer == nullptr || (!event && sent_ >= kMaxWireAttempts)) return false;
  CountRetry(why);
  Rest();
  part_->Park();
  agency_.environment().timer->After(Backoff(sent_ - 1), [self = shared_from_this()] {
    self->part_->Unpark();
    self->SendAgain();
  });
  return true;
}

void RowExecution::CountRetry(const absl::Status& why) {
  agency_.meters().CountRetry();
  LogRetry(agency_, context_, row_, why);
}

void RowExecution::SendAgain() {
  if (agency_.admission().closed()) return;  // it stays in the agenda
  if (part_->manual() || part_->retired() || Gone()) return Finish(absl::OkStatus());
  Begin();
  context_.now = agency_.RealNow(*part_->record());
  Send();
}

// The turn is let go while somebody else's server thinks: the row leaves the agenda, and its answer comes back as a
// call from outside that keeps the row's path (AGENDA rule 8).
void RowExecution::Fly() {
  store::Txn txn(part_->space().Read());
  txn.Delete(key_);
  txn.Put(FlightKey(row_), row_.SerializeAsString());
  store::WriteBatch batch = std::move(txn).Take();
  KeepMoment(context_, &batch);
  part_->space().Commit(std::move(batch), [self = shared_from_this()](const absl::Status& status) {
    if (!status.ok()) return self->Finish(status);
    self->Rest();
    Done done = std::move(self->done_);
    self->agency_.environment().transport->Call(
        self->row_.call().to(), CallOf(self->row_, self->context_, self->agency_.environment()),
        [self](RawAnswer answer) { self->Land(std::make_shared<RawAnswer>(std::move(answer))); });
    // It may have landed by now: everything here is another thread's.
    Report report;
    report.flying = true;
    done(std::move(report));
  });
}

void RowExecution::Land(std::shared_ptr<RawAnswer> answer) {
  key_ = FlightKey(row_);
  landed_ = true;
  if (call_id_.empty()) call_id_ = agency_.UniquePath();
  agency_.environment().authority->Enter(
      context_.world, agency_.name(), call_id_, row_.path(),
      [self = shared_from_this(), answer](absl::StatusOr<Moment> moment) { self->Landed(answer, std::move(moment)); });
}

void RowExecution::Landed(std::shared_ptr<RawAnswer> answer, absl::StatusOr<Moment> moment) {
  if (ReasonOf(moment.status()) == Reason::PEER_UNREACHABLE && agency_.environment().timer != nullptr) {
    agency_.environment().timer->After(kLandingPause, [self = shared_from_this(), answer] { self->Land(answer); });
    return;
  }
  if (!moment.ok()) return;  // the world is gone, and the row with it
  context_.now = moment->now;
  context_.step = moment->step;
  Continue(CallAnswer{std::move(answer->status), std::move(answer->body)});
}

void RowExecution::Continue(CallAnswer answer) {
  answer_ = std::move(answer);
  agency_.Execute([self = shared_from_this()] {
    ++self->attempts_;
    self->context_.draws.Restart();
    auto txn = std::make_unique<store::Txn>(self->part_->space().Read(), self->context_.config);
    if (!txn->Get(self->key_)) return self->Finish(absl::OkStatus());  // cancelled meanwhile
    txn->Delete(self->key_);
    self->PutStray(*txn);
    self->outcome_ = self->RunContinuation(*txn);
    if (!self->outcome_.ok()) {
      // A defect: nothing of the continuation is kept, but the row goes, or it would block the world for ever.
      txn = std::make_unique<store::Txn>(self->part_->space().Read(), self->context_.config);
      txn->Delete(self->key_);
    }
    store::WriteBatch batch = std::move(*txn).Take();
    txn.reset();
    KeepMoment(self->context_, &batch);
    self->part_->space().CommitInOrder(std::move(batch), [self](const absl::Status& done) { self->Committed(done); });
  });
}

absl::Status RowExecution::RunContinuation(store::Txn& txn) {
  if (row_.stray()) return absl::OkStatus();  // it ran when the first answer came
  const auto* continuation = agency_.handlers().FindContinuation(row_.continuation());
  if (continuation == nullptr) return InternalError(absl::StrCat("no continuation ", row_.continuation()));
  return (*continuation)(context_, txn, row_.arguments(), answer_);
}

void RowExecution::Committed(const absl::Status& status) {
  if (ReasonOf(status) == Reason::CONFLICT && attempts_ < kMaxConflicts) return Continue(std::move(answer_));
  if (!status.ok() && ReasonOf(status) != Reason::CONFLICT) return NotKept(status);
  if (status.ok() && (!outcome_.ok() || !row_.has_call())) JournalRow(outcome_);
  if (status.ok() && !outcome_.ok()) LogRowDropped(agency_, context_, outcome_);
  if (status.ok()) {
    agency_.meters().CountRow(row_.kind());
    part_->Committed();
  }
  Finish(absl::OkStatus());
}

// The store could not take it: nothing has changed, the row is still there. A driver is told; in a REAL world the row
// waits, and its owner with it, until the store recovers.
void RowExecution::NotKept(const absl::Status& why) {
  PauseForStore(why, [](RowExecution& self) { self.KeepAgain(); });
}

void RowExecution::PauseForStore(const absl::Status& why, void (*then)(RowExecution&)) {
  const bool stopping = ReasonOf(why) == Reason::SERVER_STOPPING;
  if (manual_ || stopping || agency_.environment().timer == nullptr) return Finish(why);
  Rest();
  part_->Park();
  agency_.environment().timer->After(kStorePause, [self = shared_from_this(), then] {
    self->part_->Unpark();
    then(*self);
  });
}

void RowExecution::KeepAgain() {
  if (agency_.admission().closed()) return;  // it stays in the agenda
  if (part_->retired()) return Finish(absl::OkStatus());
  Begin();
  attempts_ = 0;
  Continue(std::move(answer_));
}

// A row with a call has its line at the callee.
void RowExecution::JournalRow(const absl::Status& status) {
  control::v1::JournalEntry& entry = BeginEntry(context_, RawCall{}, true);
  entry.set_kind(control::v1::ENTRY_KIND_ROW);
  entry.set_row_kind(control::v1::RowKind_Name(row_.kind()).substr(sizeof("ROW_KIND_") - 1));
  entry.set_request(row_.arguments().substr(0, journal::kMaxBody));
  entry.set_request_size(static_cast<int64_t>(row_.arguments().size()));
  EndEntry(status, "", &entry);
  *entry.mutable_wall_time() = ToProto(agency_.environment().clock->Now());
  part_->journal().Append(entry);
}

void RowExecution::Finish(absl::Status status) {
  if (!status.ok()) CountRetry(status);
  Rest();
  if (landed_) {
    agency_.environment().authority->Leave(context_.world, agency_.name(), call_id_, context_.step, part_->Least(),
                                           false, [](const absl::Status&) {});
    return;
  }
  report_.status = std::move(status);
  done_(std::move(report_));
}

void BringBackFlights(const std::string& agency, store::Space& space, absl::AnyInvocable<void(absl::Status)> done) {
  store::Txn txn(space.Read());
  const std::string prefix = store::Key(kFlights);
  std::vector<control::v1::Row> rows;
  txn.Scan(prefix, store::PrefixEnd(prefix), [&rows](absl::string_view, absl::string_view bytes) {
    rows.emplace_back().ParseFromArray(bytes.data(), static_cast<int>(bytes.size()));
    return true;
  });
  for (const control::v1::Row& row : rows) {
    txn.Delete(FlightKey(row));
    txn.Put(agenda::RowKey(row, agency), row.SerializeAsString());
  }
  if (rows.empty()) return done(absl::OkStatus());
  space.Commit(std::move(txn).Take(), std::move(done));
}

}  // namespace lienthong::host
