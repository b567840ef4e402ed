#pragma once

#include <memory>

#include "services/base/applications/procedure.h"
#include "services/civil_registry/birth_rules.h"
#include "services/civil_registry/civil_registry_registry.h"
#include "services/civil_registry/personal_number_inquiry.h"

namespace lienthong::civil_registry {

// National code of birth registration.
inline constexpr char kBirthRegistration[] = "1.001193";

// BirthProcedure registers a birth: the same working day, after the rules of birth_rules.h and the charges owed. On
// approval the birth is entered and the child's number asked for; the application waits for the population register.
class BirthProcedure final : public applications::Procedure {
 public:
  // All must outlive the procedure.
  BirthProcedure(const CivilRegistry& registry, const BirthRules& rules, const PersonalNumberInquiries& inquiries)
      : registry_(registry), rules_(rules), inquiries_(inquiries) {}

  std::string code() const override { return kBirthRegistration; }
  absl::StatusOr<absl::Time> DueAt(const CallContext& context, const applications::Application& application,
                                   absl::Time received, bool verified) const override;
  absl::StatusOr<applications::Verdict> Receive(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;
  absl::StatusOr<applications::Verdict> Examine(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;
  absl::StatusOr<applications::Granted> Grant(CallContext& context, store::Txn& txn,
                                              const applications::Application& application) override;
  absl::Status Abandon(CallContext& context, store::Txn& txn, const applications::Application& application) override;

 private:
  const CivilRegistry& registry_;
  const BirthRules& rules_;
  const PersonalNumberInquiries& inquiries_;
};

}  // namespace lienthong::civil_registry
