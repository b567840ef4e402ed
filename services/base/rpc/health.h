#pragma once

#include <memory>
#include <string>
#include <vector>

#include "services/base/host/wire.h"

namespace lienthong::host {

// Health answers grpc.health.v1.Health as its protocol says: Check and Watch, by service and for the server as a whole
// (""). gRPC's own health service would do, but reflection can't describe it. Everything serves until told otherwise.
// Thread-safe.
//   RESOURCE_NOT_FOUND  Check of a service this server doesn't have; Watch answers SERVICE_UNKNOWN and stays
class Health : public Dispatcher {
 public:
  explicit Health(const std::vector<std::string>& services);
  ~Health() override;

  // `service` is one of the constructor's, or "" for the server as a whole.
  void SetServing(const std::string& service, bool serving);
  // Everything is NOT_SERVING from now on; watchers are told so, and then their streams end with SERVER_STOPPING.
  void Stop();

  void Unary(RawCall call, AnswerCallback done) override;
  std::unique_ptr<RawStream> Watch(RawCall call) override;
  std::vector<std::string> Methods() const override;

 private:
  class Board;
  class Watcher;
  std::shared_ptr<Board> board_;
};

}  // namespace lienthong::host
