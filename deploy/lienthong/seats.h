#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "services/base/host/wire.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"

namespace lienthong {

// Seat is somebody else's server in an agency's place, or in one tenant's of it: "NAME[/TENANT]=HOST:PORT".
struct Seat {
  std::string name;
  std::string address;

  //   INVALID_FIELD  not of that form, or no agency of that name
  static absl::StatusOr<Seat> Parse(const std::string& text);
};

// SeatedTransport sends calls to real seats over gRPC and all others through the town's own transport. Thread-safe.
class SeatedTransport : public host::Transport {
 public:
  // `inner` is not owned.
  SeatedTransport(host::Transport* inner, const std::vector<Seat>& seats);

  void Call(const std::string& to, host::RawCall call, host::AnswerCallback done) override;
  std::unique_ptr<host::RawStream> Watch(const std::string& to, host::RawCall call) override;
  bool External(const std::string& to) const override;
  bool Local(const std::string& to) const override;

 private:
  host::Transport* const inner_;
  host::Directory directory_;
  host::GrpcTransport outside_;
  std::map<std::string, Seat> seats_;
};

}  // namespace lienthong
