// Health-insurance cards and social-insurance numbers given in the world.
#include <map>

#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "gateway/coherence/invariants/places.h"
#include "seeds/identifiers/insurance_code.h"
#include "services/base/identity/proto_values.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;
using social_insurance::v1::ChildCardForm;
using social_insurance::v1::InsuranceCard;
using social_insurance::v1::Participant;

// Issued in this world.
bool IsOwn(const InsuranceCard& card) { return !card.application_id().empty(); }

void CodeOnce(const Ledger& ledger, Findings& found) {
  std::map<std::string, int> codes;
  for (const auto& [key, card] : ledger.cards) {
    found.Unless(++codes[card.card_code()] == 1, AtCard(card), "Another card has the same code.",
                 "Có thẻ khác mang cùng mã.");
  }
}

void Code(const Ledger& ledger, Findings& found) {
  for (const auto& [key, card] : ledger.cards) {
    if (!IsOwn(card)) continue;
    const auto parts = seeds::ParseInsuranceCardCode(card.card_code());
    const bool same = parts && parts->object == card.object_code() && parts->level == card.benefit_level() &&
                      parts->province_code == card.province_code() && parts->si_number == card.si_number();
    found.Unless(same, AtCard(card),
                 "The code doesn't say the card's object, benefit level, province and social-insurance number.",
                 "Mã thẻ không khớp đối tượng, mức hưởng, tỉnh và mã số BHXH của thẻ.");
  }
}

void Child(const Ledger& ledger, Findings& found) {
  for (const auto& [key, card] : ledger.cards) {
    if (!IsOwn(card) || card.object_code() != "TE") continue;
    found.Unless(card.benefit_level() == 1, AtCard(card), "A child's card has benefit level 1.",
                 "Thẻ trẻ em có mức hưởng 1.");
    found.Unless(SameDate(card.valid_from(), card.birth_date()), AtCard(card), "A child's card is valid from birth.",
                 "Thẻ trẻ em có giá trị từ ngày sinh.");
    const bool dated = FromProto(card.birth_date()).valid() && FromProto(card.valid_to()).valid();
    found.Unless(dated && DayOf(card.valid_to()) == seeds::ChildCardValidTo(DayOf(card.birth_date())), AtCard(card),
                 "The last day of validity is not that of a child born on that day.",
                 "Ngày hết giá trị không đúng quy định đối với trẻ sinh vào ngày đó.");
  }
}

void Holder(const Ledger& ledger, Findings& found) {
  for (const auto& [key, card] : ledger.cards) {
    if (!IsOwn(card)) continue;
    const Participant* holder = Find(ledger.participants, card.si_number());
    found.Unless(holder != nullptr && holder->pin() == card.pin(), AtCard(card),
                 "No participant has the card's social-insurance number and personal number.",
                 "Không có người tham gia nào mang mã số BHXH và số định danh của thẻ.");
    found.Unless(!ledger.Saw(kPopulation) || IsSomebody(ledger, card.pin()), AtCard(card),
                 "The card's holder is nobody in the population register.",
                 "Chủ thẻ không có trong cơ sở dữ liệu dân cư.");
  }
}

void OneInForce(const Ledger& ledger, Findings& found) {
  std::map<std::string, std::string> active;
  for (const auto& [key, card] : ledger.cards) {
    if (card.state() != social_insurance::v1::CARD_STATE_ACTIVE) continue;
    const auto [first, fresh] = active.emplace(card.si_number(), card.card_code());
    found.Unless(fresh, AtCard(card), absl::StrCat("Card ", first->second, " of the same holder is active too."),
                 absl::StrCat("Thẻ ", first->second, " của cùng người này cũng đang có hiệu lực."));
  }
}

