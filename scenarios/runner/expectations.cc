#include "scenarios/runner/expectations.h"

#include "absl/strings/str_cat.h"
#include "scenarios/runner/calls.h"
#include "scenarios/runner/expect_dossier.h"
#include "scenarios/runner/expect_journal.h"
#include "scenarios/runner/matching.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;

void CheckValue(Stage& stage, v1::ValueExpectation expectation, const std::string& pointer) {
  if (!stage.Check(pointer, Expand(expectation, stage.scope()))) return;
  for (const Difference& difference : Compare(ToJson(expectation.is()), ToJson(expectation.value()))) {
    stage.Fail(pointer, ToText(difference));
  }
}

}  // namespace

void CheckExpectation(Stage& stage, const v1::Expectation& expectation, const std::string& pointer) {
  if (expectation.has_dossier()) CheckDossier(stage, expectation.dossier(), pointer + "/dossier");
  for (int i = 0; i < expectation.dossiers_size(); ++i) {
    CheckDossier(stage, expectation.dossiers(i), absl::StrCat(pointer, "/dossiers/", i));
  }
  if (expectation.has_journal()) CheckJournal(stage, expectation.journal(), pointer + "/journal");
  for (int i = 0; i < expectation.calls_size(); ++i) {
    PerformCall(stage, expectation.calls(i), absl::StrCat(pointer, "/calls/", i));
  }
  for (int i = 0; i < expectation.values_size(); ++i) {
    CheckValue(stage, expectation.values(i), absl::StrCat(pointer, "/values/", i));
  }
}

}  // namespace lienthong::scenarios
