#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

TEST(ResidenceTest, AMemberInAnotherRelation) {
  Ledger ledger = Granted();
  ledger.persons.at(Only(ledger.residences).pin()).set_relation_to_head(population::v1::RELATION_TO_HEAD_OTHER);
  EXPECT_THAT(Violated(ledger), ElementsAre("residence.member"));
}

TEST(ResidenceTest, AHeadWhoIsNotTheHouseholds) {
  Ledger ledger = Granted();
  auto& notice = Only(ledger.residences);
  notice.set_household_head_pin(notice.pin());
  EXPECT_THAT(Violated(ledger), ElementsAre("residence.household"));
}

TEST(ResidenceTest, SomebodyMovedWithoutANotice) {
  Ledger ledger = Granted();
  const auto mother = ledger.nation->FindPersona("binh-family.mother")->person;
  auto& entry = ledger.persons[mother.pin];
  entry.set_pin(mother.pin);
  entry.set_household_id("elsewhere");
  EXPECT_THAT(Violated(ledger), ElementsAre("residence.moved"));
}

TEST(ResidenceTest, ANoticeThatNobodyDecided) {
  Ledger ledger = Granted();
  population::v1::ResidenceRegistration earlier = Only(ledger.residences);
  earlier.set_ct08_number("never decided");
  earlier.mutable_issued_at()->set_seconds(earlier.issued_at().seconds() - 1);
  ledger.residences[earlier.ct08_number()] = earlier;
  EXPECT_THAT(Violated(ledger), ElementsAre("residence.decided"));
}

}  // namespace
}  // namespace lienthong::coherence
