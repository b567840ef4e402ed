#include "tests/processes/mute_peer.h"

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/agencies.h"
#include "services/base/transport/ended_stream.h"

namespace lienthong::testing {

MutePeer::MutePeer(const std::string& agency)
    : methods_(FindAgency(agency)->MakeHandlers(*seeds::Nation::Generate({}))->methods()),
      server_(std::make_unique<host::GrpcServer>(this)) {
  address_ = absl::StrCat("127.0.0.1:", server_->Listen("127.0.0.1", 0).value());
}

void MutePeer::AwaitCall() {
  const auto called = [this]() ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return !unanswered_.empty(); };
  absl::MutexLock lock(&mutex_);
  mutex_.Await(absl::Condition(&called));
}

void MutePeer::Unary(host::RawCall call, host::AnswerCallback done) {
  absl::MutexLock lock(&mutex_);
  unanswered_.push_back(std::move(done));
}

std::unique_ptr<host::RawStream> MutePeer::Watch(host::RawCall call) {
  return std::make_unique<host::EndedStream>(absl::OkStatus());
}

}  // namespace lienthong::testing
