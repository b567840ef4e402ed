#pragma once

#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

// DirectTransport carries calls inside one process, dispatcher to dispatcher: the same bytes and the same pipeline as
// over gRPC, without the wire. The callee runs, and usually answers, on the caller's stack; so never call while holding
// a mutex that the answer needs. Thread-safe.
class DirectTransport : public Transport {
 public:
  // Seats `dispatcher` (not owned) under `name`, in place of whoever sat there. It must outlive the transport, or be
  // removed and have answered every call before it dies.
  void Seat(const std::string& name, Dispatcher* dispatcher);
  void Remove(const std::string& name);

  //   PEER_UNREACHABLE  nobody sits under `to`, nor under its agency
  //   DEADLINE_PASSED   no time was left when the call was made
  void Call(const std::string& to, RawCall call, AnswerCallback done) override;
  std::unique_ptr<RawStream> Watch(const std::string& to, RawCall call) override;
  bool Local(const std::string&) const override { return true; }

 private:
  // Null when nobody sits there.
  Dispatcher* Find(const std::string& to) const;

  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, Dispatcher*> seats_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace lienthong::host