void NumberOnce(const Ledger& ledger, Findings& found) {
  std::map<std::string, std::string> numbers;
  for (const auto& [si_number, participant] : ledger.participants) {
    const Place place{kSocialInsurance, "participant", si_number, ""};
    if (!participant.pin().empty()) {
      const auto [first, fresh] = numbers.emplace(participant.pin(), si_number);
      found.Unless(fresh, place, absl::StrCat("The same person has number ", first->second, " too."),
                   absl::StrCat("Người này còn có mã số ", first->second, "."));
    }
    const auto before = ledger.nation->BySiNumber(si_number);
    found.Unless(!before || participant.pin().empty() || before->pin == participant.pin(), place,
                 "The number belonged to somebody else before the world began.",
                 "Mã số này đã thuộc về người khác trước khi thế giới bắt đầu.");
  }
}

void Decided(const Ledger& ledger, Findings& found) {
  std::map<std::string, int> codes;
  for (const auto& [key, card] : ledger.cards) {
    ++codes[card.card_code()];
    if (!IsOwn(card)) continue;
    const Application* application = ledger.FindApplication(kSocialInsurance, card.application_id());
    InsuranceCard result;
    const bool granted = application != nullptr && IsGranted(application->status()) &&
                         application->result().UnpackTo(&result) && result.card_code() == card.card_code();
    found.Unless(granted, AtCard(card),
                 absl::StrCat("Application ", card.application_id(), " didn't grant this card."),
                 absl::StrCat("Hồ sơ ", card.application_id(), " không cấp thẻ này."));
    ChildCardForm form;
    if (!granted || !application->form().UnpackTo(&form)) continue;
    found.Unless(form.child_pin() == card.pin(), AtCard(card), "The card's holder is not the child of its application.",
                 "Chủ thẻ không phải là trẻ trong hồ sơ.");
  }
  const auto desk = ledger.desks.find(kSocialInsurance);
  if (desk == ledger.desks.end()) return;
  for (const auto& [id, application] : desk->second.applications) {
    InsuranceCard result;
    if (!IsGranted(application.status()) || !application.result().UnpackTo(&result)) continue;
    found.Unless(codes.count(result.card_code()) > 0, AtApplication(kSocialInsurance, id),
                 absl::StrCat("The result is card ", result.card_code(), ", which the register doesn't have."),
                 absl::StrCat("Kết quả là thẻ ", result.card_code(), " nhưng cơ sở dữ liệu không có."));
  }
}

}  // namespace

Invariants CardInvariants() {
  return {
      {"card.code-once", "No two cards have one code.", "Không có hai thẻ cùng mã.", "domain C.5", CodeOnce},
      {"card.code", "A card's code is made of its object, benefit level, province and social-insurance number.",
       "Mã thẻ gồm đúng đối tượng, mức hưởng, tỉnh và mã số BHXH của thẻ.", "domain C.5", Code},
      {"card.child", "A card of a child under six is TE1, valid from birth to the day the law says.",
       "Thẻ của trẻ dưới 6 tuổi là TE1, có giá trị từ ngày sinh đến ngày luật định.",
       "Decree 146/2018 Art. 13.2; domain J.5", Child},
      {"card.holder", "A card's holder is a participant, and somebody in the population register.",
       "Chủ thẻ là người tham gia và có trong cơ sở dữ liệu dân cư.", "Law on Health Insurance", Holder},
      {"card.one-in-force", "Nobody has two active cards.", "Không ai có hai thẻ cùng hiệu lực.",
       "Law on Health Insurance", OneInForce},
      {"card.number-once", "A social-insurance number is one person's, and a person has one.",
       "Một mã số BHXH thuộc về một người, và mỗi người có một mã số.", "domain C.5", NumberOnce},
      {"card.decided", "Every card is the result of one granted application for its holder, and the other way round.",
       "Mỗi thẻ là kết quả của một hồ sơ đã giải quyết cho chủ thẻ, và ngược lại.",
       "simulator: effects come from decisions", Decided},
  };
}

}  // namespace lienthong::coherence
