#include "services/social_insurance/social_insurance_service.h"

#include <utility>

#include "services/base/identity/field_checks.h"
#include "services/base/status.h"
#include "services/social_insurance/card_check.h"
#include "services/social_insurance/child_card_form.h"
#include "services/social_insurance/child_card_procedure.h"
#include "services/social_insurance/insurance_record.h"

namespace lienthong::social_insurance {
namespace {

constexpr char kAgency[] = "social_insurance";

absl::Status CheckRange(const CallContext& context, const std::string& pin) {
  return pin.empty() ? absl::OkStatus() : CheckPersonalNumberRange("pin", pin, *context.config);
}

}  // namespace

SocialInsuranceService::SocialInsuranceService(std::shared_ptr<const seeds::Nation> nation)
    : registry_(std::make_shared<SocialInsuranceRegistry>(std::move(nation))),
      desk_(std::make_unique<applications::Desk>(kAgency)) {
  desk_->Add(std::make_unique<ChildCardProcedure>(registry_));
}

absl::StatusOr<v1::GetParticipantResponse> SocialInsuranceService::GetParticipant(
    CallContext& context, store::Txn& txn, const v1::GetParticipantRequest& request) const {
  RETURN_IF_ERROR(CheckRange(context, request.pin()));
  ASSIGN_OR_RETURN(v1::Participant participant, registry_->Get(txn, request, context.Today()));
  v1::GetParticipantResponse response;
  *response.mutable_participant() = Restated(std::move(participant), context.Today());
  return response;
}

absl::StatusOr<v1::CheckCardResponse> SocialInsuranceService::CheckCard(CallContext& context, store::Txn& txn,
                                                                        const v1::CheckCardRequest& request) const {
  return AnswerCardCheck(*registry_, txn, request, context.Today());
}

absl::StatusOr<v1::SubmitChildCardApplicationResponse> SocialInsuranceService::SubmitChildCardApplication(
    CallContext& context, store::Txn& txn, const v1::SubmitChildCardApplicationRequest& request) const {
  RETURN_IF_ERROR(CheckChildCardFormInWorld(context, request.form()));
  return desk_->Submit<v1::SubmitChildCardApplicationResponse>(context, txn, request, kChildCardProcedure);
}

absl::StatusOr<v1::GetCardResponse> SocialInsuranceService::GetCard(CallContext& context, store::Txn& txn,
                                                                    const v1::GetCardRequest& request) const {
  ASSIGN_OR_RETURN(v1::InsuranceCard card, registry_->GetCard(txn, request.card_code()));
  v1::GetCardResponse response;
  *response.mutable_card() = Restated(std::move(card), context.Today());
  return response;
}

absl::StatusOr<v1::ListCardsResponse> SocialInsuranceService::ListCards(CallContext& context, store::Txn& txn,
                                                                        const v1::ListCardsRequest& request) const {
  RETURN_IF_ERROR(CheckRange(context, request.pin()));
  ASSIGN_OR_RETURN(store::Page<v1::InsuranceCard> page, registry_->List(txn, request));
  return store::FillPage(std::move(page), &v1::ListCardsResponse::mutable_cards,
                         [&](v1::InsuranceCard card) { return Restated(std::move(card), context.Today()); });
}

absl::StatusOr<v1::ReportCardChangeResponse> SocialInsuranceService::ReportCardChange(
    CallContext& context, store::Txn& txn, const v1::ReportCardChangeRequest& request) const {
  ASSIGN_OR_RETURN(v1::InsuranceCard card,
                   registry_->Report(txn, request.card_code(), request.change(), context.Today()));
  v1::ReportCardChangeResponse response;
  *response.mutable_card() = Restated(std::move(card), context.Today());
  return response;
}

}  // namespace lienthong::social_insurance
