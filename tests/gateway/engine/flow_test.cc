#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::ElementsAre;

TEST(Flow, OutputOfOneTaskIsInputOfTheNext) {
  EXPECT_EQ(RunToEnd("do:\n  - a: {set: {x: '${ .n + 1 }'}}\n  - b: {set: {y: '${ .x * 10 }'}}\n", R"({"n": 4})"),
            R"({"y":50})");
}

TEST(Flow, SetReplacesAndKeepsPartialExpressionsAsText) {
  EXPECT_EQ(RunToEnd("do:\n  - a:\n      set: {code: 007, text: 'total ${ .n }', list: [1, '${ .n }'], none: null}\n",
                     R"({"n": 4})"),
            R"({"code":"007","list":[1,4],"none":null,"text":"total ${ .n }"})");
}

TEST(Flow, IfSeesRawInputAndSkippingPassesItOnWithoutTransformsOrDirective) {
  const std::string body =
      "do:\n"
      "  - a:\n"
      "      if: .n > 10\n"
      "      input: {from: '{n: 99}'}\n"
      "      set: {x: 1}\n"
      "      output: {as: '{changed: true}'}\n"
      "      export: {as: '{changed: true}'}\n"
      "      then: end\n"
      "  - b: {set: {seen: '${ .n }', context: '${ $context }'}}\n";
  EXPECT_EQ(RunToEnd(body, R"({"n": 4})"), R"({"context":{},"seen":4})");
  EXPECT_THAT(Trace(body, R"({"n": 4})"), ElementsAre("(a)", "b"));
}

TEST(Flow, InputFromThenTaskThenOutputAsThenExportAs) {
  EXPECT_EQ(RunToEnd("input: {from: .outer}\n"
                     "do:\n"
                     "  - a:\n"
                     "      input: {from: '{n: (.n + 1)}'}\n"
                     "      set: {v: '${ .n }', in: '${ $input.n }', raw: '${ $task.input.n }'}\n"
                     "      output: {as: '{v: (.v * 2), in, raw, from_input: $input.n}'}\n"
                     "      export: {as: '$context + {kept: .v, same: ($output.v == .v), rawv: $task.output.v}'}\n"
                     "output: {as: '{out: ., context: $context, began: $workflow.input.outer.n}'}\n",
                     R"({"outer": {"n": 1}})"),
            R"({"began":1,"context":{"kept":4,"rawv":2,"same":true},"out":{"from_input":2,"in":2,"raw":1,"v":4}})");
}

TEST(Flow, SwitchTakesTheFirstMatchAndPassesItsInputOn) {
  const std::string body =
      "do:\n"
      "  - pick:\n"
      "      switch:\n"
      "        - small: {when: .n < 3, then: low}\n"
      "        - middle: {when: .n < 6, then: continue}\n"
      "        - other: {then: end}\n"
      "  - mid: {set: {r: mid}, then: end}\n"
      "  - low: {set: {r: low}}\n";
  EXPECT_EQ(RunToEnd(body, R"({"n": 1})"), R"({"r":"low"})");
  EXPECT_EQ(RunToEnd(body, R"({"n": 5})"), R"({"r":"mid"})");
  EXPECT_EQ(RunToEnd(body, R"({"n": 7})"), R"({"n":7})");
}

TEST(Flow, ForHandsEachOutputToTheNextIterationAndStopsWithWhile) {
  const std::string body =
      "do:\n"
      "  - start: {set: {list: [5, 6, 7], sum: 0}}\n"
      "  - loop:\n"
      "      for: {each: number, in: .list, at: place}\n"
      "      while: .sum < 10\n"
      "      do:\n"
      "        - add: {set: {sum: '${ .sum + $number }', last: '${ $place }'}}\n";
  EXPECT_EQ(RunToEnd(body), R"({"last":1,"sum":11})");
}

TEST(Flow, EmptyForGivesItsInput) {
  EXPECT_EQ(RunToEnd("do:\n  - loop:\n      for: {in: '[]'}\n      do: [{a: {set: {x: 1}}}]\n", R"({"n":1})"),
            R"({"n":1})");
}

