#include "services/social_insurance/card_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "seeds/calendar/partial_date.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/social_insurance/card_findings.h"
#include "services/social_insurance/insurance_record.h"
#include "services/social_insurance/result_codes.h"

namespace lienthong::social_insurance {
namespace {

using Cards = std::vector<v1::InsuranceCard>;

// The forms a number can have are told apart by their length.
constexpr size_t kCardCode = 15;
constexpr size_t kPersonalNumber = 12;
constexpr size_t kSiNumber = 10;
constexpr size_t kLegacyId = 9;

// CardCheck is one request on its way to an answer.
class CardCheck {
 public:
  CardCheck(const SocialInsuranceRegistry& registry, store::Txn& txn, const v1::CheckCardRequest& request,
            absl::CivilDay today)
      : registry_(registry),
        txn_(txn),
        request_(request),
        today_(today),
        day_(request.has_visit_date() ? DayOf(request.visit_date()) : today) {}

  v1::CheckCardResponse ByCardCode() const {
    const auto parts = seeds::ParseInsuranceCardCode(request_.number());
    if (!parts) return AnswerWith(CodeOf(seeds::CheckInsuranceCardCode(request_.number())));
    const absl::string_view elsewhere = KeptElsewhere(parts->object, parts->province_code);
    if (!elsewhere.empty()) return AnswerWith(elsewhere);
    const Cards cards = registry_.CardsOf(txn_, parts->si_number);
    if (cards.empty()) return AnswerWith(result::kNotFound);
    for (const v1::InsuranceCard& card : cards) {
      if (card.card_code() == request_.number()) return Judge(card, cards.back());
    }
    return AnswerWith(Difference(*parts, cards.back()));
  }

  // The last card of each holder; where several share an old number, the one whose data agree.
  v1::CheckCardResponse ByHolder() const {
    const Cards cards = LastCards();
    if (cards.empty()) return AnswerWith(IsChild() ? result::kChildWithoutCard : result::kNotFound);
    const auto agrees = [this](const v1::InsuranceCard& card) { return Mismatch(card, request_).empty(); };
    const auto found = std::find_if(cards.begin(), cards.end(), agrees);
    const v1::InsuranceCard& card = found == cards.end() ? cards.front() : *found;
    return Judge(card, card);
  }

 private:
  std::vector<v1::Participant> Holders() const {
    const std::string& number = request_.number();
    if (number.size() == kLegacyId) return registry_.FindByLegacyId(txn_, number);
    if (number.size() != kSiNumber) return registry_.FindByPin(txn_, number);
    const auto holder = registry_.FindBySiNumber(txn_, number);
    return holder ? std::vector<v1::Participant>{*holder} : std::vector<v1::Participant>();
  }

  Cards LastCards() const {
    Cards last;
    for (const v1::Participant& holder : Holders()) {
      const Cards cards = registry_.CardsOf(txn_, holder.si_number());
      if (!cards.empty()) last.push_back(cards.back());
    }
    return last;
  }

  // A personal number that can be a child's who is under six on the day of the visit.
  bool IsChild() const {
    if (request_.number().size() != kPersonalNumber) return false;
    const seeds::PersonalNumberClaim claim{std::nullopt, request_.birth_date().year()};
    if (!CheckPersonalNumberClaim("number", request_.number(), claim).ok()) return false;
    const seeds::PartialDate born = FromProto(request_.birth_date());
    const int64_t limit = seeds::Law::Default().Int(seeds::law::kChildCardMonths, day_);
    return born.first_day() <= day_ && seeds::MonthsOn(born, day_) < limit;
  }

  v1::CheckCardResponse Judge(const v1::InsuranceCard& card, const v1::InsuranceCard& newest) const {
    const absl::string_view mismatch = Mismatch(card, request_);
    if (!mismatch.empty()) return AnswerWith(mismatch);
    const absl::string_view elsewhere = KeptElsewhere(card.object_code(), card.province_code());
    v1::CheckCardResponse response = AnswerWith(elsewhere.empty() ? Standing(card, newest, day_) : elsewhere);
    *response.mutable_card() = Restated(card, today_);
    response.set_previous_card_code(card.replaces_card_code());
    const bool replaced = card.state() == v1::CARD_STATE_REPLACED;
    if (replaced) *response.mutable_new_card() = Restated(newest, today_);
    return response;
  }

  const SocialInsuranceRegistry& registry_;
  store::Txn& txn_;
  const v1::CheckCardRequest& request_;
  const absl::CivilDay today_;
  const absl::CivilDay day_;
};

}  // namespace

v1::CheckCardResponse AnswerCardCheck(const SocialInsuranceRegistry& registry, store::Txn& txn,
                                      const v1::CheckCardRequest& request, absl::CivilDay today) {
  if (!IsWellFormed(request)) return AnswerWith(result::kBadFormat);
  const CardCheck check(registry, txn, request, today);
  return request.number().size() == kCardCode ? check.ByCardCode() : check.ByHolder();
}

}  // namespace lienthong::social_insurance
