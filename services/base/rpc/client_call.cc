#include "services/base/rpc/client_call.h"

#include "services/base/error/error.h"
#include "services/base/rpc/grpc_status.h"
#include "services/base/rpc/headers.h"
#include "services/base/transport/peer.h"

namespace lienthong::host {
namespace {

// The callee signs its answers by the trailer or explains itself in details; the channel does neither.
bool SpokenByCallee(const grpc::Status& status, const Metadata& trailers) {
  return Find(trailers, kAnsweredTrailer).data() != nullptr || !status.error_details().empty();
}

}  // namespace

absl::Status Prepare(const RawCall& call, grpc::ClientContext& context) {
  for (const auto& [name, value] : call.metadata) {
    if (!IsLegalHeader(name, value)) return InvalidField(name, "it cannot be sent as a header");
    context.AddMetadata(name, value);
  }
  context.set_deadline(DeadlineIn(call.timeout));
  return absl::OkStatus();
}

absl::Status Outcome(const std::string& to, const grpc::Status& status, const Metadata& trailers) {
  if (status.ok()) return absl::OkStatus();
  if (!SpokenByCallee(status, trailers)) {
    switch (status.error_code()) {
      case grpc::StatusCode::UNAVAILABLE:
      case grpc::StatusCode::CANCELLED:
        return PeerUnreachable(to);
      case grpc::StatusCode::DEADLINE_EXCEEDED:
        return DeadlinePassed();
      default:
        break;
    }
  }
  return FromGrpcStatus(status);
}

}  // namespace lienthong::host
