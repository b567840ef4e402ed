#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/http/backend.h"
#include "gateway/http/json/codec.h"
#include "gateway/http/message.h"
#include "gateway/http/url.h"
#include "google/protobuf/descriptor.h"

namespace lienthong::http {

// Server-sent events of a server-streaming method: GET /package.Service/Method?stream&message=<JSON>.
//   event: message    id: the message's `sequence` field, if it has one    data: the message in JSON
//   event: end        data: {} when the stream ended well, else {"error": <Connect error>}
// A reconnecting client's Last-Event-ID (or ?last_event_id=) becomes the request field `after_sequence`, if the
// request has one. A refusal known before the first event is an HTTP error instead.
void OpenEvents(Backend& backend, const JsonCodec& codec, const google::protobuf::MethodDescriptor& method,
                const Url& url, const HttpRequest& request, ReplyDone done);

// One event in wire form. `data` is one line; `id` may be empty.
std::string FrameEvent(absl::string_view name, absl::string_view id, absl::string_view data);
// Keeps a silent connection open; clients ignore it.
inline constexpr char kHeartbeatEvent[] = ": still here\n\n";

}  // namespace lienthong::http
