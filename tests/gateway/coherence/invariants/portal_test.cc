#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

TEST(PortalTest, ADossierThatThePortalLost) {
  Ledger ledger = Granted();
  ledger.portal_dossiers.clear();
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.registered"));
}

TEST(PortalTest, AReportThatWasNeverMade) {
  Ledger ledger = Granted();
  Only(ledger.portal_dossiers).set_sequence(99);
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.registered"));
}

TEST(PortalTest, AStatusOfLongAgo) {
  Ledger ledger = Granted();
  Only(ledger.portal_dossiers).set_status(applications::v1::APPLICATION_STATUS_ACCEPTED);
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.status"));
}

TEST(PortalTest, APartThatIsShownOtherwise) {
  Ledger ledger = Granted();
  Only(ledger.portal_dossiers).mutable_parts(2)->set_status(applications::v1::APPLICATION_STATUS_STOPPED);
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.status"));
}

TEST(PortalTest, AReportOnItsWayThatNothingCarries) {
  Ledger ledger = Granted();
  Only(ledger.runs).mutable_portal()->set_on_its_way(true);
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.told"));
}

TEST(PortalTest, ADocumentThatDidNotArrive) {
  Ledger ledger = Granted();
  ledger.portal_results.erase(ledger.portal_results.begin());
  auto& dossier = Only(ledger.portal_dossiers);
  dossier.set_results(dossier.results() - 1);
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.results"));
}

TEST(PortalTest, ANotificationTooMany) {
  Ledger ledger = Granted();
  ledger.portal_notifications["second"] = ledger.portal_notifications.begin()->second;
  EXPECT_THAT(Violated(ledger), ElementsAre("portal.counts"));
}

}  // namespace
}  // namespace lienthong::coherence
