#pragma once

#include <memory>
#include <string>
#include <utility>

#include "absl/functional/any_invocable.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "gateway/http/backend.h"

namespace lienthong::http {

struct HttpRequest {
  std::string method;  // upper case
  std::string target;  // path and query as sent
  Metadata headers;    // names in lower case
  std::string body;

  // The first header of this lower-case name; empty when absent.
  absl::string_view Header(absl::string_view name) const {
    for (const auto& [key, value] : headers) {
      if (key == name) return value;
    }
    return {};
  }
};

struct HttpResponse {
  int status = 200;
  Metadata headers;  // content-length and connection are the server's
  std::string body;
};

// The body of an endless response, piece by piece. Destroying it cancels; see Stream for when `done` runs.
class EventSource {
 public:
  virtual ~EventSource() = default;
  // The bytes of the next event, or nothing at the end.
  virtual void Next(absl::AnyInvocable<void(absl::optional<std::string>)> done) = 0;
  // The last event when the server ends the stream by itself.
  virtual std::string Goodbye() = 0;
};

struct Reply {
  HttpResponse response;                // its body is empty when there are events
  std::unique_ptr<EventSource> events;  // may be null
};

using ReplyDone = absl::AnyInvocable<void(Reply)>;

}  // namespace lienthong::http
