#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "lienthong/social_insurance/v1/social_insurance_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/store/table.h"
#include "services/base/world/call_context.h"
#include "services/social_insurance/social_insurance_base.h"

namespace lienthong::social_insurance {

// SocialInsuranceRegistry keeps who takes part and which cards were issued: the nation, covered by what a world changed
// in it. A person has one social-insurance number for life, and one card in force at most. Thread-safe; all state is
// in the transaction.
class SocialInsuranceRegistry {
 public:
  explicit SocialInsuranceRegistry(std::shared_ptr<const seeds::Nation> nation);

  absl::optional<v1::Participant> FindBySiNumber(store::Txn& txn, absl::string_view si_number) const;
  // By the personal number as the register has it: where data are faulty, several may hold one.
  std::vector<v1::Participant> FindByPin(store::Txn& txn, absl::string_view pin) const;
  // Everybody who takes part and held the old identity-card number.
  std::vector<v1::Participant> FindByLegacyId(store::Txn& txn, absl::string_view legacy_id) const;
  // With the card in force on `day`.
  //   PARTICIPANT_NOT_FOUND, PARTICIPANT_AMBIGUOUS
  absl::StatusOr<v1::Participant> Get(store::Txn& txn, const v1::GetParticipantRequest& request,
                                      absl::CivilDay day) const;

  // A holder's cards in order of issue.
  std::vector<v1::InsuranceCard> CardsOf(store::Txn& txn, const std::string& si_number) const;
  absl::optional<v1::InsuranceCard> CardInForce(store::Txn& txn, const std::string& si_number,
                                                absl::CivilDay day) const;
  //   CARD_NOT_FOUND
  absl::StatusOr<v1::InsuranceCard> GetCard(store::Txn& txn, const std::string& card_code) const;
  // One page, in order of social-insurance number, then of issue.
  //   PAGE_TOKEN_INVALID, INVALID_FIELD, FILTER_NOT_SUPPORTED
  absl::StatusOr<store::Page<v1::InsuranceCard>> List(store::Txn& txn, const v1::ListCardsRequest& request) const;

  // Enters the person under the number they have, or under a new one of the province; gives the entry with its number.
  absl::StatusOr<v1::Participant> Enter(CallContext& context, store::Txn& txn, v1::Participant participant,
                                        const std::string& province_code) const;
  // Files a card and retires the holder's earlier ones. A card issued anew under its old code takes that one's place.
  // Of two who issue a card to one holder at once, the later runs again.
  absl::StatusOr<v1::InsuranceCard> Issue(const CallContext& context, store::Txn& txn, v1::InsuranceCard card) const;
  // From `day` on. A card that isn't active stays as it is.
  //   CARD_NOT_FOUND
  absl::StatusOr<v1::InsuranceCard> Report(store::Txn& txn, const std::string& card_code, v1::CardChange change,
                                           absl::CivilDay day) const;

 private:
  // Takes the holder's earlier cards out of force.
  absl::Status Retire(store::Txn& txn, v1::InsuranceCard& successor) const;

  const std::shared_ptr<const seeds::Nation> nation_;
  const ParticipantBase participant_base_;
  const CardBase card_base_;
  const store::Table<v1::Participant> participants_;
  const store::Table<v1::InsuranceCard> cards_;
};

}  // namespace lienthong::social_insurance
