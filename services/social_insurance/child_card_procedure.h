#pragma once

#include <memory>
#include <string>

#include "services/base/applications/procedure.h"
#include "services/social_insurance/social_insurance_registry.h"

namespace lienthong::social_insurance {

// Health-insurance card for a child under 6 [Cấp thẻ bảo hiểm y tế cho trẻ em dưới 6 tuổi]; the code is an assumption
// of the catalogue.
inline constexpr char kChildCardProcedure[] = "1.002759";

// ChildCardProcedure gives a child under six its card, valid from birth. Age and address by the day of filing. Result:
// an InsuranceCard and the printable card; the register has both card and holder from then on.
class ChildCardProcedure final : public applications::Procedure {
 public:
  explicit ChildCardProcedure(std::shared_ptr<const SocialInsuranceRegistry> registry)
      : registry_(std::move(registry)) {}

  std::string code() const override { return kChildCardProcedure; }

  // Two working days (Decree 63/2024; five before it). The law knows no longer time for verification.
  absl::StatusOr<absl::Time> DueAt(const CallContext& context, const applications::Application& application,
                                   absl::Time received, bool verified) const override;

  //   CHILD_NOT_REGISTERED  the form names no personal number or no birth record
  absl::StatusOr<applications::Verdict> Receive(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;

  //   CHILD_TOO_OLD                             six or older on the day of filing
  //   FACILITY_UNKNOWN, FACILITY_NOT_ACCEPTING  initial care facility
  //   ADDRESS_UNKNOWN, STALE_CODE               residence, and delivery address if any
  //   CARD_ALREADY_ISSUED                       a card of the child is in force
  //   those of the form, as at submission: a supplement may have brought another one
  absl::StatusOr<applications::Verdict> Examine(CallContext& context, store::Txn& txn,
                                                const applications::Application& application) override;

  absl::StatusOr<applications::Granted> Grant(CallContext& context, store::Txn& txn,
                                              const applications::Application& application) override;

 private:
  absl::Status Check(CallContext& context, store::Txn& txn, const applications::Application& application) const;
  absl::Status CheckNoCard(CallContext& context, store::Txn& txn, const std::string& child_pin) const;

  const std::shared_ptr<const SocialInsuranceRegistry> registry_;
};

}  // namespace lienthong::social_insurance
