#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "gateway/http/backend.h"

namespace lienthong::http {

// Whether a request header of this lower-case name belongs to the call rather than to HTTP: lienthong-*, x-*, *-bin,
// traceparent, tracestate, baggage, authorization.
bool IsCallHeader(absl::string_view name);

// Whether the simulator's own headers (lienthong-*) each stand once: of two worlds neither may win silently.
//   HTTP_HEADER_INVALID  naming the header that is there twice
absl::Status CheckCallHeaders(const Metadata& headers);
// The call's metadata among the request's headers. A -bin value that is no base64 is left out.
Metadata CallMetadata(const Metadata& headers);
// Connect's form of trailing metadata in a unary answer: headers named trailer-*.
Metadata TrailerHeaders(const Metadata& trailers);

}  // namespace lienthong::http
