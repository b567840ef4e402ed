#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/server_callback.h"
#include "services/base/host/wire.h"

namespace lienthong::host {

// UnaryCall is one unary call at the server: it hands the request to the dispatcher and sends the answer, whichever of
// answer and cancellation comes first. It lives until gRPC is done with it and the dispatcher has let go of its
// callback; a callback let go uncalled answers INTERNAL_ERROR, so a forgotten answer never becomes a call that hangs.
class UnaryCall : public grpc::ServerUnaryReactor {
 public:
  // Returns what a gRPC method handler returns. `method` is "package.Service/Method".
  static grpc::ServerUnaryReactor* Start(Dispatcher* dispatcher, const std::string& method, size_t max_bytes,
                                         grpc::CallbackServerContext* context, const grpc::ByteBuffer& request,
                                         grpc::ByteBuffer* response);

  UnaryCall(grpc::CallbackServerContext* context, grpc::ByteBuffer* response)
      : context_(context), response_(response) {}

  void OnCancel() override;
  void OnDone() override { self_.reset(); }
  // Both reactions above are a few instructions, and the detour over gRPC's executor costs a thread switch a call.
  bool InternalInlineable() override { return true; }

 private:
  class Answer;
  // The first answer counts; later ones are dropped.
  void Respond(RawAnswer answer);

  grpc::CallbackServerContext* const context_;
  grpc::ByteBuffer* const response_;
  std::atomic<bool> answered_{false};
  std::shared_ptr<UnaryCall> self_;
};

}  // namespace lienthong::host
