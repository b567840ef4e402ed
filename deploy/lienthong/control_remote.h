#pragma once

#include <string>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/remote.h"
#include "services/base/host/random_name.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong {

// A large world takes its time to be written and read.
inline constexpr absl::Duration kControlPatience = absl::Minutes(5);

// ControlRemote is the simulator at --target, for commands that set it up or look into it.
class ControlRemote {
 public:
  explicit ControlRemote(const std::string& target) : transport_(&directory_) {
    directory_.SetAddress("control", target);
  }

  // `method` is that of a service of control.v1, such as "ControlService/CreateWorld".
  template <class Response>
  absl::StatusOr<Response> Call(const std::string& method, const google::protobuf::Message& request,
                                absl::Duration patience = kControlPatience) {
    return CallAndWait<Response>(transport_, "control", absl::StrCat("lienthong.control.v1.", method), request,
                                 patience);
  }

 private:
  host::Directory directory_;
  host::GrpcTransport transport_;
};

// One command is one request.
inline std::string NewRequestId() { return host::RandomName(8); }

}  // namespace lienthong
