#pragma once

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace lienthong::host {

// What clients take as metadata is 8 KiB by default, details grow by a third in base64, and there are other trailers.
inline constexpr size_t kMaxDetails = 5 * 1024;
inline constexpr size_t kMaxMessage = 1024;

// The status as it goes over the wire: google.rpc.Status in the details. Details too large are thinned out, least
// useful first: the sentences (a client can look them up by reason), then all but ErrorInfo, then ErrorInfo's metadata.
grpc::Status ToGrpcStatus(const absl::Status& status);

// The way back. A server that sends no details, or broken ones, leaves code and message.
absl::Status FromGrpcStatus(const grpc::Status& status);

}  // namespace lienthong::host
