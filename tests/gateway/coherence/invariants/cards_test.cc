#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

using social_insurance::v1::InsuranceCard;

TEST(CardsTest, ACodeTwice) {
  Ledger ledger = Granted();
  InsuranceCard second = Only(ledger.cards);
  second.set_state(social_insurance::v1::CARD_STATE_REVOKED);
  ledger.cards["second"] = second;
  EXPECT_THAT(Violated(ledger), ElementsAre("card.code-once"));
}

TEST(CardsTest, ACodeOfAnotherProvince) {
  Ledger ledger = Granted();
  Only(ledger.cards).set_province_code("96");
  EXPECT_THAT(Violated(ledger), ElementsAre("card.code"));
}

TEST(CardsTest, AChildsCardValidADayTooLong) {
  Ledger ledger = Granted();
  auto& last_day = *Only(ledger.cards).mutable_valid_to();
  last_day.set_month(10);
  last_day.set_day(1);
  EXPECT_THAT(Violated(ledger), ElementsAre("card.child"));
}

TEST(CardsTest, AHolderUnderAnotherNumber) {
  Ledger ledger = Granted();
  ledger.participants.at(Only(ledger.cards).si_number()).clear_pin();
  EXPECT_THAT(Violated(ledger), ElementsAre("card.holder"));
}

TEST(CardsTest, TwoCardsInForce) {
  Ledger ledger = Granted();
  InsuranceCard older = Only(ledger.cards);
  older.set_card_code("HT2" + older.card_code().substr(3));
  older.clear_application_id();
  ledger.cards["older"] = older;
  EXPECT_THAT(Violated(ledger), ElementsAre("card.one-in-force"));
}

TEST(CardsTest, APersonWithTwoNumbers) {
  Ledger ledger = Granted();
  social_insurance::v1::Participant second = Only(ledger.participants);
  second.set_si_number(*ledger.nation->FreeSiNumber("01", 4711));
  ledger.participants[second.si_number()] = second;
  EXPECT_THAT(Violated(ledger), ElementsAre("card.number-once"));
}

TEST(CardsTest, ANumberThatWasSomebodyElses) {
  Ledger ledger = Granted();
  const auto father = ledger.nation->FindPersona("binh-family.father")->person;
  auto& participant = ledger.participants[father.si_number];
  participant.set_si_number(father.si_number);
  participant.set_pin("another's");
  EXPECT_THAT(Violated(ledger), ElementsAre("card.number-once"));
}

TEST(CardsTest, ACardThatNobodyDecided) {
  Ledger ledger = Granted();
  Only(ledger.cards).set_application_id("gone");
  EXPECT_THAT(Violated(ledger), ElementsAre("card.decided"));
}

}  // namespace
}  // namespace lienthong::coherence
