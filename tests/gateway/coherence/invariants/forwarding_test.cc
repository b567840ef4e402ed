#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

TEST(ForwardingTest, AnAnswerAboutAnApplicationThatIsNotThere) {
  Ledger ledger = Granted();
  Only(ledger.forwarded).set_forwarded_id("gone");
  EXPECT_THAT(Violated(ledger), ElementsAre("forwarding.application"));
}

TEST(ForwardingTest, AWordThatWasNeverSaid) {
  Ledger ledger = Granted();
  Only(ledger.forwarded).set_heard_sequence(99);
  EXPECT_THAT(Violated(ledger), ElementsAre("forwarding.heard"));
}

TEST(ForwardingTest, ASilentAgencyThatNobodyWillAsk) {
  Ledger ledger = Played("birth-residence-health-card/civil-registry-silent-then-answers.yaml", 2);
  ASSERT_THAT(Violated(ledger), IsEmpty());
  std::erase_if(ledger.rows_of_owner, [](const auto& rows) { return rows.first.first == kOneStop; });
  EXPECT_THAT(Violated(ledger), ElementsAre("forwarding.followed"));
}

TEST(ForwardingTest, APollThatIsNotInTheAgenda) {
  Ledger ledger = Played("birth-residence-health-card/civil-registry-silent-then-answers.yaml", 2);
  ASSERT_FALSE(Only(ledger.forwarded).poll_row().empty());
  Only(ledger.forwarded).set_poll_row("gone");
  EXPECT_THAT(Violated(ledger), ElementsAre("forwarding.rows"));
}

TEST(ForwardingTest, AResultThatTheAgencyDidNotGive) {
  Ledger ledger = Granted();
  civil_registry::v1::BirthRecord other;
  Only(ledger.desks.at(kOneStop).applications).mutable_result()->PackFrom(other);
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("forwarding.same", "dossier.results"));
}

TEST(ForwardingTest, AReceiptInNoBook) {
  Ledger ledger = Granted();
  ledger.receipts.clear();
  EXPECT_THAT(Violated(ledger), ElementsAre("forwarding.receipt"));
}

}  // namespace
}  // namespace lienthong::coherence
