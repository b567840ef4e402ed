#pragma once

#include <memory>
#include <string>

#include "google/protobuf/arena.h"
#include "services/base/host/agency.h"
#include "services/base/host/call_interference.h"

namespace lienthong::host {

// CallPipeline takes one call through the pipeline:
//   who calls -> is there room -> world -> parse -> may it call -> stateless validation -> its turn in the world
//   -> override or fault -> [ transaction: idempotency look-up, handler, commit ] -> settle -> prune -> journal
//   -> end of turn -> answer
// Each stage may complete on another thread; the object keeps itself alive until it has answered.
class CallPipeline : public std::enable_shared_from_this<CallPipeline> {
 public:
  CallPipeline(Agency& agency, const Handlers::UnaryMethod& method, RawCall call, AnswerCallback done);
  void Start();

 private:
  void TurnAway(const absl::Status& status);  // for load: nothing was done, and nothing is journaled
  void Refuse(const absl::Status& status);    // before the turn
  void Opened(absl::StatusOr<std::shared_ptr<WorldPart>> part);
  absl::Status Admit();  // parse, rights, validation
  void OpenedByCause();
  void TakeTurn();
  void TakeRealTurn();
  void Placed(absl::StatusOr<Moment> moment);
  // Overrides and faults (call_interference.cc).
  absl::Status AskForFaults();
  void Interfere();
  void Act();
  absl::StatusOr<std::string> Handle(store::Txn& txn);
  bool AnsweredByOverride() const;
  void Tamper();
  void TellFate();
  bool HoldBack();
  void AnswerAt(absl::Time time);
  mock::Call MockCall() const;
  void Attempt();
  bool Replayed(store::Txn& txn);
  void Committed(const absl::Status& status);
  void Finish(absl::Status status);    // when all that the answer was made from is durable, if it leaves the process
  void Conclude(absl::Status status);  // the answer is certain
  void Leave();
  void Answer();
  void AnswerCause(bool keep);

  Agency& agency_;
  const Handlers::UnaryMethod& method_;
  RawCall call_;
  AnswerCallback done_;
  const int64_t started_;
  CallContext context_;
  control::v1::Cause cause_;
  std::shared_ptr<WorldPart> part_;
  admission::CallPlaces places_;
  google::protobuf::Arena arena_;
  const google::protobuf::Message* request_ = nullptr;
  std::string call_id_;
  std::string idempotency_key_;
  std::string fingerprint_;
  int attempts_ = 0;
  bool manual_ = false;
  bool stays_here_ = false;  // the answer goes to somebody in this process
  bool in_turn_ = false;
  bool replay_ = false;
  absl::Status outcome_;
  std::string body_;
  // Null: no rule concerns this world, and none was asked for.
  std::unique_ptr<CallInterference> interference_;
  RawAnswer answer_;
};

}  // namespace lienthong::host
