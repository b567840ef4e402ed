#pragma once

#include <string>

#include "absl/status/status.h"
#include "grpcpp/client_context.h"
#include "services/base/host/wire.h"

// What unary and streaming calls at the client have in common.
namespace lienthong::host {

// Puts headers and deadline of `call` into the context of a call not yet made.
//   INVALID_FIELD  a header that gRPC can't carry
absl::Status Prepare(const RawCall& call, grpc::ClientContext& context);

// The status of a finished call, told apart as GrpcTransport promises.
absl::Status Outcome(const std::string& to, const grpc::Status& status, const Metadata& trailers);

}  // namespace lienthong::host
