#include "gateway/coherence/verdict.h"

#include <regex>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/coherence/invariant.h"
#include "services/base/world/agenda.h"
#include "services/base/world/times.h"
#include "tests/gateway/coherence/played_worlds.h"

namespace lienthong::coherence {
namespace {

// A world at fault in one case, with a row due for it.
Ledger AtWork() {
  Ledger ledger = Granted();
  const std::string id = Only(ledger.dossiers).dossier_id();
  Only(ledger.dossiers).clear_finished_at();
  AgendaRow& row = ledger.agenda.emplace_back();
  row.agency = kPopulation;
  row.row.set_owner(absl::StrCat("application/", Only(ledger.dossiers).parts(1).application_id()));
  row.row.set_run(id);
  *row.row.mutable_due() = ToProto(ledger.now);
  row.key = agenda::RowKey(row.row, row.agency);
  return ledger;
}

TEST(VerdictTest, DueWorkInARealWorldIsInFlight) {
  Ledger ledger = AtWork();
  ledger.world.set_clock_mode(control::v1::CLOCK_MODE_REAL);
  const auto verdict = Judge(ledger, false);
  EXPECT_FALSE(verdict.quiet());
  EXPECT_THAT(verdict.violations(), IsEmpty());
  ASSERT_EQ(verdict.in_flight_size(), 1);
  EXPECT_EQ(verdict.in_flight(0).invariant(), "dossier.stands");
}

TEST(VerdictTest, DueWorkInAManualWorldIsLeftUndone) {
  const auto verdict = Judge(AtWork(), false);
  EXPECT_TRUE(verdict.quiet());
  EXPECT_THAT(Violated(AtWork()), UnorderedElementsAre("agenda.overdue", "dossier.stands"));
}

TEST(VerdictTest, UnlessAnAdvanceHasGivenWay) {
  Ledger ledger = AtWork();
  ledger.contended = true;
  const auto verdict = Judge(ledger, false);
  EXPECT_FALSE(verdict.quiet());
  EXPECT_THAT(verdict.violations(), IsEmpty());
}

TEST(VerdictTest, AnotherCaseIsNotInFlight) {
  Ledger ledger = AtWork();
  ledger.world.set_clock_mode(control::v1::CLOCK_MODE_REAL);
  ledger.runs["gone"] = {};
  EXPECT_THAT(Violated(ledger), ElementsAre("dossier.run"));
}

TEST(VerdictTest, NothingIsCertainWhileTheWorldMoves) {
  Ledger ledger = Granted();
  ledger.runs["gone"] = {};
  const auto verdict = Judge(ledger, /*moving=*/true);
  EXPECT_FALSE(verdict.quiet());
  EXPECT_THAT(verdict.violations(), IsEmpty());
  EXPECT_EQ(verdict.in_flight_size(), 1);
}

TEST(VerdictTest, ManyViolationsAreCountedAndAFewTold) {
  Ledger ledger = Granted();
  for (int i = 0; i < 30; ++i) ledger.runs[absl::StrCat("gone-", i)] = {};
  const auto verdict = Judge(ledger, false, 3);
  EXPECT_EQ(verdict.violations_size(), 3);
  for (const auto& result : verdict.results()) {
    EXPECT_EQ(result.violations(), result.invariant() == "dossier.run" ? 30 : 0) << result.invariant();
  }
}

TEST(VerdictTest, AViolationSaysWhereToLookInBothLanguages) {
  Ledger ledger = Granted();
  ledger.runs["gone"] = {};
  const auto verdict = Judge(ledger, false);
  const auto& violation = verdict.violations(0);
  EXPECT_EQ(violation.agency(), kGateway);
  EXPECT_EQ(violation.table(), "dossier-run");
  EXPECT_EQ(violation.key(), "gone");
  EXPECT_EQ(violation.case_id(), "gone");
  EXPECT_EQ(violation.text().en(), "The run is of no dossier.");
  EXPECT_EQ(violation.text().vi(), "Lượt chạy không thuộc hồ sơ nào.");
}

TEST(VerdictTest, AnEncodedKeyIsShownAsText) {
  Ledger ledger = Granted();
  ledger.runs[std::string("gone\x00\x01\x97", 7)] = {};
  const auto verdict = Judge(ledger, false);
  EXPECT_EQ(verdict.violations(0).key(), "gone\\x00\\x01\\x97");
  EXPECT_EQ(verdict.violations(0).case_id(), verdict.violations(0).key());
}

TEST(VerdictTest, EveryInvariantSaysWhatItClaimsAndWhy) {
  std::set<std::string> ids;
  for (const Invariant& invariant : AllInvariants()) {
    SCOPED_TRACE(invariant.id);
    EXPECT_TRUE(std::regex_match(invariant.id, std::regex("[a-z]+\\.[a-z-]+")));
    EXPECT_TRUE(ids.insert(invariant.id).second);
    EXPECT_TRUE(absl::EndsWith(invariant.claim_en, "."));
    EXPECT_TRUE(absl::EndsWith(invariant.claim_vi, "."));
    EXPECT_STRNE(invariant.claim_en, invariant.claim_vi);
    EXPECT_STRNE(invariant.basis, "");
  }
  EXPECT_GE(ids.size(), 45u);
}

TEST(VerdictTest, ACaseIsPartOfItsDossier) {
  EXPECT_EQ(RootOf("D-1.2.B"), "D-1");
  EXPECT_EQ(RootOf("D-1"), "D-1");
  EXPECT_EQ(RootOf(""), "");
}

}  // namespace
}  // namespace lienthong::coherence
