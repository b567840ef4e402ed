#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/applications/desk.h"
#include "services/base/world/call_context.h"
#include "services/social_insurance/social_insurance_registry.h"

namespace lienthong::social_insurance {

// SocialInsuranceService answers SocialInsuranceService's methods. Thread-safe; all state is in the transaction.
class SocialInsuranceService {
 public:
  explicit SocialInsuranceService(std::shared_ptr<const seeds::Nation> nation);

  // The desk of the card applications.
  applications::Desk& desk() const { return *desk_; }

  absl::StatusOr<v1::GetParticipantResponse> GetParticipant(CallContext& context, store::Txn& txn,
                                                            const v1::GetParticipantRequest& request) const;
  absl::StatusOr<v1::CheckCardResponse> CheckCard(CallContext& context, store::Txn& txn,
                                                  const v1::CheckCardRequest& request) const;
  absl::StatusOr<v1::SubmitChildCardApplicationResponse> SubmitChildCardApplication(
      CallContext& context, store::Txn& txn, const v1::SubmitChildCardApplicationRequest& request) const;
  absl::StatusOr<v1::GetCardResponse> GetCard(CallContext& context, store::Txn& txn,
                                              const v1::GetCardRequest& request) const;
  absl::StatusOr<v1::ListCardsResponse> ListCards(CallContext& context, store::Txn& txn,
                                                  const v1::ListCardsRequest& request) const;
  absl::StatusOr<v1::ReportCardChangeResponse> ReportCardChange(CallContext& context, store::Txn& txn,
                                                                const v1::ReportCardChangeRequest& request) const;

 private:
  const std::shared_ptr<const SocialInsuranceRegistry> registry_;
  const std::unique_ptr<applications::Desk> desk_;
};

}  // namespace lienthong::social_insurance