TEST(Flow, ForOverNoListIsAnExpressionError) {
  EXPECT_EQ(RunToEnd("do:\n  - loop:\n      for: {in: .n}\n      do: [{a: {set: {x: 1}}}]\n", R"({"n":1})"),
            "expression 400 /do/0/loop");
}

TEST(Flow, ExitLeavesTheCompositeAndEndTheWorkflow) {
  const std::string loop =
      "do:\n"
      "  - loop:\n"
      "      for: {in: '[1, 2, 3]'}\n"
      "      do:\n"
      "        - one: {set: {at: '${ $item }'}, then: DIRECTIVE}\n"
      "        - two: {set: {never: true}}\n"
      "  - after: {set: {after: '${ .at }'}}\n";
  std::string exits = loop, ends = loop;
  exits.replace(exits.find("DIRECTIVE"), 9, "exit");
  ends.replace(ends.find("DIRECTIVE"), 9, "end");
  EXPECT_EQ(RunToEnd(exits), R"({"after":1})");
  EXPECT_EQ(RunToEnd(ends), R"({"at":1})");
}

TEST(Flow, JumpBackwardsCountsVisits) {
  const auto workflow = Load(
      "do:\n"
      "  - again: {set: {n: '${ .n + 1 }'}}\n"
      "  - more: {switch: [{yes: {when: .n < 3, then: again}}]}\n");
  const auto result = Start(*workflow, R"({"n": 0})", ContextForTest());
  ASSERT_TRUE(result.ok());
  std::vector<std::string> steps;
  for (const TaskRun& run : result->trace) steps.push_back(run.step.Suffix());
  EXPECT_THAT(steps, ElementsAre("/do/0/again#1", "/do/1/more#1", "/do/0/again#2", "/do/1/more#2", "/do/0/again#3",
                                 "/do/1/more#3"));
}

TEST(Flow, NestedLoopsNeverShareAVisit) {
  const auto workflow = Load(
      "do:\n"
      "  - outer:\n"
      "      for: {each: a, in: '[1, 2]'}\n"
      "      do:\n"
      "        - inner:\n"
      "            for: {each: b, in: '[1, 2]'}\n"
      "            do: [{say: {emit: {event: {with: {source: 'urn:s', type: said, data: '${ [$a, $b] }'}}}}}]\n");
  const auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  for (size_t i = 0; i < 4; ++i) {
    const auto emitted = EffectAt<EmitEffect>(*result, i);
    EXPECT_EQ(emitted.step.Suffix(), "/do/0/outer/do/0/inner/do/0/say#" + std::to_string(i + 1));
  }
}

TEST(Flow, EndlessLoopFaultsInsteadOfHanging) {
  EXPECT_EQ(RunToEnd("do:\n  - a: {set: {n: 1}, then: a}\n"), "runtime 500 /do/0/a");
}

TEST(Flow, ForkGivesOutputsInFileOrderWhateverFinishesFirst) {
  const std::string body =
      "do:\n"
      "  - both:\n"
      "      fork:\n"
      "        branches:\n"
      "          - slow: {do: [{rest: {wait: PT5S}}, {a: {set: {v: slow}}}]}\n"
      "          - quick: {set: {v: quick}}\n";
  EXPECT_EQ(RunToEnd(body), R"([{"v":"slow"},{"v":"quick"}])");
  EXPECT_THAT(Trace(body), ElementsAre("both", "slow", "rest", "quick", "a"));
}

TEST(Flow, CompetingForkCancelsTheLosers) {
  const auto workflow = Load(
      "do:\n"
      "  - race:\n"
      "      fork:\n"
      "        compete: true\n"
      "        branches:\n"
      "          - slow: {do: [{rest: {wait: PT9S}}]}\n"
      "          - quick: {do: [{nap: {wait: PT1S}}, {b: {set: {winner: quick}}}]}\n");
  auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre("timer wait 9s", "timer wait 1s"));
  const std::string loser = EffectAt<TimerEffect>(*result, 0).token;
  result = Resume(*workflow, result->state, EffectAt<TimerEffect>(*result, 1).token, TimerFired{}, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects), ElementsAre("cancel " + loser, R"(finished {"winner":"quick"})"));
  result = Resume(*workflow, result->state, loser, TimerFired{}, ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_FALSE(result->accepted);
}

