#include "services/base/rpc/unknown_method.h"

#include "absl/strings/strip.h"
#include "services/base/error/error.h"
#include "services/base/rpc/grpc_status.h"

namespace lienthong::host {
namespace {

class Refusal : public grpc::ServerGenericBidiReactor {
 public:
  explicit Refusal(const absl::Status& status) { Finish(ToGrpcStatus(status)); }
  void OnDone() override { delete this; }
};

}  // namespace

grpc::ServerGenericBidiReactor* UnknownMethod::CreateReactor(grpc::GenericCallbackServerContext* context) {
  return new Refusal(Error(absl::StatusCode::kUnimplemented, Reason::METHOD_UNKNOWN)
                         .With("method", absl::StripPrefix(context->method(), "/")));
}

}  // namespace lienthong::host
