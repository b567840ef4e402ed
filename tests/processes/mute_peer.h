#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/base/host/wire.h"
#include "services/base/rpc/grpc_server.h"

namespace lienthong::testing {

// Somebody else's server in an agency's seat: it takes every call and answers none.
class MutePeer : public host::Dispatcher {
 public:
  explicit MutePeer(const std::string& agency);

  const std::string& address() const { return address_; }
  // Until a call has come.
  void AwaitCall();

  void Unary(host::RawCall call, host::AnswerCallback done) override;
  std::unique_ptr<host::RawStream> Watch(host::RawCall call) override;
  std::vector<std::string> Methods() const override { return methods_; }

 private:
  const std::vector<std::string> methods_;
  std::string address_;
  absl::Mutex mutex_;
  std::vector<host::AnswerCallback> unanswered_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<host::GrpcServer> server_;
};

}  // namespace lienthong::testing
