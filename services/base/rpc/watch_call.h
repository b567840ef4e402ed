#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

class OpenWatches;

// WatchCall is one server stream: it asks the dispatcher's stream for a message, writes it, and asks for the next only
// when gRPC has taken the last, so a reader that is slow, or reads nothing, holds one message of memory.
class WatchCall : public grpc::ServerWriteReactor<grpc::ByteBuffer>, public std::enable_shared_from_this<WatchCall> {
 public:
  explicit WatchCall(OpenWatches* open) : open_(open) {}

  void Begin(std::unique_ptr<RawStream> stream);
  // Ends the call with `status` and cancels the stream, unless it has ended already.
  void Close(const absl::Status& status);

  void OnWriteDone(bool ok) override;
  void OnCancel() override { Close(absl::CancelledError()); }
  void OnDone() override;

 private:
  void Advance();
  void Deliver(RawStream::Item item);
  // Takes the stream for destruction, unless a thread is inside its Next(): then that thread does it.
  std::unique_ptr<RawStream> TakeStream() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  OpenWatches* const open_;
  absl::Mutex mutex_;
  std::unique_ptr<RawStream> stream_ ABSL_GUARDED_BY(mutex_);
  // Threads inside stream_->Next(); two when the next message is asked for before the first call has returned.
  int asking_ ABSL_GUARDED_BY(mutex_) = 0;
  // Finish() was called; nothing may be written any more.
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  // The message being written.
  grpc::ByteBuffer message_;
};

// OpenWatches owns the streams of a server until gRPC is done with them. Streams end only when somebody leaves, so a
// server that stops ends them here. Thread-safe.
class OpenWatches {
 public:
  // Returns what a gRPC method handler returns.
  grpc::ServerWriteReactor<grpc::ByteBuffer>* Start(Dispatcher* dispatcher, const std::string& method, size_t max_bytes,
                                                    grpc::CallbackServerContext* context,
                                                    const grpc::ByteBuffer& request);
  // Ends all streams, and those that still come, with `status`.
  void CloseAll(const absl::Status& status);

 private:
  friend class WatchCall;
  // Status the streams were closed with; OK while open.
  absl::Status Adopt(std::shared_ptr<WatchCall> call);
  void Release(WatchCall* call);

  absl::Mutex mutex_;
  absl::flat_hash_map<WatchCall*, std::shared_ptr<WatchCall>> calls_ ABSL_GUARDED_BY(mutex_);
  absl::Status closed_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
