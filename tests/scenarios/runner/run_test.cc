#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/verification/journal_lines.h"
#include "scenarios/runner/journal.h"
#include "scenarios/runner/run_files.h"
#include "scenarios/runner/scenario_run.h"
#include "scripted_town.h"

namespace lienthong::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr char kHead[] = "apiVersion: lienthong.vn/v1\nkind: Scenario\ntitle: {vi: Thử, en: Try}\nsteps:\n";  // 4 lines
constexpr char kSubmit[] = "  - submit: {workflow: birth, applicant: {persona: binh-family.mother}}\n";

const std::shared_ptr<const seeds::Nation>& TestNation() {
  static const auto* nation = new std::shared_ptr<const seeds::Nation>(*seeds::Nation::Generate({}));
  return *nation;
}

class RunTest : public ::testing::Test {
 protected:
  ScenarioResult Run(const std::string& steps, bool keep = false, bool check = false) {
    ScenarioFile file;
    EXPECT_THAT(ReadScenario("try.yaml", kHead + steps, *TestNation(), file), IsEmpty());
    return RunScenario(file, *TestNation(), &town_, {"run", keep, check});
  }
  std::string FailuresOf(const std::string& steps) { return absl::StrJoin(FailureLines(Run(steps)), "\n"); }

  ScriptedTown town_;
};

TEST_F(RunTest, PlaysADossierToItsEnd) {
  const ScenarioResult result = Run(absl::StrCat(
      kSubmit,
      "  - advance: {by: 3d}\n"
      "  - expect:\n"
      "      dossier:\n"
      "        status: COMPLETED\n"
      "        outcome: COMPLETED\n"
      "        status_history: [SUBMITTED, COMPLETED]\n"
      "        events: {in_order: [{kind: SUBMITTED}, {kind: STATUS_CHANGED}], never: [{kind: AGENCY_SILENT}]}\n"
      "        match: {applicant.full_name: \"${persona.binh-family.mother.full_name}\"}\n"
      "      values: [{value: \"${world.today}\", is: 2024-08-08}]\n"
      "      journal: {calls: [{call: {agency: gateway, method: SubmitDossier}, times: 1},\n"
      "                        {call: {method: GetDossier}, times: 0}]}\n"));
  EXPECT_THAT(FailureLines(result), IsEmpty());
  EXPECT_EQ(result.verdict, Verdict::kPassed);
  EXPECT_EQ(result.digest, "d1ce57");
  EXPECT_EQ(result.journal.size(), 1u);
}

TEST_F(RunTest, ReportsEveryDifferenceWithItsLine) {
  EXPECT_EQ(FailuresOf(absl::StrCat(kSubmit,
                                    "  - expect:\n"
                                    "      dossier:\n"
                                    "        status: COMPLETED\n"
                                    "        explained: true\n"
                                    "        parts: [{agency: population}]\n"
                                    "        status_history: [COMPLETED]\n")),
            "try.yaml:8: status: expected APPLICATION_STATUS_COMPLETED, got APPLICATION_STATUS_SUBMITTED\n"
            "try.yaml:9: explained: expected an explanation in both languages, got none\n"
            "try.yaml:10: part population: there is none\n"
            "try.yaml:11: status_history: expected APPLICATION_STATUS_COMPLETED, got APPLICATION_STATUS_SUBMITTED");
}

TEST_F(RunTest, StopsAtTheFirstStepThatFails) {
  const ScenarioResult result =
      Run("  - call: {agency: population, method: GetPerson, request: {pin: \"\"}}\n  - advance: {by: 1d}\n");
  EXPECT_EQ(result.verdict, Verdict::kFailed);
  ASSERT_EQ(result.steps.size(), 1u);
  EXPECT_THAT(result.steps[0].failures[0].message, HasSubstr("expected OK, got INVALID_ARGUMENT INVALID_FIELD"));
}

