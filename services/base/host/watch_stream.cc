#include "services/base/host/watch_stream.h"

#include <deque>

#include "absl/synchronization/mutex.h"
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/watch_interference.h"

namespace lienthong::host {
namespace {

constexpr int kMessagesAtOnce = 64;

class Watch : public std::enable_shared_from_this<Watch> {
 public:
  using Done = absl::AnyInvocable<void(RawStream::Item)>;

  Watch(Agency& agency, const Handlers::WatchMethod& method, RawCall call, admission::Place place)
      : agency_(agency), method_(method), call_(std::move(call)), place_(std::move(place)) {
    context_.agency = agency.name();
    ReadHeaders(call_, &context_);
  }

  void Next(Done done) {
    done_ = std::move(done);
    if (interference_ != nullptr && !finished_) {
      if (interference_->Cut()) return End(interference_->done.cut_status);
      if (interference_->done.stream) return PlayNext();
    }
    if (!buffer_.empty()) return Give();
    if (finished_) return End(absl::OkStatus());
    if (part_ != nullptr) return Poll();
    agency_.WithPart(context_.world, 0, [self = shared_from_this()](auto part) { self->Opened(std::move(part)); });
  }

  void Cancel() {
    absl::MutexLock lock(&mutex_);
    cancelled_ = true;
    if (part_ != nullptr && ticket_ != 0) part_->Forget(ticket_);
    Leave();
  }

 private:
  void Opened(absl::StatusOr<std::shared_ptr<WorldPart>> part) {
    if (!part.ok()) return End(part.status());
    if (const absl::Status room = Enter(*std::move(part)); !room.ok()) return End(room);
    request_ = method_.parse(call_.body);
    if (request_ == nullptr) return End(CallAnswer::MalformedAnswer(call_.method));
    auto position = method_.start(*request_);
    if (!position.ok()) return End(position.status());
    position_ = *position;
    context_.now = part_->manual() ? part_->seen() : agency_.RealNow(*part_->record());
    UseRecord(part_->record(), &context_);
    InterfereWithWatch(part_, context_, call_, *request_,
                       [self = shared_from_this()](auto found) { self->Begin(std::move(found)); });
  }

  void Begin(absl::StatusOr<std::shared_ptr<WatchInterference>> found) {
    if (!found.ok()) return End(found.status());
    interference_ = *std::move(found);
    auto& entry = BeginEntry(context_, call_, false);
    entry.set_onlooker(true);
    if (interference_ != nullptr) entry.set_injected_by(interference_->done.injected_by);
    part_->journal().Append(entry);
    if (interference_ == nullptr || !Play()) Poll();
  }

  // True: an override or a fault stands for the office's stream.
  bool Play() {
    const mock::Intervention& done = interference_->done;
    if (done.request_lost || done.answer_lost) return true;  // nobody ever answers
    if (interference_->Cut()) {
      End(done.cut_status);
      return true;
    }
    if (!done.refusal.ok()) {
      Pause(done.delay, [](Watch& watch) { watch.End(watch.interference_->done.refusal); });
      return true;
    }
    if (done.stream) {
      Pause(done.delay, [](Watch& watch) { watch.PlayNext(); });
      return true;
    }
    if (done.delay <= absl::ZeroDuration()) return false;
    Pause(done.delay, [](Watch& watch) { watch.Poll(); });
    return true;
  }

  void PlayNext() {
    if (interference_->played.empty()) return End(interference_->end);
    Pause(interference_->played.front().after, [](Watch& watch) {
      watch.buffer_.push_back(std::move(watch.interference_->played.front().bytes));
      watch.interference_->played.pop_front();
      watch.Give();
    });
  }

  // In wall time, if the reader wants to; a process without a timer goes on at once.
  void Pause(absl::Duration pause, void (*then)(Watch&)) {
    const bool at_once = agency_.environment().timer == nullptr || SkipsWait(call_);
    if (pause <= absl::ZeroDuration() || at_once) return then(*this);
    agency_.environment().timer->After(pause, [self = shared_from_this(), then] { then(*self); });
  }

  absl::Status Enter(std::shared_ptr<WorldPart> part) {
    absl::MutexLock lock(&mutex_);
    if (cancelled_) return absl::CancelledError();
    const absl::Status room = agency_.admission().AdmitWatchToWorld(*part->load(), &in_world_);
    part_ = std::move(part);
    return room;
  }

