#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/client_callback.h"
#include "services/base/host/wire.h"
#include "services/base/rpc/peer_channel.h"

namespace lienthong::host {

// WatchReader is one server stream at the client. It reads a message only when it is asked for one, so what the reader
// doesn't take stays with the server, by HTTP/2 flow control. It lives until gRPC is done with it and the stream's
// holder has let go.
class WatchReader : public grpc::ClientReadReactor<grpc::ByteBuffer> {
 public:
  static std::unique_ptr<RawStream> Start(const std::string& to, PeerChannel peer, RawCall call);

  WatchReader(std::string to, PeerChannel peer) : to_(std::move(to)), peer_(std::move(peer)) {}

  void OnReadDone(bool ok) override;
  void OnDone(const grpc::Status& status) override;

 private:
  class Stream;
  using Sink = absl::AnyInvocable<void(RawStream::Item)>;

  void Begin(const std::string& method);
  void Next(Sink done);
  // The holder has left: no callback begins any more.
  void Leave();
  // The hold keeps the call open for reads that begin outside gRPC's callbacks; it is let go of once.
  void ReleaseHold() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::string to_;
  const PeerChannel peer_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  // Written by gRPC between StartRead and OnReadDone.
  grpc::ByteBuffer message_;
  absl::Mutex mutex_;
  Sink waiting_ ABSL_GUARDED_BY(mutex_);
  bool held_ ABSL_GUARDED_BY(mutex_) = true;
  bool done_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status outcome_ ABSL_GUARDED_BY(mutex_);
  // Until OnDone.
  std::shared_ptr<WatchReader> self_;
};

}  // namespace lienthong::host
