#pragma once

#include <memory>
#include <string>

#include "services/base/host/wire.h"
#include "services/base/rpc/directory.h"

namespace lienthong::host {

// GrpcTransport carries calls over gRPC to whoever the directory names: our agencies, or anybody's own server. Nothing
// is retried here. Answers come on gRPC's threads, refusals before the wire on the caller's stack. Thread-safe.
//   PEER_UNREACHABLE  the name is unknown, or the channel failed before the callee answered: UNAVAILABLE or CANCELLED
//                     without details and without the trailer lienthong-answered
//   DEADLINE_PASSED   the call's time was over first
//   INVALID_FIELD     a header that gRPC can't carry
// Every other status is the callee's own, with its details where it sent any.
class GrpcTransport : public Transport {
 public:
  // `directory` is not owned.
  explicit GrpcTransport(const Directory* directory);

  void Call(const std::string& to, RawCall call, AnswerCallback done) override;
  std::unique_ptr<RawStream> Watch(const std::string& to, RawCall call) override;
  bool Local(const std::string& to) const override { return directory_->Find(to).gate != nullptr; }

 private:
  const Directory* const directory_;
};

}  // namespace lienthong::host