TEST_F(RunTest, LooksAtRefusals) {
  const std::string call = "  - call: {agency: population, method: GetPerson, expect: {error: ";
  EXPECT_EQ(
      FailuresOf(call + "{code: INVALID_ARGUMENT, reason: INVALID_FIELD, field: pin, metadata: {field: pin}}}}\n"), "");
  EXPECT_THAT(FailuresOf(call + "{reason: WORLD_UNKNOWN}}}\n"), HasSubstr("reason: expected WORLD_UNKNOWN, got"));
  EXPECT_THAT(FailuresOf(call + "{code: NOT_FOUND}}}\n"), HasSubstr("code: expected NOT_FOUND, got"));
  EXPECT_THAT(FailuresOf(call + "{field: name}}}\n"), HasSubstr("field: expected name to be named"));
  EXPECT_THAT(FailuresOf(call + "{metadata: {field: name}}}}\n"), HasSubstr("metadata.field: expected name, got pin"));
  EXPECT_THAT(FailuresOf("  - call: {agency: population, method: GetPerson, request: {pin: x}, expect: {error: {}}}\n"),
              HasSubstr("expected a refusal, got OK"));
}

TEST_F(RunTest, SavesAndSendsHeaders) {
  EXPECT_EQ(FailuresOf("  - call: {agency: population, method: GetPerson, purpose: RESIDENCE, caller: bank,\n"
                       "           request: {pin: \"${persona.binh-family.mother.pin}\"}, save: {number: person.pin}}\n"
                       "  - call: {agency: population, method: GetPerson, request: {pin: \"${saved.number}\"},\n"
                       "           expect: {match: {person.pin: \"${persona.binh-family.mother.pin}\"}}}\n"),
            "");
  bool seen = false;
  for (const host::RawCall& call : town_.Calls()) {
    seen |= host::Find(call.metadata, "lienthong-purpose") == "RESIDENCE" &&
            host::Find(call.metadata, "lienthong-caller") == "bank";
  }
  EXPECT_TRUE(seen);
}

TEST_F(RunTest, ASavedDossierIsTheOneOfNow) {
  const std::string name = "\"${saved.dossier.status}\"";
  const auto looked_for = [&](const std::string& status) {
    return absl::StrCat("  - call: {agency: population, method: GetPerson, request: {pin: ", name,
                        "}, save: {pin: person.pin},\n           expect: {match: {person.pin: ", status, "}}}\n");
  };
  EXPECT_EQ(FailuresOf(absl::StrCat(kSubmit, looked_for("APPLICATION_STATUS_SUBMITTED"), "  - advance: {by: 1d}\n",
                                    looked_for("APPLICATION_STATUS_COMPLETED"))),
            "")
      << "no step but the advance came between";
}

TEST_F(RunTest, WhatWasSavedOfADossierStays) {
  EXPECT_EQ(
      FailuresOf("  - submit: {workflow: birth, applicant: {persona: binh-family.mother},\n"
                 "             save: {then: dossier.status, all: dossier}}\n"
                 "  - advance: {by: 1d}\n"
                 "  - expect: {values: [{value: \"${saved.then}\", is: APPLICATION_STATUS_SUBMITTED},\n"
                 "                        {value: \"${saved.all.status}\", is: APPLICATION_STATUS_SUBMITTED},\n"
                 "                        {value: \"${saved.dossier.status}\", is: APPLICATION_STATUS_COMPLETED}]}\n"),
      "");
}

TEST_F(RunTest, ADossierThatWasOnlyLookedAtIsNotReadAgain) {
  EXPECT_EQ(
      FailuresOf("  - submit: {workflow: birth, applicant: {persona: binh-family.mother}, validate_only: true}\n"
                 "  - advance: {by: 1d}\n"
                 "  - expect: {values: [{value: \"${saved.dossier.status}\", is: APPLICATION_STATUS_SUBMITTED}]}\n"),
      "");
}

TEST_F(RunTest, SendsAnUnknownWorldWhenAsked) {
  EXPECT_EQ(FailuresOf("  - call: {agency: population, method: GetPerson, headers: {lienthong-world: nowhere},\n"
                       "           expect: {error: {reason: WORLD_UNKNOWN}}}\n"),
            "");
}

