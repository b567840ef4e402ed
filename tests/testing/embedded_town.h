#pragma once

#include <map>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message.h"
#include "lienthong/control/v1/world.pb.h"
#include "tests/testing/fresh_world.h"

namespace lienthong {
class Town;
}

namespace lienthong::testing {

// EmbeddedTown is the whole simulator inside the process of a test: gateway, all agencies, the nation. It also listens
// on free ports of 127.0.0.1, for the client under test. One serves all tests of a program: each takes a world of its
// own. Thread-safe.
class EmbeddedTown {
 public:
  // Started at the first call, kept until the program ends.
  static EmbeddedTown& Shared();
  // One more, with `seats` (HOST:PORT by agency, or by "one_stop/22") taken by somebody else's servers.
  static absl::StatusOr<std::unique_ptr<EmbeddedTown>> Start(const std::map<std::string, std::string>& seats = {});
  ~EmbeddedTown();

  // HOST:PORT of an agency, or of "gateway"; empty when there is none of that name.
  std::string AddressOf(absl::string_view agency) const;
  // Empty, MANUAL, on Monday 2024-08-05 08:00 (+07), unless `record` says otherwise; the town names it.
  std::unique_ptr<FreshWorld> NewWorld(control::v1::World record = {});
  // A copy of a world.
  std::unique_ptr<FreshWorld> Fork(const std::string& source);

  // Calls "package.Service/Method" and waits, over no socket.
  absl::Status Ask(const std::string& agency, const std::string& method,
                   const std::map<std::string, std::string>& headers, const google::protobuf::Message& request,
                   google::protobuf::Message* response);

 private:
  explicit EmbeddedTown(std::shared_ptr<Town> town);
  std::unique_ptr<FreshWorld> Take(const std::string& name, const absl::Status& made);

  const std::shared_ptr<Town> town_;
};

}  // namespace lienthong::testing
