#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "google/protobuf/message.h"
#include "services/base/host/handlers.h"
#include "services/base/host/wire.h"

namespace lienthong {

// A call from a thread that may wait: commands, never handlers.
inline host::RawAnswer CallAndWait(host::Transport& transport, const std::string& to, host::RawCall call) {
  struct Wait {
    absl::Notification done;
    host::RawAnswer answer;
  };
  auto wait = std::make_shared<Wait>();
  transport.Call(to, std::move(call), [wait](host::RawAnswer answer) {
    wait->answer = std::move(answer);
    wait->done.Notify();
  });
  wait->done.WaitForNotification();
  return std::move(wait->answer);
}

template <class Response>
absl::StatusOr<Response> CallAndWait(host::Transport& transport, const std::string& to, const std::string& method,
                                     const google::protobuf::Message& request,
                                     absl::Duration timeout = absl::Seconds(10)) {
  host::RawCall call;
  call.method = method;
  call.body = request.SerializeAsString();
  call.timeout = timeout;
  host::RawAnswer answer = CallAndWait(transport, to, std::move(call));
  return host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>();
}

}  // namespace lienthong
