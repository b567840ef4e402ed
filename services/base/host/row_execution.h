#pragma once

#include <memory>
#include <string>

#include "absl/functional/any_invocable.h"
#include "services/base/host/agency.h"
#include "services/base/host/authority_link.h"

namespace lienthong::host {

// RowExecution executes one agenda row: makes its call, if it has one, and runs its continuation on the answer in one
// transaction that also removes the row. It keeps itself alive until it has reported.
class RowExecution : public std::enable_shared_from_this<RowExecution> {
 public:
  struct Report {
    // OK: the row is done and gone. Otherwise the wire failed and the row is still there.
    absl::Status status;
    // The call went to a real seat; its answer comes later, outside this row's turn.
    bool flying = false;
    std::string callee;
    absl::optional<LeastRow> callee_least;
  };
  using Done = absl::AnyInvocable<void(Report)>;

  RowExecution(Agency& agency, std::shared_ptr<WorldPart> part, std::string key, control::v1::Row row, absl::Time now,
               int64_t step, Done done);
  ~RowExecution();
  void Start();

 private:
  bool Gone() const;  // executed or cancelled
  void Send();
  void Call();
  void NotSettled(const absl::Status& why);
  void Answered(RawAnswer answer);
  // Injected trouble (row_fate.cc).
  bool MeetFate(const RawAnswer& answer);
  void PutOff(const control::v1::Row& later);
  void PutStray(store::Txn& txn);
  CallAnswer KeptAnswer() const;
  bool SendLater(const absl::Status& why);  // REAL worlds
  void CountRetry(const absl::Status& why);
  void SendAgain();
  void Fly();  // MANUAL worlds, real seats
  void Land(std::shared_ptr<RawAnswer> answer);
  void Landed(std::shared_ptr<RawAnswer> answer, absl::StatusOr<Moment> moment);
  void Continue(CallAnswer answer);
  absl::Status RunContinuation(store::Txn& txn);
  void Committed(const absl::Status& status);
  void NotKept(const absl::Status& why);
  // A driver is told; in a REAL world `then` follows after a while.
  void PauseForStore(const absl::Status& why, void (*then)(RowExecution&));
  void KeepAgain();
  void JournalRow(const absl::Status& status);
  void Finish(absl::Status status);
  // Counted as at work from Begin to Rest, so that a stop can wait for it.
  void Begin();
  void Rest();

  Agency& agency_;
  const std::shared_ptr<WorldPart> part_;
  std::string key_;
  const control::v1::Row row_;
  Done done_;
  CallContext context_;
  CallAnswer answer_;
  // The call will arrive once more.
  absl::optional<control::v1::Row> stray_;
  Report report_;
  const bool manual_;
  bool landed_ = false;
  bool working_ = false;
  std::string call_id_;
  absl::Status outcome_;
  int sent_ = 0;
  int attempts_ = 0;
};

// A fork made while a call of its original is at somebody else's server: the answer will land in the original alone, so
// in the copy the row is in the agenda again, and makes the call once more under its own request_id.
void BringBackFlights(const std::string& agency, store::Space& space, absl::AnyInvocable<void(absl::Status)> done);

}  // namespace lienthong::host
