#include "services/base/rpc/grpc_transport.h"

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/client_call.h"
#include "services/base/rpc/headers.h"
#include "services/base/rpc/watch_reader.h"
#include "services/base/transport/ended_stream.h"
#include "services/base/transport/peer.h"

namespace lienthong::host {
namespace {

// One unary call at the client; it deletes itself when the answer is there.
class UnaryClientCall {
 public:
  UnaryClientCall(std::string to, std::shared_ptr<grpc::Channel> channel, AnswerCallback done)
      : to_(std::move(to)), stub_(std::move(channel)), done_(std::move(done)) {}

  static void Start(std::unique_ptr<UnaryClientCall> owned, RawCall raw) {
    absl::Status prepared = Prepare(raw, owned->context_);
    if (!prepared.ok()) return owned->done_(RawAnswer{std::move(prepared), "", {}});
    UnaryClientCall* call = owned.release();
    call->request_ = ToByteBuffer(std::move(raw.body));
    call->stub_.UnaryCall(&call->context_, absl::StrCat("/", raw.method), grpc::StubOptions(), &call->request_,
                          &call->response_, [call](grpc::Status status) { Finish(absl::WrapUnique(call), status); });
  }

 private:
  static void Finish(std::unique_ptr<UnaryClientCall> call, const grpc::Status& status) {
    RawAnswer answer;
    answer.trailers = FromGrpc(call->context_.GetServerTrailingMetadata());
    answer.status = Outcome(call->to_, status, answer.trailers);
    if (status.ok()) answer.body = ToString(call->response_);
    call->done_(std::move(answer));
  }

  const std::string to_;
  grpc::GenericStub stub_;
  AnswerCallback done_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

}  // namespace

void GrpcTransport::Call(const std::string& to, RawCall call, AnswerCallback done) {
  std::shared_ptr<grpc::Channel> channel = directory_->Find(to);
  if (channel == nullptr) return done(RawAnswer{PeerUnreachable(to), "", {}});
  if (call.timeout <= absl::ZeroDuration()) return done(RawAnswer{DeadlinePassed(), "", {}});
  UnaryClientCall::Start(std::make_unique<UnaryClientCall>(to, std::move(channel), std::move(done)), std::move(call));
}

std::unique_ptr<RawStream> GrpcTransport::Watch(const std::string& to, RawCall call) {
  std::shared_ptr<grpc::Channel> channel = directory_->Find(to);
  if (channel == nullptr) return std::make_unique<EndedStream>(PeerUnreachable(to));
  if (call.timeout <= absl::ZeroDuration()) return std::make_unique<EndedStream>(DeadlinePassed());
  return WatchReader::Start(to, std::move(channel), std::move(call));
}

}  // namespace lienthong::host