TEST_F(RunTest, CountsParallelAnswers) {
  const std::string step =
      "  - parallel: {copies: 20, call: {agency: population, method: GetPerson, request: {pin: x}}, ";
  EXPECT_EQ(FailuresOf(step + "outcomes: {OK: 20}, same_answer: true}\n"), "");
  EXPECT_THAT(FailuresOf(step + "outcomes: {OK: 19}}\n"), HasSubstr("expected {\"OK\":19}, got {\"OK\":20}"));
  EXPECT_THAT(FailuresOf("  - parallel: {copies: 2, same_answer: true,\n"
                         "      call: {agency: population, method: GetPerson, request: {pin: \"n${copy}\"}}}\n"),
              HasSubstr("same_answer"));
}

TEST_F(RunTest, CountsCallsOfTheJournal) {
  const std::string call = "  - call: {agency: population, method: GetPerson, request: {pin: a1}}\n";
  const auto expect = [&](const std::string& journal) {
    return FailuresOf(absl::StrCat(call, call, "  - expect: {journal: ", journal, "}\n"));
  };
  EXPECT_EQ(expect("{calls: [{call: {method: GetPerson, outcome: OK, request: {pin: a1}, response: {person.pin: a1}}, "
                   "times: 2}]}"),
            "");
  EXPECT_THAT(expect("{calls: [{call: {method: GetPerson}, times: 1}]}"), HasSubstr("expected 1, got 2"));
  EXPECT_THAT(expect("{calls: [{call: {method: GetPerson}, at_most: 1}]}"), HasSubstr("expected at most 1, got 2"));
  EXPECT_THAT(expect("{calls: [{call: {method: Person}}]}"), HasSubstr("expected at least 1, got 0"));
  EXPECT_EQ(expect("{in_order: [{method: GetPerson}, {method: GetPerson}]}"), "");
  EXPECT_THAT(expect("{in_order: [{method: GetPerson}, {method: GetPerson}, {method: GetPerson}]}"),
              HasSubstr("no call"));
  EXPECT_EQ(expect("{calls: [{call: {method: GetPerson, kind: WRITE, from: 2024-08-05, to: 2024-08-06}, times: 2}]}"), "");
  EXPECT_THAT(expect("{calls: [{call: {method: GetPerson, kind: READ}}]}"), HasSubstr("got 0"));
  EXPECT_THAT(expect("{calls: [{call: {method: GetPerson, from: someday}}]}"), HasSubstr("someday"));
}

TEST_F(RunTest, ShowsTheNearestCallsOfACountThatIsTooLow) {
  const std::string failure = FailuresOf(
      "  - call: {agency: population, method: GetPerson, request: {pin: a1}}\n"
      "  - expect: {journal: {calls: [{call: {method: GetPerson, request: {pin: a2}, request_id: r}}]}}\n");
  EXPECT_THAT(failure, HasSubstr("nearest: "));
  EXPECT_THAT(failure, HasSubstr("request.pin: expected a2, got a1"));
  EXPECT_THAT(failure, HasSubstr("request_id: expected r, got "));
}

TEST_F(RunTest, DeletesItsWorldUnlessToldToKeepIt) {
  Run(kSubmit);
  EXPECT_THAT(town_.Worlds(), IsEmpty());
  Run(kSubmit, /*keep=*/true);
  Run(kSubmit, /*keep=*/true);
  EXPECT_THAT(town_.Worlds(), ElementsAre("scenario-try", "scenario-try-2"));
}

TEST_F(RunTest, LooksForCoherenceWhenAsked) {
  town_.Violate({"number.free"});
  EXPECT_EQ(Run(kSubmit).verdict, Verdict::kPassed);
  const auto failures = FailureLines(Run(kSubmit, false, /*check=*/true));
  EXPECT_THAT(failures, ElementsAre(HasSubstr("number.free is violated at population")));
  EXPECT_THAT(failures, ElementsAre(HasSubstr("It is not so.")));
}

TEST_F(RunTest, ViolatesWhatItSaysItViolatesAndNothingElse) {
  const std::string steps =
      absl::StrCat(kSubmit, "incoherent:\n  - {invariant: number.free, because: it plants one}\n");
  town_.Violate({"number.free"});
  EXPECT_THAT(FailureLines(Run(steps, false, /*check=*/true)), IsEmpty());
  town_.Violate({"number.free", "card.code"});
  EXPECT_THAT(FailureLines(Run(steps, false, true)), ElementsAre(HasSubstr("card.code is violated")));
  town_.Violate({});
  EXPECT_THAT(FailureLines(Run(steps, false, true)), ElementsAre(HasSubstr("try.yaml:7: number.free holds")));
}

