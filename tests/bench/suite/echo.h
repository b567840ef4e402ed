#pragma once

#include <memory>
#include <string>

#include "grpcpp/server.h"

namespace lienthong::bench {

// The floor under every call: a raw callback method over TCP that answers fixed bytes and does nothing else.
class BareEcho {
 public:
  // `path` is "/package.Service/Method".
  BareEcho(const std::string& path, std::string answer);
  ~BareEcho();
  const std::string& address() const { return address_; }

 private:
  class Service;
  const std::unique_ptr<Service> service_;
  std::string address_;
  std::unique_ptr<grpc::Server> server_;
};

}  // namespace lienthong::bench
