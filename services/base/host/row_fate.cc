// What becomes of a row whose call met an injected trouble.
#include "services/base/error/error.h"
#include "services/base/host/call_setup.h"
#include "services/base/host/fate.h"
#include "services/base/host/kept_moment.h"
#include "services/base/host/row_execution.h"
#include "services/base/world/agenda.h"

namespace lienthong::host {

// True: the row is over for now, and what follows of it is on the agenda.
bool RowExecution::MeetFate(const RawAnswer& answer) {
  const auto fate = FateOf(answer);
  if (!fate) return false;
  auto postponed = PostponedBy(*fate, row_, answer, context_.now);
  stray_ = StrayOf(*fate, row_, context_.now);
  if (!postponed) return false;
  PutOff(*postponed);
  return true;
}

void RowExecution::PutOff(const control::v1::Row& later) {
  store::Txn txn(part_->space().Read());
  if (!txn.Get(key_)) return Finish(absl::OkStatus());  // cancelled meanwhile
  txn.Delete(key_);
  txn.Put(agenda::RowKey(later, agency_.name()), later.SerializeAsString());
  PutStray(txn);
  store::WriteBatch batch = std::move(txn).Take();
  KeepMoment(context_, &batch);
  part_->space().CommitInOrder(std::move(batch), [self = shared_from_this(), later](const absl::Status& status) {
    if (ReasonOf(status) == Reason::CONFLICT) return self->PutOff(later);
    if (status.ok()) self->part_->Committed();
    self->Finish(status);
  });
}

void RowExecution::PutStray(store::Txn& txn) {
  if (stray_) txn.Put(agenda::RowKey(*stray_, agency_.name()), stray_->SerializeAsString());
}

// The answer that was on its way.
CallAnswer RowExecution::KeptAnswer() const {
  return CallAnswer{FromRpcStatus(row_.answer().status()), row_.answer().body()};
}

}  // namespace lienthong::host
