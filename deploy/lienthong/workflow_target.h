#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "gateway/engine/effects.h"
#include "google/protobuf/message.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "lienthong/gateway/v1/dossier.pb.h"
#include "services/base/host/wire.h"

namespace lienthong {

// WorkflowTarget carries out the effects of a workflow that runs by itself, without a dossier, in a world of a running
// simulator: calls at once; an application is handed in and followed to its decision. Blocks; for commands.
class WorkflowTarget {
 public:
  // `transport` reaches "control" and every agency by name, and outlives the target. `world` is empty for the default
  // one.
  WorkflowTarget(host::Transport* transport, std::string world);

  // Takes what a run gets in place of a dossier's from `input` (JSON): the members `applicant` and `components`, if
  // there, go into the headers of applications.
  //   WORLD_UNKNOWN, or an error of the network
  absl::Status Begin(const std::string& input);

  // Unlike that of any run before it in this world. After Begin.
  const std::string& run_id() const { return run_id_; }
  // The world's time at Begin.
  absl::Time now() const { return now_; }

  absl::StatusOr<std::string> Call(const engine::CallEffect& effect);

  // Time passes meanwhile: a manual clock goes from one due row to the next, a real one is waited for, ten seconds at
  // most. kSilent, with what it waits for as detail, when only a person can help, or nothing is left to happen.
  engine::ApplicationDecided Apply(const engine::ApplicationEffect& effect);

 private:
  template <class Response>
  absl::StatusOr<Response> Ask(const std::string& to, const std::string& method,
                               const google::protobuf::Message& request);
  absl::StatusOr<std::string> Send(const std::string& to, const std::string& method, std::string body,
                                   const std::string& purpose, absl::Duration timeout);
  absl::StatusOr<control::v1::Clock> ReadClock();
  // False when nothing will happen that can be waited for.
  absl::StatusOr<bool> LetTimePass(int turn);
  // Follows `part`, which is at `seat`, until it is decided or waits for somebody.
  absl::Status Follow(const std::string& seat, gateway::v1::Part* part);

  host::Transport* const transport_;
  const std::string world_;
  applications::v1::ApplicationHeader header_;
  std::string run_id_;
  absl::Time now_;
};

}  // namespace lienthong