TEST_F(RunTest, WritesTheJournalDecoded) {
  const std::string text =
      verification::JournalLines(Run("  - call: {agency: population, method: GetPerson, request: {pin: a1}}\n").journal);
  const auto line = nlohmann::ordered_json::parse(text);
  EXPECT_EQ(line["request"]["pin"], "a1");
  EXPECT_EQ(line["response"]["person"]["pin"], "a1");
  EXPECT_EQ(line["outcome"], "OK");
  EXPECT_EQ(line.begin().key(), "at");
}

class FilesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              absl::StrCat("scenarios-", ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void Write(const std::string& name, const std::string& text) { std::ofstream(folder_ / name) << text; }
  std::string Content(const std::string& name) {
    std::string text;
    EXPECT_TRUE(ReadFile((folder_ / name).string(), text)) << name;
    return text;
  }
  int Run(int jobs) {
    RunRequest request;
    request.paths = {folder_.string()};
    request.jobs = jobs;
    request.junit = (folder_ / "junit.xml").string();
    request.html = (folder_ / "report.html").string();
    request.journal = (folder_ / "journals").string();
    const RunWith with{TestNation(), [] { return std::make_shared<ScriptedTown>(); }, &WallClock::System()};
    out_.str("");
    err_.str("");
    return RunFiles(request, with, out_, err_);
  }

  std::filesystem::path folder_;
  std::ostringstream out_, err_;
};

TEST_F(FilesTest, GiveTheSameReportForAnyNumberOfJobs) {
  for (int i = 0; i < 12; ++i) {
    Write(absl::StrCat("s", i, ".yaml"),
          absl::StrCat(kHead, kSubmit, i == 5 ? "  - expect: {dossier: {status: COMPLETED}}\n" : ""));
  }
  EXPECT_EQ(Run(1), 1);
  EXPECT_THAT(out_.str(), EndsWith("\n11 passed, 1 failed\n"));
  EXPECT_THAT(out_.str(), HasSubstr("s5.yaml:6: status: expected"));
  const std::string html = Content("report.html"), journal = Content("journals/s3.journal.jsonl");
  EXPECT_EQ(Content("journals/s3.digest"), "d1ce57\n");
  EXPECT_EQ(Run(8), 1);
  EXPECT_EQ(Content("report.html"), html);
  EXPECT_EQ(Content("journals/s3.journal.jsonl"), journal);
  EXPECT_THAT(journal, Not(IsEmpty()));
}

TEST_F(FilesTest, ThatCannotBeReadEndTheRunBeforeItBegins) {
  Write("bad.yaml", "steps: [\n");
  EXPECT_EQ(Run(1), 2);
  EXPECT_THAT(err_.str(), HasSubstr("bad.yaml:"));
  EXPECT_EQ(out_.str(), "");
}

TEST_F(FilesTest, MustNotShareAName) {
  Write("a.yaml", absl::StrCat("name: same\n", kHead, kSubmit));
  Write("b.yaml", absl::StrCat("name: same\n", kHead, kSubmit));
  EXPECT_EQ(Run(1), 2);
  EXPECT_THAT(err_.str(), HasSubstr("is the name of"));
}

TEST_F(FilesTest, MayBeKnownToFailAndMustThenFail) {
  Write("bad.yaml", absl::StrCat(kHead, kSubmit, "  - expect: {dossier: {status: COMPLETED}}\n"));
  Write("good.yaml", absl::StrCat(kHead, kSubmit));
  Write("expected_failures.txt", "bad  # never completes\n");
  EXPECT_EQ(Run(2), 0);
  EXPECT_THAT(out_.str(), HasSubstr("failed as expected bad"));
  EXPECT_THAT(out_.str(), EndsWith("1 passed, 0 failed\n"));
  Write("expected_failures.txt", "bad  # never completes\ngood  # wrongly listed\n");
  EXPECT_EQ(Run(2), 1);
  EXPECT_THAT(out_.str(), HasSubstr("take it off the list"));
  EXPECT_THAT(out_.str(), EndsWith("0 passed, 1 failed\n"));
}

}  // namespace
}  // namespace lienthong::scenarios