TEST(Flow, RaceWonAtOnceNeverStartsTheRest) {
  EXPECT_THAT(Trace("do:\n  - race:\n      fork:\n        compete: true\n        branches:\n"
                    "          - first: {set: {v: 1}}\n          - second: {set: {v: 2}}\n"),
              ElementsAre("race", "first"));
}

TEST(Flow, FaultOfABranchStopsTheOthers) {
  const auto workflow = Load(
      "do:\n"
      "  - both:\n"
      "      fork:\n"
      "        branches:\n"
      "          - waits: {wait: PT9S}\n"
      "          - fails: {raise: {error: {type: 'urn:bad', status: 409}}}\n");
  const auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  const std::string waiting = EffectAt<TimerEffect>(*result).token;
  EXPECT_THAT(Describe(result->effects), ElementsAre("timer wait 9s", "cancel " + waiting,
                                                     "faulted urn:bad 409 /do/0/both/fork/branches/1/fails"));
}

TEST(Flow, EndInABranchEndsTheRunAndItsSiblings) {
  const auto workflow = Load(
      "do:\n  - both:\n      fork:\n        branches:\n"
      "          - waits: {wait: PT9S}\n"
      "          - ends: {set: {v: 1}, then: end}\n"
      "  - never: {set: {v: 2}}\n");
  const auto result = Start(*workflow, "{}", ContextForTest());
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(Describe(result->effects),
              ElementsAre("timer wait 9s", "cancel " + EffectAt<TimerEffect>(*result).token, R"(finished {"v":1})"));
}

TEST(Flow, ValueNestedTooDeepIsAnErrorBeforeItIsStored) {
  EXPECT_EQ(
      RunToEnd(
          "do:\n  - a: {set: {n: '${ . }'}}\n  - b: {if: '$workflow.id == \"run-1\"', set: '${ {n: .} }', then: a}\n"),
      "expression 400 /do/1/b");
}

TEST(Flow, ContextIsSharedByBranchesInTheOrderTheyRun) {
  EXPECT_EQ(RunToEnd("do:\n  - both:\n      fork:\n        branches:\n"
                     "          - late: {do: [{w: {wait: PT2S}}, {a: {set: {x: 1}, export: {as: '$context + {late: "
                     "($context | keys)}'}}}]}\n"
                     "          - soon: {set: {x: 1}, export: {as: '$context + {soon: true}'}}\n"
                     "output: {as: $context}\n"),
            R"({"late":["soon"],"soon":true})");
}

TEST(Flow, DurationsAreInlineIsoOrComputed) {
  const auto workflow = Load(
      "do:\n"
      "  - a: {wait: {minutes: 1, seconds: 30}}\n"
      "  - b: {wait: P1DT2H}\n"
      "  - c: {wait: '${ .pause }'}\n");
  const auto result = RunStandalone(*workflow, R"({"pause": {"hours": 1}})", ContextForTest(), {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->elapsed, absl::Seconds(90) + absl::Hours(26) + absl::Hours(1));
}

TEST(Flow, DescriptorsTellWhatRunsAndSince) {
  EXPECT_EQ(
      RunToEnd(
          "do:\n  - a:\n      set:\n        id: ${ $workflow.id }\n        began: ${ $workflow.startedAt.iso8601 }\n"
          "        me: ${ $task.reference }\n        kind: ${ $task.definition | keys[0] }\n"
          "        by: ${ $runtime.name }\n        of: ${ $workflow.definition.document.name }\n"),
      R"({"began":"2024-08-05T01:00:00Z","by":"lienthong","id":"run-1","kind":"set","me":"/do/0/a","of":"sample"})");
}

}  // namespace
}  // namespace lienthong::engine
