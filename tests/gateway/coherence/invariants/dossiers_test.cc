#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

using gateway::v1::Dossier;

const Ledger& Waiting() { return Played("birth-residence-health-card/head-consent-missing.yaml", 2); }

TEST(DossiersTest, ADossierThatWaitsIsClean) { EXPECT_THAT(Violated(Waiting()), IsEmpty()); }

TEST(DossiersTest, ARunOfNoDossier) {
  Ledger ledger = Granted();
  ledger.runs["gone"] = {};
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.run"));
}

TEST(DossiersTest, AnOpenDossierWhoseRunIsOver) {
  Ledger ledger = Waiting();
  Only(ledger.runs).mutable_state()->set_phase(gateway::v1::RUN_PHASE_FINISHED);
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.run"));
}

TEST(DossiersTest, AWaitThatIsNotInTheAgenda) {
  Ledger ledger = Granted();
  (*Only(ledger.runs).mutable_rows())["99"] = "gone";
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.rows"));
}

TEST(DossiersTest, NobodySaysWhyItWaits) {
  Ledger ledger = Waiting();
  Only(ledger.dossiers).clear_explanation();
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.lives"));
}

TEST(DossiersTest, NobodyWillMoveItOn) {
  Ledger ledger = Played("birth-residence-health-card/civil-registry-silent-then-answers.yaml", 2);
  // The one-stop has lost the application, and the gateway's deadline for it is gone.
  ledger.desks.at(kOneStop).applications.clear();
  std::erase_if(ledger.rows_of_owner, [](const auto& rows) { return rows.first.first == kGateway; });
  EXPECT_THAT(Violated(ledger), ::testing::Contains("dossier.lives"));
}

TEST(DossiersTest, AHistoryWithAGap) {
  Ledger ledger = Granted();
  Only(ledger.histories).erase(Only(ledger.histories).begin() + 1);
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.history"));
}

TEST(DossiersTest, APartWhoseEventsFindNobody) {
  Ledger ledger = Granted();
  ledger.links.erase(Only(ledger.dossiers).parts(1).application_id());
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.linked"));
}

TEST(DossiersTest, APartAheadOfItsApplication) {
  Ledger ledger = Granted();
  Only(ledger.dossiers).mutable_parts(1)->set_sequence(99);
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.agrees"));
}

TEST(DossiersTest, APartThatWillNotLearn) {
  Ledger ledger = Waiting();
  Dossier& dossier = Only(ledger.dossiers);
  ASSERT_EQ(dossier.parts(1).agency(), kPopulation);
  dossier.mutable_parts(1)->set_status(applications::v1::APPLICATION_STATUS_ACCEPTED);
  dossier.mutable_parts(1)->set_sequence(dossier.parts(1).sequence() - 1);
  dossier.set_status(applications::v1::APPLICATION_STATUS_IN_PROCESS);
  // The portal still shows that the applicant is waited for.
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("dossier.behind", "portal.status"));
}

TEST(DossiersTest, AnEndWithoutItsTime) {
  Ledger ledger = Granted();
  Only(ledger.dossiers).clear_finished_at();
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.stands"));
}

TEST(DossiersTest, AStatusThatNoPartHas) {
  Ledger ledger = Waiting();
  Only(ledger.dossiers).set_status(applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED);
  EXPECT_THAT(Violated(ledger), UnorderedElementsAre("dossier.stands", "portal.status"));
}

TEST(DossiersTest, AResultThatIsNotKept) {
  Ledger ledger = Granted();
  ledger.part_results.erase(Only(ledger.dossiers).parts(1).application_id());
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.results"));
}

}  // namespace
}  // namespace lienthong::coherence
