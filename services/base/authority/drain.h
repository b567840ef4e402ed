#pragma once

#include <atomic>
#include <functional>
#include <memory>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/agenda_service.pb.h"
#include "services/base/authority/agency_calls.h"
#include "services/base/authority/world_state.h"
#include "services/base/world/clock.h"
#include "services/base/world/timer.h"
#include "services/base/world/trampoline.h"

namespace lienthong::authority {

// Drain is a MANUAL world's driver at work: while it holds the turn it takes the least row over all agencies, moves
// time to it, has it executed, and repeats until nothing is due (AGENDA rule 6). It alone retries on the wire (rule
// 11).
class Drain : public std::enable_shared_from_this<Drain> {
 public:
  struct Order {
    // Rows due after this stay.
    absl::Time target;
    // Time moves on to the target (advance), or only as far as rows take it.
    bool move_time = false;
    // Lets outside calls that wait for the turn in between rows.
    bool yields = false;
    // Rows in one order to an agency. The result doesn't depend on it.
    int rows_per_run = 64;
    // Rows until a partial result is given.
    int64_t max_rows = 1000000;
    // Wall time until a partial result is given.
    absl::Time wall_limit = absl::InfiniteFuture();
    // Set when the process stops: an order that yields then gives a partial result. Null = never.
    const std::atomic<bool>* stopping = nullptr;
    // Wall time for which an agency may be out of reach.
    absl::Duration patience = absl::Seconds(10);
  };
  struct Result {
    // AGENDA_RUNAWAY, PEER_UNREACHABLE, or what the machinery refused.
    absl::Status status;
    int64_t executed = 0;
    bool complete = true;
  };
  using Done = absl::AnyInvocable<void(Result)>;

  // `timer` may be null: then a lost call is tried again at once, a bounded number of times.
  Drain(State state, const AgencyCalls& calls, const WallClock& clock, Timer* timer, Order order, Done done);

  // The caller holds the turn, and holds it again when `done` is called.
  void Start();

 private:
  using RunResponse = control::v1::RunResponse;

  void Pump();
  void Step();
  bool Choose(std::string* agency, control::v1::RunRequest* request);
  void Answered(const std::string& agency, absl::StatusOr<RunResponse> response);
  void Apply(const std::string& agency, const RunResponse& response);
  void Stumble(const absl::Status& why);
  bool Stopping() const { return order_.yields && order_.stopping != nullptr && *order_.stopping; }
  bool GiveWay();
  bool AwaitLanding();
  void Finish(absl::Status status, bool complete);

  const State state_;
  const AgencyCalls& calls_;
  const WallClock& clock_;
  Timer* const timer_;
  const Order order_;
  Done done_;
  Result result_;
  Trampoline trampoline_;
  int stumbles_ = 0;
  absl::Time stumbling_since_ = absl::InfiniteFuture();
  bool ran_ = false;
  bool finished_ = false;
};

}  // namespace lienthong::authority
