#pragma once

#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/functional/function_ref.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"

namespace lienthong::host {

// Gate stands before an in-process channel: gRPC crashes on a call that is made there after the server has stopped, so
// calls are made inside the gate, and the server closes it first. gRPC also drops calls that still run on such a channel
// when the server begins to stop; so unary calls are counted, and the server waits for them. Thread-safe.
class Gate {
 public:
  // Runs `make` and returns true, unless closed. `make` only starts a call; it runs no callback.
  bool Pass(absl::FunctionRef<void()> make) {
    absl::ReaderMutexLock lock(&mutex_);
    if (open_) make();
    return open_;
  }
  // A unary call that has passed begins, and ends when its answer is there.
  void Begin() {
    absl::MutexLock lock(&mutex_);
    ++running_;
  }
  void End() {
    absl::MutexLock lock(&mutex_);
    --running_;
  }
  // Closes, and waits until no unary call runs, but no longer than `grace`.
  void Close(absl::Duration grace) {
    absl::MutexLock lock(&mutex_);
    open_ = false;
    mutex_.AwaitWithTimeout(absl::Condition(+[](int* running) { return *running == 0; }, &running_), grace);
  }

 private:
  absl::Mutex mutex_;
  bool open_ ABSL_GUARDED_BY(mutex_) = true;
  int running_ ABSL_GUARDED_BY(mutex_) = 0;
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
