#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "scenarios/runner/scenario_file.h"
#include "scenarios/runner/suite.h"

namespace lienthong::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const seeds::Nation& TestNation() {
  static const auto* nation = new std::shared_ptr<const seeds::Nation>(*seeds::Nation::Generate({}));
  return **nation;
}

constexpr char kHead[] = "apiVersion: lienthong.vn/v1\nkind: Scenario\ntitle: {vi: Thử, en: Try}\n";  // lines 1 to 3

std::vector<std::string> Read(const std::string& rest, ScenarioFile& file) {
  return ReadScenario("a/try.yaml", kHead + rest, TestNation(), file);
}

std::string FirstProblem(const std::string& rest) {
  ScenarioFile file;
  const std::vector<std::string> problems = Read(rest, file);
  return problems.empty() ? "" : problems.front();
}

TEST(ReadScenario, FillsTheSchema) {
  ScenarioFile file;
  EXPECT_THAT(Read("world:\n"
                   "  officers: [{agency: population, procedure_code: 001, mode: PERSON}]\n"
                   "steps:\n"
                   "  - advance: {by: 2d}\n"
                   "  - decide: {part: {task: x}, action: REFUSE, reason: HEAD_CONSENT_MISSING}\n",
                   file),
              IsEmpty());
  EXPECT_EQ(file.scenario.name(), "try");
  EXPECT_EQ(file.scenario.world().officers(0).procedure_code(), "001");
  EXPECT_EQ(file.scenario.world().officers(0).mode(), control::v1::OFFICER_MODE_PERSON);
  EXPECT_EQ(file.scenario.steps(1).decide().reason(), common::v1::HEAD_CONSENT_MISSING);
  EXPECT_EQ(file.LineOf("/steps/1/decide/action"), 8);
  EXPECT_EQ(file.LineOf("/steps/1/decide/nowhere/at/all"), 8);
}

TEST(ReadScenario, TellsWhereAndWhatIsWrong) {
  const auto says = [](const std::string& rest, const std::string& problem) {
    EXPECT_THAT(FirstProblem(rest), HasSubstr(problem)) << rest;
  };
  says("steps:\n  - advanse: {by: 2d}\n", "a/try.yaml:5: unknown key \"advanse\"; did you mean \"advance\"?");
  says("covers: []\ncovers: []\n", "a/try.yaml:5: key \"covers\" is given twice");
  says("covers: x\n", "a/try.yaml:4: \"covers\" wants a list");
  says("steps:\n  - advance: {working_days: many}\n", "a/try.yaml:5: \"working_days\" wants a whole number");
  says("steps:\n  - advance: {until_idle: yes}\n", "a/try.yaml:5: \"until_idle\" wants true or false");
  says("steps:\n  - decide: {part: {task: x}, action: APROVE}\n", "did you mean \"APPROVE\"?");
  says("steps:\n  - advance: {by: 2d, until_idle: true}\n", "\"until_idle\" and \"by\" exclude each other");
  says("steps:\n  - advance: {by: soon}\n", "a/try.yaml:5: \"soon\" is no length of time");
  says("steps: []\n", "a/try.yaml:4: at least one step");
  says("steps:\n  - name: nothing\n", "a/try.yaml:5: a step needs something to do");
  says("steps:\n  - call: {agency: population, method: GetPersn}\n", "did you mean \"GetPerson\"");
  says("steps:\n  - call: {agency: population, method: GetPerson, request: {pni: x}}\n", "did you mean \"pin\"");
  says("steps:\n  - submit:\n      workflow: x\n      form: {a: \"${persona.binh-family.mother.pni}\"}\n",
       "a/try.yaml:7: ${persona.binh-family.mother.pni}");
  says("steps:\n  - call: {agency: population, method: GetPerson, expect: {match: {a: {$regx: b}}}}\n",
       "unknown operator \"$regx\"");
  says("steps:\n  - call: {agency: population, method: GetPerson, expect: {error: {code: MISSING}}}\n",
       "\"MISSING\" is no code");
  says("name: Try It\n", "a/try.yaml:4: a name has");
  says("steps: [\n", "malformed YAML");
}

TEST(ReadScenario, WantsTheHead) {
  ScenarioFile file;
  const auto problems = ReadScenario("x.yaml", "apiVersion: v2\nkind: Scene\nsteps: []\n", TestNation(), file);
  EXPECT_THAT(problems, ElementsAre(HasSubstr("x.yaml:1: apiVersion"), HasSubstr("x.yaml:2: kind"),
                                    HasSubstr("a title in vi and en"), HasSubstr("at least one step")));
}

TEST(ReadScenario, ReadsTheExampleOfTheReadme) {
  std::string readme;
  ASSERT_TRUE(ReadFile(absl::StrCat(LIENTHONG_SOURCE_DIR, "/scenarios/README.md"), readme));
  const size_t begin = readme.find("```yaml\n") + 8;
  const std::string example = readme.substr(begin, readme.find("```", begin) - begin);
  ScenarioFile file;
  EXPECT_THAT(ReadScenario("readme.yaml", example, TestNation(), file), IsEmpty());
  EXPECT_GT(file.scenario.steps_size(), 5);
}

TEST(ExpectedFailures, AreNamesWithReasons) {
  ExpectedFailures known;
  EXPECT_THAT(ReadExpectedFailures("l", "# list\n\ntwins  # second child\n", known), IsEmpty());
  EXPECT_EQ(known.at("twins"), "second child");
  EXPECT_THAT(ReadExpectedFailures("l", "late\ntwins # again\n", known),
              ElementsAre("l:1: give the reason after #", "l:2: twins is listed twice"));
}

}  // namespace
}  // namespace lienthong::scenarios
