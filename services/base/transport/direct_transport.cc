#include "services/base/transport/direct_transport.h"

#include "services/base/transport/ended_stream.h"
#include "services/base/transport/peer.h"

namespace lienthong::host {

void DirectTransport::Seat(const std::string& name, Dispatcher* dispatcher) {
  absl::MutexLock lock(&mutex_);
  seats_[name] = dispatcher;
}

void DirectTransport::Remove(const std::string& name) {
  absl::MutexLock lock(&mutex_);
  seats_.erase(name);
}

Dispatcher* DirectTransport::Find(const std::string& to) const {
  absl::ReaderMutexLock lock(&mutex_);
  const auto seat = FindPeer(seats_, to);
  return seat == seats_.end() ? nullptr : seat->second;
}

void DirectTransport::Call(const std::string& to, RawCall call, AnswerCallback done) {
  Dispatcher* callee = Find(to);
  if (callee == nullptr) return done(RawAnswer{PeerUnreachable(to), "", {}});
  if (call.timeout <= absl::ZeroDuration()) return done(RawAnswer{DeadlinePassed(), "", {}});
  callee->Unary(std::move(call), std::move(done));
}

std::unique_ptr<RawStream> DirectTransport::Watch(const std::string& to, RawCall call) {
  Dispatcher* callee = Find(to);
  if (callee == nullptr) return std::make_unique<EndedStream>(PeerUnreachable(to));
  if (call.timeout <= absl::ZeroDuration()) return std::make_unique<EndedStream>(DeadlinePassed());
  return callee->Watch(std::move(call));
}

}  // namespace lienthong::host
