#pragma once

#include "services/base/applications/procedure.h"
#include "services/one_stop/forwarding.h"
#include "services/one_stop/one_stop_registry.h"

namespace lienthong::one_stop {

// National code of birth registration.
inline constexpr char kBirthRegistration[] = "1.001193";

// BirthIntake is what a province's reception desk does with a birth: receipt and appointment, then on to the civil
// registry, whose word is its own. The desk checks no rule of the registry's; its officer only lets the dossier
// through.
class BirthIntake final : public applications::Procedure {
 public:
  // Both must outlive the procedure.
  BirthIntake(const OneStopRegistry& registry, Forwarding& forwarding) : registry_(registry), forwarding_(forwarding) {}

  std::string code() const override { return kBirthRegistration; }
  absl::StatusOr<absl::Time> DueAt(const CallContext& context, const applications::Application& application,
                                   absl::Time received, bool verified) const override;
  std::string ReceiptCode(CallContext& context, store::Txn& txn, const applications::Application& application) override;
  absl::StatusOr<applications::Verdict> Examine(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;
  absl::StatusOr<applications::Granted> Grant(CallContext& context, store::Txn& txn,
                                              const applications::Application& application) override;
  absl::Status Abandon(CallContext& context, store::Txn& txn, const applications::Application& application) override;

 private:
  const OneStopRegistry& registry_;
  Forwarding& forwarding_;
};

}  // namespace lienthong::one_stop
