#include <algorithm>
#include <vector>

#include "absl/strings/match.h"
#include "tests/services/social_insurance/social_insurance_fixture.h"

namespace lienthong::social_insurance {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

class LookUpTest : public SocialInsuranceTest {
 protected:
  // Every card, page by page.
  std::vector<v1::InsuranceCard> ListAll(int page_size) {
    std::vector<v1::InsuranceCard> cards;
    v1::ListCardsRequest request;
    request.set_page_size(page_size);
    do {
      const auto page = List(request).value();
      EXPECT_LE(page.cards_size(), page_size);
      cards.insert(cards.end(), page.cards().begin(), page.cards().end());
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty());
    return cards;
  }
};

TEST_F(LookUpTest, AParticipantIsFoundByEitherNumber) {
  const seeds::Person mother = Someone("binh-family.mother");
  const v1::Participant by_pin = GetParticipant(mother.pin)->participant();
  const v1::Participant by_number = GetParticipant("", mother.si_number)->participant();
  EXPECT_EQ(by_pin.SerializeAsString(), by_number.SerializeAsString());
  EXPECT_EQ(by_pin.si_number(), mother.si_number);
  EXPECT_EQ(by_pin.full_name(), mother.full_name);
  EXPECT_EQ(by_pin.sex(), common::v1::SEX_FEMALE);
  EXPECT_EQ(by_pin.card_code(), CardCodeOf(mother));
  EXPECT_EQ(by_pin.address().district_code(), mother.residence.district_code);
}

TEST_F(LookUpTest, TheNumberStaysWhenTheCardHasEnded) {
  const seeds::Person father = Someone("deceased-father.father");
  ASSERT_FALSE(father.si_number.empty());
  EXPECT_EQ(GetParticipant(father.pin)->participant().card_code(), "");
  EXPECT_THAT(CardsOf(father.pin).cards(), IsEmpty());
  const seeds::Person mother = Someone("binh-family.mother");
  harness.AdvanceTo(AgencyHarness::At(2028, 1, 1, 0));
  EXPECT_EQ(GetParticipant(mother.pin)->participant().card_code(), "");
  EXPECT_THAT(CardsOf(mother.pin).cards(), SizeIs(1));
}

TEST_F(LookUpTest, WhoNeverTookPartIsNotFound) {
  EXPECT_THAT(GetParticipant(Someone("old-papers.old-card-only").pin), HasReason(Reason::PARTICIPANT_NOT_FOUND));
  const std::string free = SmallNation()->FreeSiNumber("01", 3).value();
  EXPECT_THAT(GetParticipant("", free), HasReason(Reason::PARTICIPANT_NOT_FOUND));
}

TEST_F(LookUpTest, ExactlyOneNumberWellFormed) {
  const seeds::Person mother = Someone("binh-family.mother");
  EXPECT_THAT(GetParticipant(mother.pin, mother.si_number), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(GetParticipant(""), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(GetParticipant("", "123456789"), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(GetParticipant("", "0323456789"), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(GetParticipant("12"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(GetParticipant("001224000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
}

TEST_F(LookUpTest, ACardOfTheNationIsCompleteInItself) {
  const seeds::Person mother = Someone("binh-family.mother");
  const v1::InsuranceCard card = GetCard(CardCodeOf(mother))->card();
  EXPECT_EQ(card.card_code(), "DN401" + mother.si_number);
  EXPECT_EQ(card.object_code(), "DN");
  EXPECT_EQ(card.benefit_level(), 4);
  EXPECT_EQ(card.pin(), mother.pin);
  EXPECT_EQ(card.state(), v1::CARD_STATE_ACTIVE);
  EXPECT_TRUE(absl::EndsWith(card.primary_facility_name(), "Hà Nội")) << card.primary_facility_name();
  EXPECT_EQ(card.issued_by(), "Bảo hiểm xã hội Thành phố Hà Nội");
  EXPECT_EQ(DayOf(card.five_years_on()), absl::CivilDay(2026, 4, 1));
  EXPECT_FALSE(card.has_issued_at());
  EXPECT_EQ(card.change(), v1::CARD_CHANGE_UNSPECIFIED);
}

TEST_F(LookUpTest, AddressesAreAnsweredInTheCodesOfTheDay) {
  const seeds::Person mother = Someone("an-family.mother");
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  EXPECT_EQ(GetCard(CardCodeOf(mother))->card().address().district_code(), "");
  EXPECT_EQ(GetParticipant(mother.pin)->participant().address().district_code(), "");
}

TEST_F(LookUpTest, ACardThatIsNone) {
  const std::string code = CardCodeOf(Someone("binh-family.mother"));
  EXPECT_THAT(GetCard("GD" + code.substr(2)), HasReason(Reason::CARD_NOT_FOUND));
  EXPECT_THAT(GetCard("DN401" + SmallNation()->FreeSiNumber("01", 3).value()), HasReason(Reason::CARD_NOT_FOUND));
  EXPECT_THAT(GetCard("XX401" + code.substr(5)), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(GetCard(""), HasReason(Reason::INVALID_FIELD));
}

TEST_F(LookUpTest, ListsEveryCardOnceInOrderOfNumber) {
  const std::vector<v1::InsuranceCard> cards = ListAll(7);
  std::vector<std::string> numbers;
  for (const v1::InsuranceCard& card : cards) numbers.push_back(card.si_number());
  EXPECT_TRUE(std::is_sorted(numbers.begin(), numbers.end()));
  EXPECT_EQ(std::adjacent_find(numbers.begin(), numbers.end()), numbers.end());

  size_t insured = 0;
  for (const seeds::Person& person : SmallNation()->Scan("", 10'000)) insured += person.insurance.has_value();
  EXPECT_THAT(cards, SizeIs(insured));
}

TEST_F(LookUpTest, AChildsNewCardStandsInTheListAtItsPlace) {
  const size_t before = ListAll(100).size();
  const v1::InsuranceCard card = Granted(ApplicationFor("binh-family"));
  const std::vector<v1::InsuranceCard> cards = ListAll(100);
  ASSERT_THAT(cards, SizeIs(before + 1));
  const auto order = [](const v1::InsuranceCard& a, const v1::InsuranceCard& b) {
    return a.si_number() < b.si_number();
  };
  EXPECT_TRUE(std::is_sorted(cards.begin(), cards.end(), order));
  EXPECT_TRUE(std::any_of(cards.begin(), cards.end(),
                          [&card](const v1::InsuranceCard& listed) { return listed.card_code() == card.card_code(); }));
}

TEST_F(LookUpTest, OneHoldersCardsByEitherNumber) {
  const seeds::Person mother = Someone("binh-family.mother");
  v1::ListCardsRequest by_number;
  by_number.set_si_number(mother.si_number);
  ASSERT_THAT(List(by_number)->cards(), SizeIs(1));
  EXPECT_EQ(List(by_number)->cards(0).card_code(), CardCodeOf(mother));
  ASSERT_THAT(CardsOf(mother.pin).cards(), SizeIs(1));
  EXPECT_EQ(CardsOf(mother.pin).cards(0).card_code(), CardCodeOf(mother));
}

TEST_F(LookUpTest, ListsRefuseTwoFiltersForeignTokensAndMalformedNumbers) {
  const seeds::Person mother = Someone("binh-family.mother");
  v1::ListCardsRequest request;
  request.set_pin(mother.pin);
  request.set_si_number(mother.si_number);
  EXPECT_THAT(List(request), HasReason(Reason::FILTER_NOT_SUPPORTED));
  request.clear_si_number();
  request.set_page_token("not ours");
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
  request.set_pin("001224000001");
  EXPECT_THAT(List(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  request.set_pin("1");
  EXPECT_THAT(List(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.clear_pin();
  request.set_si_number("1");
  EXPECT_THAT(List(request), HasReason(Reason::INVALID_FIELD));
  request.clear_si_number();
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_THAT(List(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(LookUpTest, ATokenBelongsToItsFilter) {
  v1::ListCardsRequest request;
  request.set_page_size(1);
  const std::string token = List(request)->next_page_token();
  ASSERT_FALSE(token.empty());
  request.set_page_token(token);
  request.set_pin(Someone("binh-family.mother").pin);
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::social_insurance
