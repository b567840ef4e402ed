#include "services/base/rpc/watch_call.h"

#include <utility>
#include <vector>

#include "services/base/rpc/bytes.h"
#include "services/base/rpc/grpc_status.h"
#include "services/base/rpc/request.h"

namespace lienthong::host {

void WatchCall::Begin(std::unique_ptr<RawStream> stream) {
  {
    absl::MutexLock lock(&mutex_);
    stream_ = std::move(stream);
  }
  Advance();
}

void WatchCall::Advance() {
  RawStream* stream = nullptr;
  {
    absl::MutexLock lock(&mutex_);
    if (closed_) return;
    ++asking_;
    stream = stream_.get();
  }
  stream->Next([self = shared_from_this()](RawStream::Item item) { self->Deliver(std::move(item)); });
  std::unique_ptr<RawStream> doomed;
  absl::MutexLock lock(&mutex_);
  --asking_;
  if (closed_) doomed = TakeStream();
}

// gRPC's answers to StartWrite and Finish never come on this stack, so both may be called under the mutex, which keeps
// a write from following the end.
void WatchCall::Deliver(RawStream::Item item) {
  absl::MutexLock lock(&mutex_);
  if (closed_) return;
  if (item.end) {
    closed_ = true;
    return Finish(ToGrpcStatus(item.status));
  }
  message_ = ToByteBuffer(std::move(item.message));
  StartWrite(&message_);
}

void WatchCall::OnWriteDone(bool ok) { ok ? Advance() : Close(absl::CancelledError()); }

void WatchCall::Close(const absl::Status& status) {
  std::unique_ptr<RawStream> doomed;
  absl::MutexLock lock(&mutex_);
  if (closed_) return;
  closed_ = true;
  doomed = TakeStream();
  Finish(ToGrpcStatus(status));
}

void WatchCall::OnDone() {
  const std::shared_ptr<WatchCall> self = shared_from_this();
  std::unique_ptr<RawStream> doomed;
  {
    absl::MutexLock lock(&mutex_);
    doomed = TakeStream();
  }
  open_->Release(this);
}

std::unique_ptr<RawStream> WatchCall::TakeStream() { return asking_ > 0 ? nullptr : std::move(stream_); }

grpc::ServerWriteReactor<grpc::ByteBuffer>* OpenWatches::Start(Dispatcher* dispatcher, const std::string& method,
                                                               size_t max_bytes, grpc::CallbackServerContext* context,
                                                               const grpc::ByteBuffer& request) {
  auto call = std::make_shared<WatchCall>(this);
  absl::Status refusal = Adopt(call);
  if (refusal.ok()) refusal = CheckRequest(request, method, max_bytes);
  if (refusal.ok()) {
    call->Begin(dispatcher->Watch(ToRawCall(*context, method, request)));
  } else {
    call->Close(refusal);
  }
  return call.get();
}

absl::Status OpenWatches::Adopt(std::shared_ptr<WatchCall> call) {
  absl::MutexLock lock(&mutex_);
  WatchCall* key = call.get();
  calls_.emplace(key, std::move(call));
  return closed_;
}

void OpenWatches::Release(WatchCall* call) {
  absl::MutexLock lock(&mutex_);
  calls_.erase(call);
}

void OpenWatches::CloseAll(const absl::Status& status) {
  std::vector<std::shared_ptr<WatchCall>> calls;
  {
    absl::MutexLock lock(&mutex_);
    closed_ = status;
    for (const auto& [key, call] : calls_) calls.push_back(call);
  }
  for (const auto& call : calls) call->Close(status);
}

}  // namespace lienthong::host
