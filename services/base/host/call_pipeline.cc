#include "services/base/host/call_pipeline.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/base/bytes.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/kept_moment.h"
#include "services/base/host/work_log.h"
#include "services/base/store/key.h"
#include "services/base/world/draws.h"
#include "services/base/world/times.h"

namespace lienthong::host {
namespace {

constexpr int kMaxAttempts = 5;
constexpr size_t kFingerprintSize = 16;

// Two bodies are the same when they serialise to the same bytes, whatever order their fields came in.
std::string Fingerprint(const google::protobuf::Message& request) {
  const std::string bytes = ToBytes(request);
  std::string fingerprint;
  for (const uint64_t stream : {1, 2}) {
    const uint64_t hash = KeyedHash(0x6c69656e74686f6e, stream, bytes);
    fingerprint.append(reinterpret_cast<const char*>(&hash), sizeof hash);
  }
  return fingerprint;
}

std::string RequestId(const google::protobuf::Message& request) {
  const auto* field = request.GetDescriptor()->FindFieldByName("request_id");
  return request.GetReflection()->GetString(request, field);
}

absl::Status Tidy(const absl::Status& status, const std::string& agency) {
  const absl::Status named = ErrorInfoOf(status) ? status : lienthong::InternalError(status.message());
  return WithDomain(named, Domain(agency));
}

}  // namespace

CallPipeline::CallPipeline(Agency& agency, const Handlers::UnaryMethod& method, RawCall call, AnswerCallback done)
    : agency_(agency),
      method_(method),
      call_(std::move(call)),
      done_(std::move(done)),
      started_(agency.environment().clock->Ticks()) {}

void CallPipeline::Start() {
  context_.agency = agency_.name();
  ReadHeaders(call_, &context_);
  if (const absl::string_view header = Find(call_.metadata, kNowHeader); !header.empty()) {
    auto cause = VerifyCause(agency_.environment().key, header);
    if (!cause.ok()) return Refuse(cause.status());
    cause_ = *std::move(cause);
    stays_here_ = agency_.InThisProcess(cause_);
    ReadCause(cause_, &context_);
  }
  if (context_.outside) {
    if (const absl::Status status = agency_.admission().AdmitCall(call_.body.size(), &places_); !status.ok()) {
      return TurnAway(status);
    }
  }
  agency_.WithPart(context_.world, cause_.world_version(),
                   [self = shared_from_this()](auto part) { self->Opened(std::move(part)); });
}

void CallPipeline::Opened(absl::StatusOr<std::shared_ptr<WorldPart>> part) {
  if (!part.ok()) {
    // The wire to the authority failed: the driver's to repeat, so nothing has been answered here.
    if (context_.outside || ReasonOf(part.status()) != Reason::PEER_UNREACHABLE) return Refuse(part.status());
    answer_.status = part.status();
    return Answer();
  }
  part_ = *std::move(part);
  manual_ = part_->manual();
  context_.config = part_->record();
  if (manual_ && !context_.outside) return OpenedByCause();
  if (context_.outside) {
    const absl::Status room = agency_.admission().AdmitToWorld(part_->load(), &places_);
    if (!room.ok()) return TurnAway(room);
  }
  if (const absl::Status status = Admit(); !status.ok()) return Refuse(status);
  TakeTurn();
}

// A caused call that the driver repeats is given its first answer; one of a driver that lost its turn is refused.
void CallPipeline::OpenedByCause() {
  absl::Status status;
  const auto fence = [this] { return part_->Admit(context_.now, context_.step); };
  if (part_->calls().AskedBefore(context_.path, done_, fence, &status)) return;
  if (status.ok()) status = Admit();
  if (!status.ok()) return Refuse(status);
  UseRecord(part_->record(), &context_);
  Interfere();
}

absl::Status CallPipeline::Admit() {
  request_ = method_.parse(&arena_, call_.body);
  if (request_ == nullptr) return CallAnswer::MalformedAnswer(call_.method);
  if (!method_.callers.empty() &&
      std::find(method_.callers.begin(), method_.callers.end(), context_.caller) == method_.callers.end()) {
    return Error(absl::StatusCode::kPermissionDenied, Reason::CALLER_NOT_ALLOWED)
        .With("caller", context_.caller)
        .With("method", call_.method);
  }
  if (method_.has_request_id) {
    if (std::string id = RequestId(*request_); !id.empty()) context_.request_id = std::move(id);
    if (method_.write && context_.request_id.empty()) {
      return Error(absl::StatusCode::kInvalidArgument, Reason::REQUEST_ID_MISSING)
          .Violation("request_id", "Send a unique id so that a repeated call changes nothing twice.");
    }
  }
  if (const absl::Status status = AskForFaults(); !status.ok()) return status;
  return method_.validate(*request_);
}

void CallPipeline::TakeTurn() {
  if (!manual_) return TakeRealTurn();
  auto placed = [self = shared_from_this()](absl::StatusOr<Moment> moment) { self->Placed(std::move(moment)); };
  if (!method_.write) return agency_.environment().authority->Stamp(context_.world, context_.caller, std::move(placed));
  if (const absl::Status room = agency_.admission().AdmitToTurn(&places_); !room.ok()) return TurnAway(room);
  call_id_ = agency_.UniquePath();
  agency_.environment().authority->Enter(context_.world, agency_.name(), call_id_, "", std::move(placed));
}

void CallPipeline::TakeRealTurn() {
  context_.now = agency_.RealNow(*part_->record());
  if (context_.outside) context_.path = agency_.UniquePath();
  UseRecord(part_->record(), &context_);
  Interfere();
}

void CallPipeline::Placed(absl::StatusOr<Moment> moment) {
  places_.EndWait();
  if (!moment.ok()) return Refuse(moment.status());
  in_turn_ = method_.write;
  context_.now = moment->now;
  context_.step = moment->step;
  context_.path = std::move(moment->path);
  if (in_turn_) {
    // A call that got its turn and then was held up until the lease ran out comes too late.
    if (const absl::Status status = part_->Admit(context_.now, context_.step); !status.ok()) return Refuse(status);
  }
  if (moment->world_version <= part_->record()->version()) {
    UseRecord(part_->record(), &context_);
    return Interfere();
  }
  agency_.WithPart(context_.world, moment->world_version, [self = shared_from_this()](auto part) {
    if (!part.ok()) return self->Finish(part.status());
    UseRecord(self->part_->record(), &self->context_);
    self->Interfere();
  });
}

void CallPipeline::Attempt() {
  agency_.Execute([self = shared_from_this()] {
    ++self->attempts_;
    self->context_.draws.Restart();
    store::WriteBatch batch;
    {
      store::Txn txn(self->part_->space().Read(), self->context_.config);
      if (self->method_.write && self->Replayed(txn)) return;
      auto body = self->Handle(txn);
      // What couldn't be read looks like nothing to a handler.
      if (!txn.status().ok()) return self->Finish(txn.status());
      if (!body.ok()) return self->Finish(body.status());
      self->body_ = *std::move(body);
      if (!self->method_.write) return self->Finish(absl::OkStatus());
      if (!self->idempotency_key_.empty()) txn.Put(self->idempotency_key_, self->fingerprint_ + self->body_);
      if (!txn.HasWrites()) return self->Finish(absl::OkStatus());
      batch = std::move(txn).Take();
    }
    KeepMoment(self->context_, &batch);
    const auto committed = [self](const absl::Status& status) { self->Committed(status); };
    if (self->stays_here_) return self->part_->space().CommitInOrder(std::move(batch), committed);
    self->part_->space().Commit(std::move(batch), committed);
  });
}

// True when the request_id has been used: the call is then finished.
bool CallPipeline::Replayed(store::Txn& txn) {
  if (context_.request_id.empty()) return false;
  if (idempotency_key_.empty()) {
    idempotency_key_ = store::Key("idempotency", context_.caller, context_.method, context_.request_id);
    fingerprint_ = Fingerprint(*request_);
  }
  auto record = txn.Get(idempotency_key_);
  if (!record) return false;
  replay_ = true;
  if (record->compare(0, kFingerprintSize, fingerprint_) != 0) {
    Finish(Error(absl::StatusCode::kAlreadyExists, Reason::REQUEST_ID_REUSED).With("request_id", context_.request_id));
  } else {
    body_ = record->substr(kFingerprintSize);
    Finish(absl::OkStatus());
  }
  return true;
}

void CallPipeline::Committed(const absl::Status& status) {
  if (ReasonOf(status) == Reason::CONFLICT && attempts_ < kMaxAttempts) return Attempt();
  if (!status.ok()) return Finish(status);
  part_->Committed();
  Conclude(status);
}

void CallPipeline::TurnAway(const absl::Status& status) {
  answer_.status = Tidy(status, agency_.name());
  answer_.trailers.emplace_back(kAnsweredTrailer, "1");
  LogTurnedAway(agency_, call_.method, answer_.status);
  Answer();
}

void CallPipeline::Refuse(const absl::Status& status) {
  answer_.status = Tidy(status, agency_.name());
  auto& entry = BeginEntry(context_, call_, method_.write);
  EndEntry(answer_.status, "", &entry);
  // Refused before its turn, or not meant to be here any more: it has no place in the world's order.
  const bool stale = ReasonOf(answer_.status) == Reason::STEP_STALE;
  entry.set_onlooker(context_.outside || stale);
  *entry.mutable_wall_time() = ToProto(agency_.environment().clock->Now());
  (part_ ? part_->journal() : agency_.own_journal()).Append(entry);
  answer_.trailers.emplace_back(kAnsweredTrailer, "1");
  if (part_ != nullptr && manual_ && !context_.outside) return AnswerCause(!stale);
  Answer();
}

// Refusals, too, may tell what was seen.
void CallPipeline::Finish(absl::Status status) {
  if (stays_here_) return Conclude(std::move(status));
  outcome_ = std::move(status);
  part_->space().Settle([self = shared_from_this()](const absl::Status& settled) {
    self->Conclude(settled.ok() ? std::move(self->outcome_) : settled);
  });
}

void CallPipeline::Conclude(absl::Status status) {
  answer_.status = status.ok() ? status : Tidy(status, agency_.name());
  if (status.ok()) {
    const bool prune = method_.prune && !AnsweredByOverride();
    answer_.body = prune ? method_.prune(context_, *request_, std::move(body_)) : std::move(body_);
  }
  if (interference_ != nullptr) Tamper();
  auto& entry = BeginEntry(context_, call_, method_.write);
  EndEntry(answer_.status, answer_.body, &entry);
  if (interference_ != nullptr) entry.set_injected_by(interference_->done.injected_by);
  entry.set_replay(replay_ && context_.outside);
  const WallClock& clock = *agency_.environment().clock;
  *entry.mutable_wall_time() = ToProto(clock.Now());
  *entry.mutable_latency() = ToProto(absl::Nanoseconds(clock.Ticks() - started_));
  part_->journal().Append(entry);
  // Success needs no mark, and every trailer costs its encoding.
  if (!answer_.status.ok()) answer_.trailers.emplace_back(kAnsweredTrailer, "1");
  Leave();
}

void CallPipeline::Leave() {
  if (interference_ != nullptr && !context_.outside) TellFate();
  if (!manual_) {
    if (method_.write && answer_.status.ok() && !replay_) agency_.FireReal(part_);
    return Answer();
  }
  if (!context_.outside) return AnswerCause(true);
  if (!in_turn_) return Answer();
  agency_.environment().authority->Leave(context_.world, agency_.name(), call_id_, context_.step, part_->Least(),
                                         replay_, [self = shared_from_this()](const absl::Status& status) {
                                           if (!status.ok() && self->answer_.status.ok()) {
                                             self->answer_.status = Tidy(status, self->agency_.name());
                                           }
                                           self->Answer();
                                         });
}

// Tells the driver of the rows here, and remembers the answer unless it concerns nobody any more.
void CallPipeline::AnswerCause(bool keep) {
  answer_.trailers.emplace_back(kNextTrailer, EncodeLeast(part_->Least()));
  part_->calls().Settle(context_.path, answer_, keep);
  Answer();
}

// The place is free before the client can know: who calls again at once finds it.
void CallPipeline::Answer() {
  if (interference_ != nullptr && HoldBack()) return;
  places_.GiveBack();
  const int64_t took = agency_.environment().clock->Ticks() - started_;
  method_.latency->Observe(took);
  LogCall(agency_, context_, answer_.status, took);
  if (!answer_.status.ok()) agency_.meters().CountError(ReasonOf(answer_.status));
  done_(std::move(answer_));
}

}  // namespace lienthong::host
