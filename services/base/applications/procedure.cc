#include "services/base/applications/procedure.h"

namespace lienthong::applications {

std::string Procedure::ReceiptCode(CallContext& context, store::Txn&, const Application& application) {
  return context.NewId(application.agency());
}

absl::StatusOr<Verdict> Procedure::Receive(CallContext&, store::Txn&, const Application&) { return Verdict::Approve(); }

absl::Status Procedure::Abandon(CallContext&, store::Txn&, const Application&) { return absl::OkStatus(); }

}  // namespace lienthong::applications
