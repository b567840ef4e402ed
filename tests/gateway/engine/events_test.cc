#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::ElementsAre;

// Starts a workflow that listens first, and offers it events one by one.
class Listening {
 public:
  explicit Listening(const std::string& to, const std::string& read = "data")
      : workflow_(Load("do:\n  - l:\n      listen:\n        read: " + read + "\n        to:\n" + to)),
        result_(*Start(*workflow_, R"({"id": "d1"})", ContextForTest())),
        token_(EffectAt<ListenEffect>(result_).token) {}

  bool Offer(const std::string& event) {
    result_ = *Resume(*workflow_, result_.state, token_, EventArrived{event}, ContextForTest());
    return result_.accepted;
  }
  std::vector<std::string> effects() const { return Describe(result_.effects); }

 private:
  std::shared_ptr<const Workflow> workflow_;
  Result result_;
  std::string token_;
};

TEST(Events, OneTakesTheFirstThatFits) {
  Listening listening("          one: {with: {type: decided, data: '${ .ok == true }'}}\n");
  EXPECT_FALSE(listening.Offer(R"({"type": "other", "data": {"ok": true}})"));
  EXPECT_FALSE(listening.Offer(R"({"type": "decided", "data": {"ok": false}})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "decided", "data": {"ok": true}})"));
  EXPECT_THAT(listening.effects(), ElementsAre(R"(finished [{"ok":true}])"));
  EXPECT_FALSE(listening.Offer(R"({"type": "decided", "data": {"ok": true}})"));
}

TEST(Events, AnyTakesWhicheverComesAndReadsTheEnvelope) {
  Listening listening("          any: [{with: {type: a}}, {with: {type: b, subject: s1}}]\n", "envelope");
  EXPECT_FALSE(listening.Offer(R"({"type": "b", "subject": "s2"})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "b", "subject": "s1"})"));
  EXPECT_THAT(listening.effects(), ElementsAre(R"(finished [{"subject":"s1","type":"b"}])"));
}

TEST(Events, AllWaitsForEachInAnyOrder) {
  Listening listening("          all: [{with: {type: a}}, {with: {type: b}}]\n");
  EXPECT_TRUE(listening.Offer(R"({"type": "b", "data": 2})"));
  EXPECT_THAT(listening.effects(), ElementsAre());
  EXPECT_FALSE(listening.Offer(R"({"type": "b", "data": 3})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "a", "data": 1})"));
  EXPECT_THAT(listening.effects(), ElementsAre("finished [2,1]"));
}

TEST(Events, CorrelationExpectsAValueOfTheRun) {
  Listening listening("          one: {with: {type: a}, correlate: {d: {from: .data.dossier, expect: '${ .id }'}}}\n");
  EXPECT_FALSE(listening.Offer(R"({"type": "a", "data": {"dossier": "d2"}})"));
  EXPECT_FALSE(listening.Offer(R"({"type": "a", "data": {}})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "a", "data": {"dossier": "d1"}})"));
}

TEST(Events, CorrelationWithoutExpectationHoldsToTheFirstValue) {
  const std::string rule = "correlate: {d: {from: .data.x}}";
  Listening listening("          all: [{with: {type: a}, " + rule + "}, {with: {type: b}, " + rule + "}]\n");
  EXPECT_TRUE(listening.Offer(R"({"type": "a", "data": {"x": 1}})"));
  EXPECT_FALSE(listening.Offer(R"({"type": "b", "data": {"x": 2}})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "b", "data": {"x": 1}})"));
}

TEST(Events, DataByExampleMatchesAPartOfIt) {
  Listening listening("          one: {with: {type: a, data: {person: {name: Lan}}}}\n");
  EXPECT_FALSE(listening.Offer(R"({"type": "a", "data": {"person": {"age": 3}}})"));
  EXPECT_TRUE(listening.Offer(R"({"type": "a", "data": {"person": {"name": "Lan", "age": 3}}})"));
}

TEST(Events, EmittedEventHasAnEnvelopeThatRepeats) {
  const auto workflow = Load(
      "do:\n  - say: {emit: {event: {with: {source: 'https://lienthong.vn', type: said, data: {n: '${ .n }'}}}}}\n");
  const auto result = Start(*workflow, R"({"n": 1})", ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(EffectAt<EmitEffect>(*result).envelope,
            R"({"data":{"n":1},"id":"run-1/do/0/say#1","source":"https://lienthong.vn","specversion":"1.0",)"
            R"("time":"2024-08-05T01:00:00+00:00","type":"said"})");
  EXPECT_EQ(EffectAt<FinishedEffect>(*result).output, R"({"n":1})");
}

TEST(Events, BrokenEventIsNotTaken) {
  Listening listening("          one: {with: {type: a}}\n");
  EXPECT_FALSE(listening.Offer("no json"));
}

}  // namespace
}  // namespace lienthong::engine
