#pragma once

#include <functional>
#include <string>

#include "services/base/host/cause.h"
#include "services/base/host/handlers.h"

namespace lienthong::host {

// Lets only callers who hold the cluster's key through to `handler`.
//   HEADER_FORGED  anybody else
Handlers::SystemHandler Signed(const ClusterKey& key, Handlers::SystemHandler handler);

// Registers a method between the simulator's own processes.
template <class Request, class Response>
void SignedUnary(Handlers& handlers, const ClusterKey& key, const std::string& method,
                 std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler) {
  handlers.System(method, Signed(key, Handlers::Erase<Request, Response>(std::move(handler))),
                  Handlers::Openness::kMachinery);
}

}  // namespace lienthong::host
