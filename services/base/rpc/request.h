#pragma once

#include <string>

#include "absl/status/status.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/base/host/wire.h"

// What unary and streaming calls at the server have in common.
namespace lienthong::host {

//   MALFORMED_MESSAGE  the client closed its side without a message
//   MESSAGE_TOO_LARGE  more than `max_bytes`
absl::Status CheckRequest(const grpc::ByteBuffer& request, const std::string& method, size_t max_bytes);

RawCall ToRawCall(const grpc::CallbackServerContext& context, const std::string& method,
                  const grpc::ByteBuffer& request);

// Leaves out trailers gRPC would refuse to send.
void AddTrailers(const Metadata& trailers, grpc::CallbackServerContext& context);

}  // namespace lienthong::host
