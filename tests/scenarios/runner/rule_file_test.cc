#include "scenarios/runner/rule_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "scenarios/runner/message_yaml.h"

namespace lienthong::scenarios {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kHead[] = "apiVersion: lienthong.vn/v1\nkind: Overrides\n";

// Of every kind of field that rules have; what looks like another type is quoted.
constexpr char kEverything[] = R"yaml(apiVersion: lienthong.vn/v1
kind: Overrides
overrides:
  - name: everything
    about: "Khi nào: \"thử\"\nvà hai dòng"
    match:
      method: GetPerson
      fields:
        - path: pin
          equals: 001
        - path: labels["a key"]
          one_of: ["1", 2, true, "true", null, "null", ""]
        - path: birth_date
          range: {from: "2024-08-05"}
        - path: purpose
          present: false
          negate: true
    trigger: {percent: 12.5, seed: 18446744073709551615, calls: [2, 5], windows: [{from: 2024-08-05 08:00, days: OFF}]}
    expires_at: 2024-08-06
    sequence: {name: moved, next: ""}
    actions:
      - delay: {lognormal: {median: 1m30s, sigma: 0.5}}
        respond: {person: {full_name: "{{request.pin}}", count: 3, share: 0.25, none: null, list: [], object: {}}}
      - fail: {code: UNAVAILABLE, retry_after: 250ms, metadata: {b: "1", a: x}}
      - {}
    after_last: STOP
)yaml";

scenario::v1::OverrideFile Everything() {
  scenario::v1::OverrideFile file;
  RuleFilePlaces places;
  EXPECT_THAT(ReadRules("all.yaml", kEverything, file, places), IsEmpty());
  return file;
}

std::vector<std::string> Problems(const std::string& text) {
  scenario::v1::OverrideFile file;
  RuleFilePlaces places;
  return ReadRules("a/b.yaml", text, file, places);
}

// Whether `text` is a file that says the same as kEverything.
void ExpectEverything(const std::string& text) {
  scenario::v1::OverrideFile again;
  RuleFilePlaces places;
  ASSERT_THAT(ReadRules("again", text, again, places), IsEmpty()) << text;
  EXPECT_EQ(again.DebugString(), Everything().DebugString()) << text;
}

TEST(RuleFile, IsReadAgainAsItWasWritten) {
  const auto form = FileForm(Everything());
  ExpectEverything(WriteYaml(form));
  ExpectEverything(form.dump(1));
}

TEST(RuleFile, LeavesOutWhatIsOutputOnly) {
  google::protobuf::RepeatedPtrField<control::v1::Fault> faults;
  auto& fault = *faults.Add();
  fault.set_name("lost");
  fault.set_revision(7);
  fault.set_profile("flaky-province");
  fault.mutable_lost_answer();
  EXPECT_EQ(WriteYaml(FileForm(FileOf(faults))),
            "apiVersion: lienthong.vn/v1\nkind: Faults\nfaults:\n  - name: lost\n    lost_answer: {}\n");
}

TEST(RuleFile, RefusesUnknownKeysWithTheirPlace) {
  EXPECT_THAT(Problems(std::string(kHead) + "overrides:\n  - nmae: x\n    tims: 1\n"),
              ElementsAre("a/b.yaml:4: unknown key \"nmae\"; did you mean \"name\"?",
                          "a/b.yaml:5: unknown key \"tims\"; did you mean \"times\"?"));
  EXPECT_THAT(Problems(std::string(kHead) + "faults: []\n"), testing::SizeIs(1));
}

TEST(RuleFile, RefusesAnotherFormAndNothingAtAll) {
  EXPECT_THAT(Problems("kind: Faults\noverrides: []\n"),
              ElementsAre("a/b.yaml:1: apiVersion must be lienthong.vn/v1", "a/b.yaml:1: kind must be Overrides",
                          "a/b.yaml:2: \"overrides\" wants at least one"));
}

TEST(RuleFile, FindsThePlaceOfAField) {
  scenario::v1::OverrideFile file;
  RuleFilePlaces places;
  ReadRules(
      "b.yaml",
      std::string(kHead) + "overrides:\n  - name: x\n    match:\n      method: GetPerson\n    actions:\n      - {}\n",
      file, places);
  EXPECT_EQ(places.PlaceOf("overrides[0].match.method"), "b.yaml:6");
  EXPECT_EQ(places.PlaceOf("overrides[0].match.fields[3].path"), "b.yaml:5");
  EXPECT_EQ(places.PlaceOf("overrides[0].actions[0].respond.person"), "b.yaml:8");
  EXPECT_EQ(places.PlaceOf(""), "b.yaml:1");
}

}  // namespace
}  // namespace lienthong::scenarios
