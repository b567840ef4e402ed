#include "services/base/rpc/unary_call.h"

#include <utility>

#include "services/base/error/error.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/grpc_status.h"
#include "services/base/rpc/request.h"

namespace lienthong::host {

// What the dispatcher holds. Small enough for AnyInvocable to keep without an allocation.
class UnaryCall::Answer {
 public:
  explicit Answer(std::shared_ptr<UnaryCall> call) : call_(std::move(call)) {}
  Answer(Answer&&) noexcept = default;
  ~Answer() {
    if (call_ != nullptr) call_->Respond(RawAnswer{InternalError("a call was left unanswered"), "", {}});
  }
  void operator()(RawAnswer answer) { std::exchange(call_, nullptr)->Respond(std::move(answer)); }

 private:
  std::shared_ptr<UnaryCall> call_;
};

grpc::ServerUnaryReactor* UnaryCall::Start(Dispatcher* dispatcher, const std::string& method, size_t max_bytes,
                                           grpc::CallbackServerContext* context, const grpc::ByteBuffer& request,
                                           grpc::ByteBuffer* response) {
  auto call = std::make_shared<UnaryCall>(context, response);
  call->self_ = call;
  UnaryCall* reactor = call.get();
  absl::Status acceptable = CheckRequest(request, method, max_bytes);
  if (!acceptable.ok()) {
    call->Respond(RawAnswer{std::move(acceptable), "", {}});
  } else {
    dispatcher->Unary(ToRawCall(*context, method, request), Answer(std::move(call)));
  }
  return reactor;
}

void UnaryCall::OnCancel() { Respond(RawAnswer{absl::CancelledError(), "", {}}); }

void UnaryCall::Respond(RawAnswer answer) {
  if (answered_.exchange(true)) return;
  AddTrailers(answer.trailers, *context_);
  if (answer.status.ok()) *response_ = ToByteBuffer(std::move(answer.body));
  Finish(ToGrpcStatus(answer.status));
}

}  // namespace lienthong::host
