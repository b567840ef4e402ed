#include "services/base/rpc/grpc_transport.h"

#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"
#include "grpcpp/generic/generic_stub.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/callback_threads.h"
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
  UnaryClientCall(std::string to, PeerChannel peer, AnswerCallback done)
      : to_(std::move(to)), peer_(std::move(peer)), stub_(peer_.channel), done_(std::move(done)) {}

  static void Start(std::unique_ptr<UnaryClientCall> owned, RawCall raw) {
    absl::Status prepared = Prepare(raw, owned->context_);
    if (!prepared.ok()) return owned->done_(RawAnswer{std::move(prepared), "", {}});
    owned->request_ = ToByteBuffer(std::move(raw.body));
    const PeerChannel peer = owned->peer_;  // the call may be over before Pass returns
    if (peer.gate != nullptr) peer.gate->Begin();
    if (peer.Pass([&owned, &raw] { Begin(owned.release(), raw.method); })) return;
    if (peer.gate != nullptr) peer.gate->End();
    owned->done_(RawAnswer{PeerUnreachable(owned->to_), "", {}});
  }

 private:
  static void Begin(UnaryClientCall* call, const std::string& method) {
    call->stub_.UnaryCall(&call->context_, absl::StrCat("/", method), grpc::StubOptions(), &call->request_,
                          &call->response_, [call](grpc::Status status) { Finish(absl::WrapUnique(call), status); });
  }

  static void Finish(std::unique_ptr<UnaryClientCall> call, const grpc::Status& status) {
    RawAnswer answer;
    answer.trailers = FromGrpc(call->context_.GetServerTrailingMetadata());
    answer.status = Outcome(call->to_, status, answer.trailers);
    if (status.ok()) answer.body = ToString(call->response_);
    if (call->peer_.gate != nullptr) call->peer_.gate->End();
    call->done_(std::move(answer));
  }

  const std::string to_;
  const PeerChannel peer_;
  grpc::GenericStub stub_;
  AnswerCallback done_;
  grpc::ClientContext context_;
  grpc::ByteBuffer request_;
  grpc::ByteBuffer response_;
};

}  // namespace

GrpcTransport::GrpcTransport(const Directory* directory) : directory_(directory) { KeepCallbackThreads(); }

void GrpcTransport::Call(const std::string& to, RawCall call, AnswerCallback done) {
  PeerChannel peer = directory_->Find(to);
  if (peer.channel == nullptr) return done(RawAnswer{PeerUnreachable(to), "", {}});
  if (call.timeout <= absl::ZeroDuration()) return done(RawAnswer{DeadlinePassed(), "", {}});
  UnaryClientCall::Start(std::make_unique<UnaryClientCall>(to, std::move(peer), std::move(done)), std::move(call));
}

std::unique_ptr<RawStream> GrpcTransport::Watch(const std::string& to, RawCall call) {
  PeerChannel peer = directory_->Find(to);
  if (peer.channel == nullptr) return std::make_unique<EndedStream>(PeerUnreachable(to));
  if (call.timeout <= absl::ZeroDuration()) return std::make_unique<EndedStream>(DeadlinePassed());
  return WatchReader::Start(to, std::move(peer), std::move(call));
}

}  // namespace lienthong::host
