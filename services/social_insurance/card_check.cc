#include "services/social_insurance/card_check.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/identifiers/document_number.h"
#include "seeds/identifiers/insurance_code.h"
#include "seeds/identifiers/personal_number.h"
#include "seeds/law/law.h"
#include "seeds/law/law_rules.h"
#include "seeds/names/name_matching.h"
#include "services/base/identity/field_checks.h"
#include "services/base/identity/proto_values.h"
#include "services/social_insurance/insurance_record.h"
#include "services/social_insurance/result_codes.h"

namespace lienthong::social_insurance {
namespace {

using seeds::CardCodeFault;
using Cards = std::vector<v1::InsuranceCard>;

constexpr size_t kCardCodeLength = 15;
constexpr size_t kPersonalNumberLength = 12;
constexpr size_t kSiNumberLength = 10;
constexpr size_t kLegacyIdLength = 9;
constexpr size_t kFacilityCodeLength = 5;
constexpr char kArmyProvince[] = "97";

bool AreDigits(const std::string& text) { return std::all_of(text.begin(), text.end(), absl::ascii_isdigit); }

bool IsNumber(const std::string& number) {
  switch (number.size()) {
    case kCardCodeLength:
      return true;  // what is wrong with a code has codes of its own
    case kPersonalNumberLength:
      return seeds::IsPersonalNumber(number, ModeOf(number));
    case kSiNumberLength:
    case kLegacyIdLength:
      return AreDigits(number);
    default:
      return false;
  }
}

bool IsWellFormed(const v1::CheckCardRequest& request) {
  const std::string& facility = request.primary_facility_code();
  const bool has_facility = facility.empty() || (facility.size() == kFacilityCodeLength && AreDigits(facility));
  return IsNumber(request.number()) && CheckName("full_name", request.full_name()).ok() &&
         CheckDate("birth_date", request.birth_date()).ok() && common::v1::Sex_IsValid(request.sex()) && has_facility &&
         (!request.has_visit_date() || CheckFullDate("visit_date", request.visit_date()).ok());
}

// The code for cards that army or police keep themselves; empty for all others.
absl::string_view KeptElsewhere(absl::string_view object, absl::string_view province_code) {
  if (object == "QN" || object == "CY" || province_code == kArmyProvince) return result::kDefenceMinistry;
  return object == "CA" ? result::kPublicSecurity : "";
}

// What is wrong with a card code that nobody holds; empty when it can be one.
absl::string_view CodeOf(CardCodeFault fault) {
  switch (fault) {
    case CardCodeFault::kShape:
    case CardCodeFault::kObject:
      return result::kWrongCode;
    case CardCodeFault::kLevel:
      return result::kWrongLevel;
    case CardCodeFault::kProvince:
      return result::kWrongProvince;
    case CardCodeFault::kNone:
      break;
  }
  return "";
}

// How a code differs from the card its holder has.
absl::string_view Difference(const seeds::InsuranceCardCode& code, const v1::InsuranceCard& card) {
  if (code.object != card.object_code()) return result::kWrongCode;
  return code.province_code != card.province_code() ? result::kWrongProvince : result::kWrongLevel;
}

absl::string_view CodeOf(v1::CardChange change) {
  switch (change) {
    case v1::CARD_CHANGE_DECREASED:
      return result::kDecreased;
    case v1::CARD_CHANGE_MOVED_TO_OTHER_PROVINCE:
      return result::kMovedToOtherProvince;
    case v1::CARD_CHANGE_MOVED_WITHIN_PROVINCE:
      return result::kMovedWithinProvince;
    case v1::CARD_CHANGE_READDED_AT_SAME_UNIT:
      return result::kReaddedAtSameUnit;
    case v1::CARD_CHANGE_REVOKED:
      return result::kRevoked;
    default:
      return result::kStopped;
  }
}

// The first of the data given that differs from the card's; empty when they agree.
absl::string_view Mismatch(const v1::InsuranceCard& card, const v1::CheckCardRequest& request) {
  if (!seeds::SameName(card.full_name(), request.full_name()).value_or(false)) {
    const bool initials = seeds::InitialsMatch(card.full_name(), request.full_name()).value_or(false);
    return initials ? result::kWrongNameSameInitials : result::kWrongName;
  }
  if (!seeds::Agrees(FromProto(card.birth_date()), FromProto(request.birth_date()))) return result::kWrongBirthDate;
  const bool sex_given = request.sex() != common::v1::SEX_UNSPECIFIED;
  if (sex_given && request.sex() != card.sex()) return result::kWrongSex;
  const std::string& facility = request.primary_facility_code();
  return facility.empty() || facility == card.primary_facility_code() ? "" : result::kWrongFacility;
}

// The card by itself, its successor left aside.
absl::string_view Standing(const v1::InsuranceCard& card, absl::CivilDay day) {
  if (card.state() == v1::CARD_STATE_REVOKED) return result::kRevoked;
  if (IsChanged(card, day)) return CodeOf(card.change());
  return IsWithinValidity(card, day) ? result::kCorrect : result::kExpired;
}

// With `newest`, the holder's last card.
absl::string_view Standing(const v1::InsuranceCard& card, const v1::InsuranceCard& newest, absl::CivilDay day) {
  const absl::string_view own = Standing(card, day);
  const bool use_new = card.state() == v1::CARD_STATE_REPLACED && Standing(newest, day) == result::kCorrect;
  if (!use_new) return own;
  return own == result::kCorrect ? result::kOldValidNewIssued : result::kOldExpiredNewIssued;
}

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
    if (number.size() == kLegacyIdLength) return registry_.FindByLegacyId(txn_, number);
    const auto holder =
        number.size() == kSiNumberLength ? registry_.FindBySiNumber(txn_, number) : registry_.FindByPin(txn_, number);
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
    if (request_.number().size() != kPersonalNumberLength) return false;
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
  return request.number().size() == kCardCodeLength ? check.ByCardCode() : check.ByHolder();
}

}  // namespace lienthong::social_insurance
