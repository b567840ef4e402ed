#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/http/backend.h"
#include "services/base/metrics/sheet.h"

namespace lienthong::admission {
class Admission;
}

namespace lienthong::http {

struct ServerOptions {
  std::string host = "127.0.0.1";  // an address, or a name that resolves to one
  int port = 0;                    // 0 takes a free one
  int threads = 2;
  std::size_t max_header_bytes = 32 << 10;
  // Whose limits hold here (connections, bytes of bodies being read); null = a server in a test, with its own. Outlives
  // the server.
  admission::Admission* admission = nullptr;
  // Wall-clock limits against slow or silent peers.
  absl::Duration head_timeout = absl::Seconds(15);   // request line and headers, once their first byte is there
  absl::Duration body_timeout = absl::Seconds(60);   // the whole body
  absl::Duration write_timeout = absl::Seconds(30);  // a whole answer, or one event
  absl::Duration idle_timeout = absl::Minutes(2);    // between two requests of one connection
  absl::Duration heartbeat = absl::Seconds(15);      // between two comments on a silent event stream
};

// Server speaks HTTP/1.1 for one Backend: keep-alive, pipelined requests answered in their order, server-sent events
// without a thread each. What is answered is the business of Handler (handler.h); this class moves bytes.
// Thread-safe.
// Refusals of its own, besides those of errors.h:
//   OVERLOADED  too many connections, or too many bytes being read; the connection closes after it
class Server : public metrics::MetricsSource {
 public:
  // Listens and serves at once. UNAVAILABLE when the address can't be had. `backend` must outlive the server.
  static absl::StatusOr<std::unique_ptr<Server>> Start(Backend& backend, ServerOptions options);

  ~Server() override = default;  // stops without grace

  virtual int port() const = 0;
  // Takes no more connections, closes idle ones, ends event streams with SERVER_STOPPING and lets running calls
  // finish; what isn't finished after `grace` is cut off. Returns when no thread runs; a second call does nothing.
  virtual void Stop(absl::Duration grace) = 0;
};

}  // namespace lienthong::http
