#include "services/social_insurance/social_insurance_registry.h"

#include <utility>

#include "seeds/identifiers/insurance_code.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"
#include "services/base/store/key.h"
#include "services/base/world/times.h"
#include "services/social_insurance/insurance_record.h"
#include "services/social_insurance/social_insurance_errors.h"

namespace lienthong::social_insurance {
namespace {

constexpr int kMostDraws = 1000;

std::vector<std::string> OneOrNone(const std::string& value) {
  if (value.empty()) return {};
  return {value};
}

// Stands for the set of a holder's cards: of two who issue one at once, the later runs again.
std::string GuardOf(absl::string_view si_number) { return store::Key("cards_of", si_number); }

// Stands for who holds a personal number: of two who enter one person at once, the later runs again.
std::string NumberGuardOf(absl::string_view pin) { return store::Key("holder_of", pin); }

std::string QueryOf(v1::ListCardsRequest request) {
  request.clear_page_size();
  request.clear_page_token();
  return request.SerializeAsString();
}

}  // namespace

SocialInsuranceRegistry::SocialInsuranceRegistry(std::shared_ptr<const seeds::Nation> nation)
    : nation_(std::move(nation)),
      participant_base_(nation_),
      card_base_(nation_),
      participants_(
          "participant", [](const v1::Participant& participant) { return participant.si_number(); },
          {{kByPin, [](const v1::Participant& participant) { return OneOrNone(participant.pin()); }}},
          &participant_base_),
      cards_("card", CardKey,
             {{kByPin, [](const v1::InsuranceCard& card) { return OneOrNone(card.pin()); }},
              {kBySiNumber, [](const v1::InsuranceCard& card) { return OneOrNone(card.si_number()); }}},
             &card_base_) {}

absl::optional<v1::Participant> SocialInsuranceRegistry::FindBySiNumber(store::Txn& txn,
                                                                        absl::string_view si_number) const {
  return participants_.Get(txn, si_number);
}

std::vector<v1::Participant> SocialInsuranceRegistry::FindByPin(store::Txn& txn, absl::string_view pin) const {
  return participants_.Find(txn, kByPin, pin);
}

std::vector<v1::Participant> SocialInsuranceRegistry::FindByLegacyId(store::Txn& txn,
                                                                     absl::string_view legacy_id) const {
  std::vector<v1::Participant> found;
  for (const seeds::Person& person : nation_->In(PinModeOf(txn.world())).ByLegacyId(legacy_id)) {
    // Insured before the world began, or since.
    if (auto insured = FindBySiNumber(txn, person.si_number)) {
      found.push_back(*std::move(insured));
      continue;
    }
    for (v1::Participant& participant : FindByPin(txn, person.pin)) found.push_back(std::move(participant));
  }
  return found;
}

absl::StatusOr<v1::Participant> SocialInsuranceRegistry::Get(store::Txn& txn, const v1::GetParticipantRequest& request,
                                                             absl::CivilDay day) const {
  absl::optional<v1::Participant> participant;
  if (request.pin().empty()) {
    participant = FindBySiNumber(txn, request.si_number());
    if (!participant) return ParticipantNotFound("si_number");
  } else {
    std::vector<v1::Participant> holders = FindByPin(txn, request.pin());
    if (holders.empty()) return ParticipantNotFound("pin");
    if (holders.size() > 1) return ParticipantAmbiguous("pin", holders.size());
    participant = std::move(holders.front());
  }
  const auto card = CardInForce(txn, participant->si_number(), day);
  if (card) participant->set_card_code(card->card_code());
  return *std::move(participant);
}

std::vector<v1::InsuranceCard> SocialInsuranceRegistry::CardsOf(store::Txn& txn, const std::string& si_number) const {
  return cards_.Find(txn, kBySiNumber, si_number);
}

absl::optional<v1::InsuranceCard> SocialInsuranceRegistry::CardInForce(store::Txn& txn, const std::string& si_number,
                                                                       absl::CivilDay day) const {
  for (v1::InsuranceCard& card : CardsOf(txn, si_number)) {
    if (IsInForce(card, day)) return std::move(card);
  }
  return absl::nullopt;
}

absl::StatusOr<v1::InsuranceCard> SocialInsuranceRegistry::GetCard(store::Txn& txn,
                                                                   const std::string& card_code) const {
  const auto parts = seeds::ParseInsuranceCardCode(card_code);
  if (!parts) return CardNotFound();
  for (v1::InsuranceCard& card : CardsOf(txn, parts->si_number)) {
    if (card.card_code() == card_code) return std::move(card);
  }
  return CardNotFound();
}

absl::StatusOr<store::Page<v1::InsuranceCard>> SocialInsuranceRegistry::List(
    store::Txn& txn, const v1::ListCardsRequest& request) const {
  const auto& all = store::Table<v1::InsuranceCard>::All;
  const int size = request.page_size();
  const std::string& token = request.page_token();
  const std::string query = QueryOf(request);
  if (!request.pin().empty() && !request.si_number().empty())
    return FilterNotSupported("pin with si_number", "pin; si_number");
  if (!request.pin().empty()) return cards_.ListBy(txn, kByPin, request.pin(), size, token, all, query);
  if (request.si_number().empty()) return cards_.List(txn, size, token, all, query);
  return cards_.ListBy(txn, kBySiNumber, request.si_number(), size, token, all, query);
}

absl::StatusOr<v1::Participant> SocialInsuranceRegistry::Enter(CallContext& context, store::Txn& txn,
                                                               v1::Participant participant,
                                                               const std::string& province_code) const {
  txn.Bump(NumberGuardOf(participant.pin()));
  const std::vector<v1::Participant> known = FindByPin(txn, participant.pin());
  if (!known.empty()) {
    participant.set_si_number(known.front().si_number());
    RETURN_IF_ERROR(participants_.Put(txn, participant));
    return participant;
  }
  for (int draw = 0; draw < kMostDraws; ++draw) {
    ASSIGN_OR_RETURN(*participant.mutable_si_number(), nation_->FreeSiNumber(province_code, context.draws.Next()));
    if (participants_.Insert(txn, participant)) return participant;
  }
  return InternalError("no free social-insurance number was drawn");
}

absl::Status SocialInsuranceRegistry::Retire(store::Txn& txn, v1::InsuranceCard& successor) const {
  for (v1::InsuranceCard& card : CardsOf(txn, successor.si_number())) {
    if (card.card_code() == successor.card_code()) {
      cards_.Delete(txn, CardKey(card));
      continue;
    }
    successor.set_replaces_card_code(card.card_code());
    if (card.state() != v1::CARD_STATE_ACTIVE) continue;
    card.set_state(v1::CARD_STATE_REPLACED);
    RETURN_IF_ERROR(cards_.Put(txn, card));
  }
  return absl::OkStatus();
}

absl::StatusOr<v1::InsuranceCard> SocialInsuranceRegistry::Issue(const CallContext& context, store::Txn& txn,
                                                                 v1::InsuranceCard card) const {
  *card.mutable_issued_at() = ToProto(context.now);
  card.set_state(v1::CARD_STATE_ACTIVE);
  Complete(card, context.Today());
  RETURN_IF_ERROR(Retire(txn, card));
  RETURN_IF_ERROR(cards_.Put(txn, card));
  txn.Bump(GuardOf(card.si_number()));
  return card;
}

absl::StatusOr<v1::InsuranceCard> SocialInsuranceRegistry::Report(store::Txn& txn, const std::string& card_code,
                                                                  v1::CardChange change, absl::CivilDay day) const {
  ASSIGN_OR_RETURN(v1::InsuranceCard card, GetCard(txn, card_code));
  if (card.state() != v1::CARD_STATE_ACTIVE) return card;
  if (change == v1::CARD_CHANGE_REVOKED) card.set_state(v1::CARD_STATE_REVOKED);
  card.set_change(change);
  *card.mutable_changed_on() = ToProto(day);
  RETURN_IF_ERROR(cards_.Put(txn, card));
  return card;
}

}  // namespace lienthong::social_insurance
