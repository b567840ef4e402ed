// `find:` in scenario files: people of the nation by what they are.
#include "scenarios/runner/find_people.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "scenarios/runner/scenario_file.h"

namespace lienthong::scenarios {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const seeds::Nation& TestNation() {
  static const auto* nation = new std::shared_ptr<const seeds::Nation>(*seeds::Nation::Generate({}));
  return **nation;
}

constexpr char kHead[] = "apiVersion: lienthong.vn/v1\nkind: Scenario\ntitle: {vi: Thử, en: Try}\n";  // lines 1 to 3
constexpr char kSteps[] = "steps: [{advance: {by: 1d}}]\n";

ScenarioFile FileOf(const std::string& find) {
  ScenarioFile file;
  EXPECT_THAT(ReadScenario("try.yaml", absl::StrCat(kHead, find, kSteps), TestNation(), file), IsEmpty());
  return file;
}

std::string ProblemOf(const std::string& find, const std::string& steps = kSteps) {
  ScenarioFile file;
  const auto problems = ReadScenario("try.yaml", absl::StrCat(kHead, find, steps), TestNation(), file);
  return problems.empty() ? "" : problems.front();
}

Scope ScopeOf(const ScenarioFile& file, const seeds::Nation& nation = TestNation()) {
  Scope scope;
  scope.nation = &nation;
  EXPECT_TRUE(FindPeople(file.scenario, scope).ok());
  return scope;
}

std::string Value(const Scope& scope, const std::string& expression) {
  const auto value = Expand(absl::StrCat("${", expression, "}"), scope);
  return value.ok() ? value->get<std::string>() : std::string(value.status().message());
}

TEST(FindPeople, GivesWhoeverWasAskedForAndTheirRelatives) {
  const Scope scope = ScopeOf(
      FileOf("find:\n"
             "  mother: {residence_province_code: 19, sex: FEMALE, marital_status: MARRIED, children_under_six: 2}\n"));
  EXPECT_EQ(Value(scope, "find.mother.residence.province_code"), "19");
  EXPECT_EQ(Value(scope, "find.mother.sex"), "SEX_FEMALE");
  EXPECT_EQ(Value(scope, "find.mother.spouse.sex"), "SEX_MALE");
  EXPECT_EQ(Value(scope, "find.mother.spouse.spouse.pin"), Value(scope, "find.mother.pin"));
  EXPECT_EQ(Value(scope, "find.mother.children.0.mother.pin"), Value(scope, "find.mother.pin"));
}

TEST(FindPeople, IsTheSameEveryTimeAndSomebodyElseForEveryName) {
  const ScenarioFile file =
      FileOf("find:\n  one: {poor: true}\n  other: {poor: true}\n  third: {poor: true, draw: 7}\n");
  const Scope scope = ScopeOf(file), again = ScopeOf(file);
  EXPECT_EQ(Value(scope, "find.one.pin"), Value(again, "find.one.pin"));
  EXPECT_EQ(Value(scope, "find.other.pin"), Value(again, "find.other.pin"));
  EXPECT_NE(Value(scope, "find.one.pin"), Value(scope, "find.other.pin"));
  EXPECT_NE(Value(scope, "find.one.pin"), Value(scope, "find.third.pin"));
}

TEST(FindPeople, TakesTheNumbersOfTheWorld) {
  const ScenarioFile file = FileOf("find: {one: {poor: true}}\n");
  const Scope safe = ScopeOf(file), real = ScopeOf(file, TestNation().In(seeds::PinMode::kRealistic));
  EXPECT_EQ(Value(safe, "find.one.full_name"), Value(real, "find.one.full_name"));
  EXPECT_EQ(Value(safe, "find.one.pin")[0], '9');
  EXPECT_EQ(Value(real, "find.one.pin")[0], '0');
}

TEST(FindPeople, PlaceholdersStandInWhatIsWanted) {
  const Scope scope = ScopeOf(
      FileOf("find: {neighbour: {residence_commune_code: \"${persona.an-family.father.residence.commune_code}\"}}\n"));
  EXPECT_EQ(Value(scope, "find.neighbour.residence.commune_code"),
            TestNation().PersonaField("an-family.father.residence.commune_code").value());
}

TEST(FindPeople, NobodyNamesWhoWasSought) {
  const ScenarioFile file = FileOf("find: {crowd: {household_size: 60, residence_commune_code: \"00001\"}}\n");
  Scope scope;
  scope.nation = &TestNation();
  const absl::Status status = FindPeople(file.scenario, scope);
  EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(std::string(status.message()), HasSubstr("find crowd: Nobody matched"));
}

TEST(FindPeople, WhatCanBeKnownIsToldBeforeTheRun) {
  EXPECT_THAT(ProblemOf("find: {one: {poor: true, age: 3}}\n"), HasSubstr("try.yaml:4: unknown key \"age\""));
  EXPECT_THAT(ProblemOf("find: {one: {marital_status: WED}}\n"), HasSubstr("WED"));
  EXPECT_THAT(ProblemOf("find: {One: {poor: true}}\n"), HasSubstr("a name has"));
  EXPECT_THAT(ProblemOf("find: {one: {limit: 2}}\n"), HasSubstr("one person"));
  EXPECT_THAT(ProblemOf("find:\n  one: {age_from: 9, age_to: 3}\n"),
              HasSubstr("try.yaml:5: Nobody can match, because"));
  EXPECT_THAT(ProblemOf("find: {one: {residence_province_code: \"00\"}}\n"), HasSubstr("no province \"00\""));
  const auto uses = [](const std::string& path) {
    return ProblemOf(
        "find: {one: {poor: true}}\n",
        absl::StrCat("steps:\n  - call: {agency: population, method: GetPerson, request: {pin: \"${", path, "}\"}}\n"));
  };
  EXPECT_EQ(uses("find.one.spouse.pin"), "");
  EXPECT_THAT(uses("find.oen.pin"), HasSubstr("try.yaml:6: ${find.oen.pin}: nobody is named \"oen\""));
  EXPECT_THAT(uses("find.one.pni"), HasSubstr("nearest is \"pin\""));
  EXPECT_THAT(uses("find.one.spose.pin"), HasSubstr("nearest is \"spouse.pin\""));
}

TEST(FindPeople, ApplicantsAreCheckedBeforeTheRun) {
  const auto files = [](const std::string& applicant) {
    return ProblemOf("find: {one: {poor: true}}\n",
                     absl::StrCat("steps:\n  - submit: {workflow: birth, applicant: {", applicant, "}}\n"));
  };
  EXPECT_EQ(files("find: one, relation: MOTHER"), "");
  EXPECT_THAT(files("find: two"), HasSubstr("nobody is named \"two\""));
  EXPECT_THAT(files("persona: binh-famly.mother"), HasSubstr("the nearest is \"binh-family.mother\""));
  EXPECT_THAT(files("persona: binh-family.mother, find: one"), HasSubstr("exclude each other"));
}

// NationTown says which nation it plays.
class NationTown : public host::Transport {
 public:
  explicit NationTown(uint64_t seed) { answer_.set_seed(seed); }

  control::v1::DescribeNationResponse& answer() { return answer_; }
  void Call(const std::string&, host::RawCall, host::AnswerCallback done) override {
    host::RawAnswer answer;
    answer.body = answer_.SerializeAsString();
    done(std::move(answer));
  }
  std::unique_ptr<host::RawStream> Watch(const std::string&, host::RawCall) override { return nullptr; }

 private:
  control::v1::DescribeNationResponse answer_;
};

TEST(FindPeople, NeedsTheSameNationOnBothSides) {
  NationTown town(1);
  town.answer().set_population(TestNation().population());
  town.answer().set_version(std::string(seeds::Nation::version()));
  EXPECT_TRUE(CheckSameNation(&town, TestNation()).ok());
  town.answer().set_seed(2);
  const absl::Status other = CheckSameNation(&town, TestNation());
  EXPECT_EQ(other.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(other.message()), HasSubstr("there seed 2"));
}

}  // namespace
}  // namespace lienthong::scenarios
