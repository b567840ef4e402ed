#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "deploy/wire/weather.h"

namespace lienthong::wire {

// TcpWire is a proxy between a client and a server that carries bytes as the weather lets it. It knows nothing of what
// they mean, so it stands before anything: gRPC, HTTP. Thread-safe.
class TcpWire {
 public:
  struct Counts {
    int64_t connections = 0;
    // Bytes passed on.
    int64_t to_server = 0;
    int64_t to_client = 0;
    // Bytes taken and not passed on: half-open.
    int64_t lost = 0;
    // Connections reset by the weather.
    int64_t resets = 0;
  };

  // Listens on `listen` and carries to `to`, both HOST:PORT, the hosts numeric; port 0 of `listen` picks a free one.
  // `to` needs not be up: a connection whose server can't be reached is reset.
  //   INVALID_ARGUMENT  an address can't be read
  //   UNAVAILABLE       nobody can listen there
  static absl::StatusOr<std::unique_ptr<TcpWire>> Open(const std::string& listen, const std::string& to,
                                                       const Weather& weather = {});
  // Resets whatever is connected.
  ~TcpWire();

  // HOST:PORT where it listens. The same after a refusal.
  const std::string& address() const;
  // From now on, for present and future connections. UNAVAILABLE when somebody took the port in a refusal.
  absl::Status Set(const Weather& weather);
  // Resets what is connected now; the weather stays.
  void Reset();
  Counts counts() const;

 private:
  class Inside;
  explicit TcpWire(std::unique_ptr<Inside> inside);

  const std::unique_ptr<Inside> inside_;
};

}  // namespace lienthong::wire
