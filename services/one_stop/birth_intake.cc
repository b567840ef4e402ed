#include "services/one_stop/birth_intake.h"

#include "seeds/law/law_rules.h"
#include "services/base/applications/rules.h"
#include "services/base/status.h"
#include "services/one_stop/forwarded_calls.h"

namespace lienthong::one_stop {

using applications::Granted;
using applications::Verdict;

absl::StatusOr<absl::Time> BirthIntake::DueAt(const CallContext&, const Application&, absl::Time received,
                                              bool verified) const {
  return applications::DueByLaw(verified ? seeds::law::kBirthBundleVerifiedWorkingDays : seeds::law::kBirthWorkingDays,
                                received);
}

std::string BirthIntake::ReceiptCode(CallContext& context, store::Txn& txn, const Application& application) {
  return registry_.TakeReceiptCode(context, txn, application.tenant(), application.application_id());
}

absl::StatusOr<Verdict> BirthIntake::Examine(CallContext&, store::Txn&, const Application&) {
  return Verdict::Approve();
}

absl::StatusOr<Granted> BirthIntake::Grant(CallContext& context, store::Txn& txn, const Application& application) {
  RETURN_IF_ERROR(forwarding_.PassOn(context, txn, application));
  return Granted::WaitFor(kCivilRegistry);
}

absl::Status BirthIntake::Abandon(CallContext& context, store::Txn& txn, const Application& application) {
  return forwarding_.TakeBack(context, txn, application);
}

}  // namespace lienthong::one_stop
