#include "services/base/rpc/watch_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/client_call.h"
#include "services/base/rpc/headers.h"
#include "services/base/transport/ended_stream.h"
#include "services/base/transport/peer.h"

namespace lienthong::host {

class WatchReader::Stream : public RawStream {
 public:
  explicit Stream(std::shared_ptr<WatchReader> reader) : reader_(std::move(reader)) {}
  ~Stream() override { reader_->Leave(); }
  void Next(Sink done) override { reader_->Next(std::move(done)); }

 private:
  const std::shared_ptr<WatchReader> reader_;
};

std::unique_ptr<RawStream> WatchReader::Start(const std::string& to, PeerChannel peer, RawCall call) {
  auto reader = std::make_shared<WatchReader>(to, std::move(peer));
  absl::Status prepared = Prepare(call, reader->context_);
  if (!prepared.ok()) return std::make_unique<EndedStream>(std::move(prepared));
  reader->request_ = ToByteBuffer(std::move(call.body));
  const bool open = reader->peer_.Pass([&] {
    reader->self_ = reader;
    reader->Begin(call.method);
  });
  if (!open) return std::make_unique<EndedStream>(PeerUnreachable(to));
  return std::make_unique<Stream>(std::move(reader));
}

void WatchReader::Begin(const std::string& method) {
  const std::string path = absl::StrCat("/", method);
  grpc::internal::ClientCallbackReaderFactory<grpc::ByteBuffer>::Create(
      peer_.channel.get(), grpc::internal::RpcMethod(path.c_str(), grpc::internal::RpcMethod::SERVER_STREAMING),
      &context_, &request_, this);
  AddHold();
  StartCall();
}

void WatchReader::Next(Sink done) {
  absl::Status outcome;
  {
    absl::MutexLock lock(&mutex_);
    if (!done_) {
      waiting_ = std::move(done);
      if (held_) StartRead(&message_);
      return;
    }
    outcome = outcome_;
  }
  done(RawStream::Item{true, "", std::move(outcome)});
}

void WatchReader::OnReadDone(bool ok) {
  Sink waiting;
  {
    absl::MutexLock lock(&mutex_);
    if (!ok) return ReleaseHold();
    waiting = std::exchange(waiting_, nullptr);
  }
  if (waiting) waiting(RawStream::Item{false, ToString(message_), absl::OkStatus()});
}

void WatchReader::OnDone(const grpc::Status& status) {
  const std::shared_ptr<WatchReader> self = std::move(self_);
  absl::Status outcome = Outcome(to_, status, FromGrpc(context_.GetServerTrailingMetadata()));
  Sink waiting;
  {
    absl::MutexLock lock(&mutex_);
    done_ = true;
    outcome_ = outcome;
    waiting = std::exchange(waiting_, nullptr);
  }
  if (waiting) waiting(RawStream::Item{true, "", std::move(outcome)});
}

void WatchReader::Leave() {
  Sink dropped;
  absl::MutexLock lock(&mutex_);
  dropped = std::exchange(waiting_, nullptr);
  if (done_) return;
  context_.TryCancel();
  ReleaseHold();
}

void WatchReader::ReleaseHold() {
  if (!std::exchange(held_, false)) return;
  RemoveHold();
}

}  // namespace lienthong::host
