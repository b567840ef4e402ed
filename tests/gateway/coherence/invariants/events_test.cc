#include "absl/strings/str_cat.h"
#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

// The gateway's part of the residence, and the event of its last change.
gateway::v1::Part& ResidencePart(Ledger& ledger) { return *Only(ledger.dossiers).mutable_parts(1); }
std::pair<std::string, std::string> LastEvent(Ledger& ledger) {
  const auto& application = Only(ledger.desks.at(kPopulation).applications);
  return {"urn:lienthong:population", absl::StrCat(application.application_id(), "/", application.sequence())};
}

TEST(EventsTest, AChangeThatNobodyWasToldOf) {
  Ledger ledger = Granted();
  ASSERT_EQ(ledger.inboxes.at(kGateway).erase(LastEvent(ledger)), 1u);
  EXPECT_THAT(Violated(ledger), IsEmpty());  // it learned of it in another way
  ResidencePart(ledger).set_sequence(ResidencePart(ledger).sequence() - 1);
  EXPECT_THAT(Violated(ledger), ElementsAre("event.received"));
}

TEST(EventsTest, AnEventThatNobodySent) {
  Ledger ledger = Granted();
  ledger.inboxes.at(kGateway).insert({"urn:lienthong:population", absl::StrCat(ResidencePart(ledger).application_id(),
                                                                              "/99")});
  EXPECT_THAT(Violated(ledger), ElementsAre("event.sent"));
}

}  // namespace
}  // namespace lienthong::coherence