  void Poll() {
    if (part_->retired()) return End(WatchPositionGone(position_));
    const int64_t seen = part_->commits();
    std::vector<std::string> messages;
    context_.now = part_->manual() ? part_->seen() : agency_.RealNow(*part_->record());
    UseRecord(part_->record(), &context_);
    store::Txn txn(part_->space().Read(), context_.config);
    const absl::Status status =
        method_.next(context_, txn, *request_, &position_, kMessagesAtOnce, &messages, &finished_);
    if (!status.ok()) return End(status);
    for (std::string& message : messages) buffer_.push_back(std::move(message));
    if (!buffer_.empty()) return GiveSettled();
    if (finished_) return End(absl::OkStatus());
    Wait(seen);
  }

  void Wait(int64_t seen) {
    const int64_t ticket = part_->WakeAfter(seen, [self = shared_from_this()] {
      self->agency_.Execute([self] {
        {
          absl::MutexLock lock(&self->mutex_);
          self->ticket_ = 0;
          if (self->cancelled_) return;
        }
        self->Poll();
      });
    });
    absl::MutexLock lock(&mutex_);
    ticket_ = ticket;
    if (cancelled_ && ticket != 0) part_->Forget(ticket);
  }

  void GiveSettled() {
    part_->space().Settle([self = shared_from_this()](const absl::Status& settled) {
      settled.ok() ? self->Give() : self->End(settled);
    });
  }

  void Give() {
    if (interference_ != nullptr) ++interference_->given;
    RawStream::Item item;
    item.message = std::move(buffer_.front());
    buffer_.pop_front();
    Answer(std::move(item));
  }

  void End(const absl::Status& status) {
    finished_ = true;
    {
      absl::MutexLock lock(&mutex_);
      Leave();
    }
    RawStream::Item item;
    item.end = true;
    item.status = WithDomain(status, Domain(context_.agency));
    Answer(std::move(item));
  }

  void Leave() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    in_world_.GiveBack();
    place_.GiveBack();
  }

  // Nobody is answered any more once the reader has gone.
  void Answer(RawStream::Item item) {
    Done done;
    {
      absl::MutexLock lock(&mutex_);
      if (cancelled_) return;
      done = std::exchange(done_, nullptr);
    }
    done(std::move(item));
  }

  Agency& agency_;
  const Handlers::WatchMethod& method_;
  const RawCall call_;
  CallContext context_;
  std::unique_ptr<google::protobuf::Message> request_;
  std::deque<std::string> buffer_;
  // Null: no rule acts on the stream.
  std::shared_ptr<WatchInterference> interference_;
  int64_t position_ = 0;
  bool finished_ = false;
  Done done_;
  absl::Mutex mutex_;
  std::shared_ptr<WorldPart> part_;
  admission::Place place_ ABSL_GUARDED_BY(mutex_);
  // In part_'s load, so it goes first.
  admission::Place in_world_ ABSL_GUARDED_BY(mutex_);
  int64_t ticket_ ABSL_GUARDED_BY(mutex_) = 0;
  bool cancelled_ ABSL_GUARDED_BY(mutex_) = false;
};

class WatchHandle : public RawStream {
 public:
  explicit WatchHandle(std::shared_ptr<Watch> watch) : watch_(std::move(watch)) {}
  ~WatchHandle() override { watch_->Cancel(); }
  void Next(absl::AnyInvocable<void(Item)> done) override { watch_->Next(std::move(done)); }

 private:
  const std::shared_ptr<Watch> watch_;
};

class Ended : public RawStream {
 public:
  explicit Ended(absl::Status status) : status_(std::move(status)) {}
  void Next(absl::AnyInvocable<void(Item)> done) override { done(Item{true, "", status_}); }

 private:
  const absl::Status status_;
};

}  // namespace

std::unique_ptr<RawStream> OpenWatch(Agency& agency, const Handlers::WatchMethod& method, RawCall call,
                                     admission::Place place) {
  return std::make_unique<WatchHandle>(std::make_shared<Watch>(agency, method, std::move(call), std::move(place)));
}

std::unique_ptr<RawStream> RefusedWatch(absl::Status status) { return std::make_unique<Ended>(std::move(status)); }

}  // namespace lienthong::host
