#pragma once

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/synchronization/mutex.h"
#include "grpcpp/channel.h"

namespace lienthong::host {

// Gate stands before an in-process channel: gRPC crashes on a call that is made there after the server has stopped, so
// calls are made inside the gate, and the server closes it first. Thread-safe.
class Gate {
 public:
  // Runs `make` and returns true, unless closed. `make` only starts a call; it runs no callback.
  bool Pass(absl::FunctionRef<void()> make) {
    absl::ReaderMutexLock lock(&mutex_);
    if (open_) make();
    return open_;
  }
  // Returns when nobody is inside.
  void Close() {
    absl::MutexLock lock(&mutex_);
    open_ = false;
  }

 private:
  absl::Mutex mutex_;
  bool open_ ABSL_GUARDED_BY(mutex_) = true;
};

// A channel and, when it is an in-process one, its gate.
struct PeerChannel {
  // Null = nobody is known there.
  std::shared_ptr<grpc::Channel> channel;
  std::shared_ptr<Gate> gate;

  // Runs `make`, which starts a call on the channel; false when the server behind it has stopped.
  bool Pass(absl::FunctionRef<void()> make) const {
    if (gate != nullptr) return gate->Pass(make);
    make();
    return true;
  }
};

}  // namespace lienthong::host
