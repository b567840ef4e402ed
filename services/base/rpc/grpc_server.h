#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/server.h"
#include "services/base/host/wire.h"
#include "services/base/rpc/health.h"
#include "services/base/rpc/peer_channel.h"
#include "services/base/rpc/raw_service.h"
#include "services/base/rpc/reflection.h"
#include "services/base/rpc/unknown_method.h"
#include "services/base/rpc/watch_call.h"

namespace lienthong::host {

// GrpcServer puts a dispatcher on the network: its methods, reflection, and the health service. It starts once and
// stops once; whoever wants to serve again makes a new one. Methods of the class may be called from any thread that
// isn't gRPC's.
// Refusals of its own, with the usual details:
//   METHOD_UNKNOWN     UNIMPLEMENTED; no service has the method
//   MALFORMED_MESSAGE  INVALID_ARGUMENT; no message at all (bad bytes are the dispatcher's to refuse)
//   MESSAGE_TOO_LARGE  RESOURCE_EXHAUSTED; over what the method takes. Over four times the ordinary size, and a quarter
//                      over the largest, gRPC refuses, without details
//   SERVER_STOPPING    UNAVAILABLE; the end of every stream when the server stops
class GrpcServer {
 public:
  struct Options {
    size_t max_request_bytes = 4 << 20;
    // Methods that take more, "package.Service/Method": uploads.
    std::map<std::string, size_t> larger;
  };
  // `dispatcher` is not owned and outlives the server.
  explicit GrpcServer(Dispatcher* dispatcher) : GrpcServer(dispatcher, Options()) {}
  GrpcServer(Dispatcher* dispatcher, Options options);
  // Stops without grace.
  ~GrpcServer();

  // Starts serving on host and port, 0 = a free one. Returns the port.
  //   ADDRESS_UNAVAILABLE  the address isn't this machine's, or the port is taken
  absl::StatusOr<int> Listen(const std::string& host, int port);
  // Starts serving in-process channels only.
  absl::Status StartInProcess();
  // A channel to this server without the network; call it after the start.
  PeerChannel InProcessChannel();

  Health& health() { return health_; }

  // The first half of a stop: health goes NOT_SERVING and streams end with SERVER_STOPPING, those that still come too.
  // Calls are taken as before: the dispatcher, which knows whose they are, refuses new ones with a reason.
  void BeginStop();
  // Health goes NOT_SERVING, intake stops, streams end; running calls have `grace` to be answered, the rest are
  // cancelled. Returns when nothing runs any more. A second call does nothing.
  void Stop(absl::Duration grace);

 private:
  // `address` empty = none.
  absl::StatusOr<int> Start(const std::string& address);

  Dispatcher* const dispatcher_;
  const Options options_;
  Health health_;
  OpenWatches watches_;
  // Health watchers say goodbye themselves, after NOT_SERVING.
  OpenWatches health_watches_;
  Reflection reflection_;
  Reflection older_reflection_;
  UnknownMethod unknown_method_;
  std::vector<std::unique_ptr<RawService>> services_;
  const std::shared_ptr<Gate> gate_ = std::make_shared<Gate>();
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace lienthong::host
