#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

using applications::v1::Application;

Application& Residence(Ledger& ledger) { return Only(ledger.desks.at(kPopulation).applications); }

TEST(ApplicationsTest, AStatusThatCannotFollow) {
  Ledger ledger = Granted();
  Residence(ledger).mutable_history(1)->set_status(applications::v1::APPLICATION_STATUS_RESULT_RETURNED);
  EXPECT_THAT(Violated(ledger), ElementsAre("application.history"));
}

TEST(ApplicationsTest, AHistoryWithoutItsLastLine) {
  Ledger ledger = Granted();
  Residence(ledger).mutable_history()->RemoveLast();
  EXPECT_THAT(Violated(ledger), ElementsAre("application.history"));
}

TEST(ApplicationsTest, ADecidedOneThatWaitsForItsOfficer) {
  Ledger ledger = Granted();
  Residence(ledger).set_next_actor(applications::v1::ACTOR_OFFICER);
  EXPECT_THAT(Violated(ledger), ElementsAre("application.actor"));
}

TEST(ApplicationsTest, AGrantedOneWithoutDocuments) {
  Ledger ledger = Granted();
  Residence(ledger).clear_documents();
  EXPECT_THAT(Violated(ledger), ElementsAre("application.decided"));
}

TEST(ApplicationsTest, ASupplementThatWasNotAskedFor) {
  Ledger ledger = Played("birth-residence-health-card/head-consent-missing.yaml", 2);
  ASSERT_THAT(Violated(ledger), IsEmpty());
  ASSERT_EQ(Residence(ledger).status(), applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  Residence(ledger).clear_supplements();
  EXPECT_THAT(Violated(ledger), ElementsAre("application.supplement"));
}

TEST(ApplicationsTest, ADeskWithoutNotes) {
  Ledger ledger = Granted();
  ledger.desks.at(kPopulation).states.clear();
  EXPECT_THAT(Violated(ledger), ElementsAre("application.desk"));
}

TEST(ApplicationsTest, ADeadlineThatIsNotInTheAgenda) {
  Ledger ledger = Played("birth-residence-health-card/head-consent-missing.yaml", 2);
  ledger.agenda_keys.at(kPopulation).clear();
  EXPECT_THAT(Violated(ledger), ElementsAre("application.desk"));
}

}  // namespace
}  // namespace lienthong::coherence
