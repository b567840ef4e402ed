#pragma once

#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/descriptor.h"
#include "grpcpp/impl/service_type.h"
#include "services/base/host/wire.h"
#include "services/base/rpc/watch_call.h"

namespace lienthong::host {

// RawService shows one service of a dispatcher to gRPC: raw callback methods made from descriptors, what generated code
// does with WithRawCallbackMethod. gRPC and reflection take a service's name from its methods, so there is one
// RawService for each protobuf service.
class RawService : public grpc::Service {
 public:
  // What a request may weigh.
  struct Sizes {
    size_t of(const std::string& method) const {
      const auto it = larger.find(method);
      return it == larger.end() ? ordinary : it->second;
    }
    size_t ordinary = 0;
    std::map<std::string, size_t> larger;
  };

  // Neither pointer is owned; both outlive the server.
  RawService(Dispatcher* dispatcher, OpenWatches* watches, Sizes sizes)
      : dispatcher_(dispatcher), watches_(watches), sizes_(std::move(sizes)) {}
  void Add(const google::protobuf::MethodDescriptor& method);

 private:
  void Add(const std::string& method, int type, grpc::internal::MethodHandler* handler);

  Dispatcher* const dispatcher_;
  OpenWatches* const watches_;
  const Sizes sizes_;
  // "/package.Service/Method"; gRPC keeps pointers to the text.
  std::list<std::string> paths_;
};

// One RawService for each service of the dispatcher's methods.
//   INTERNAL_ERROR  a method is in no compiled-in service, or takes a stream of requests
absl::StatusOr<std::vector<std::unique_ptr<RawService>>> RawServicesOf(Dispatcher* dispatcher, OpenWatches* watches,
                                                                       const RawService::Sizes& sizes);

}  // namespace lienthong::host
