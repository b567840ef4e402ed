#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/base/host/wire.h"

namespace lienthong::scenarios {

// TownClient calls agencies in one world and waits for the answers. Thread-safe.
class TownClient {
 public:
  // `transport` is not owned.
  TownClient(host::Transport* transport, std::string world) : transport_(transport), world_(std::move(world)) {}

  const std::string& world() const { return world_; }

  // World and caller are added when not among `headers`; control names the world in its messages.
  host::RawAnswer Call(const std::string& agency, const std::string& method, std::string body,
                       host::Metadata headers) const;
  // Starts `copies` of one call, each made by `make`, before waiting for any.
  std::vector<host::RawAnswer> CallAll(const std::string& agency, const std::string& method,
                                       std::vector<std::string> bodies, const host::Metadata& headers) const;

  // The runner's own looks: an onlooker's, so they leave no trace in the canonical journal.
  template <class Response>
  absl::StatusOr<Response> Ask(const std::string& agency, const std::string& method,
                               const google::protobuf::Message& request) const {
    Response response;
    const host::RawAnswer answer = Look(agency, method, request.SerializeAsString());
    if (!answer.status.ok()) return answer.status;
    if (!response.ParseFromString(answer.body)) return absl::DataLossError(method + ": no answer of its type");
    return response;
  }
  // The first `count` messages of a stream.
  absl::StatusOr<std::vector<std::string>> Watch(const std::string& agency, const std::string& method,
                                                 const google::protobuf::Message& request, int64_t count) const;

 private:
  host::RawCall Make(const std::string& agency, const std::string& method, std::string body,
                     host::Metadata headers) const;
  // An onlooker's call.
  host::RawAnswer Look(const std::string& agency, const std::string& method, std::string body) const;

  host::Transport* const transport_;
  const std::string world_;
};

inline constexpr char kScenarioCaller[] = "scenario";
inline constexpr char kObserver[] = "scenario-observer";

}  // namespace lienthong::scenarios
