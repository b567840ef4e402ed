#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/remote.h"
#include "services/base/host/call_setup.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong::testing {

// TownClient calls a town in another process as a stranger does.
class TownClient {
 public:
  // `gateway` is its host:port; the others are asked for there.
  explicit TownClient(const std::string& gateway);

  host::Transport& transport() { return transport_; }
  template <class Response>
  absl::StatusOr<Response> Call(const std::string& to, const std::string& method,
                                const google::protobuf::Message& request, const std::string& world = "default",
                                absl::Duration timeout = absl::Seconds(30)) {
    host::RawCall call;
    call.method = "lienthong." + method;
    call.metadata = {{host::kWorldHeader, world}};
    call.body = request.SerializeAsString();
    call.timeout = timeout;
    host::RawAnswer answer = CallAndWait(transport_, to, std::move(call));
    return host::CallAnswer{std::move(answer.status), std::move(answer.body)}.As<Response>();
  }
  absl::Status CreateWorld(const std::string& world);
  // Files the birth of the Binh family's child; the dossier's id.
  absl::StatusOr<std::string> FileBirth(const std::string& world = "default");
  // grpc.health.v1 of the whole server: "SERVING", "NOT_SERVING", or the error.
  std::string Health(const std::string& agency);

  static const PersonaBirth& Birth();

 private:
  host::Directory directory_;
  host::GrpcTransport transport_{&directory_};
};

}  // namespace lienthong::testing
