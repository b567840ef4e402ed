#include "services/base/rpc/request.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "services/base/rpc/bytes.h"
#include "services/base/rpc/headers.h"

namespace lienthong::host {

absl::Status CheckRequest(const grpc::ByteBuffer& request, const std::string& method, size_t max_bytes) {
  if (!request.Valid()) {
    return Error(absl::StatusCode::kInvalidArgument, Reason::MALFORMED_MESSAGE).With("method", method);
  }
  if (request.Length() > max_bytes) {
    return Error(absl::StatusCode::kResourceExhausted, Reason::MESSAGE_TOO_LARGE)
        .With("limit", absl::StrCat(max_bytes));
  }
  return absl::OkStatus();
}

RawCall ToRawCall(const grpc::CallbackServerContext& context, const std::string& method,
                  const grpc::ByteBuffer& request) {
  RawCall call;
  call.method = method;
  call.metadata = FromGrpc(context.client_metadata());
  call.body = ToString(request);
  call.timeout = TimeLeft(context.raw_deadline());
  return call;
}

void AddTrailers(const Metadata& trailers, grpc::CallbackServerContext& context) {
  for (const auto& [name, value] : trailers) {
    if (IsLegalHeader(name, value)) context.AddTrailingMetadata(name, value);
  }
}

}  // namespace lienthong::host
