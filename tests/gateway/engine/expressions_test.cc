#include "gateway/engine/expressions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "gateway/engine/jq_check.h"

namespace lienthong::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

Value None(const std::string&) { return Value(); }

std::string Evaluated(const std::string& text, const std::string& dot) {
  Expressions expressions({{text, 1, "", {}}}, {});
  const auto lease = expressions.Acquire();
  if (!lease.ok()) return std::string(lease.status().message());
  const auto value = (**lease).Evaluate(0, *Value::Parse(dot), None);
  return value.ok() ? value->ToJson() : "error: " + std::string(value.status().message());
}

TEST(Expressions, GiveOneValueNullForNoneAndRefuseSeveral) {
  EXPECT_EQ(Evaluated(".a", R"({"a": [1]})"), "[1]");
  EXPECT_EQ(Evaluated("empty", "1"), "null");
  EXPECT_THAT(Evaluated(".[]", "[1, 2]"), HasSubstr("more than one value"));
  EXPECT_EQ(Evaluated("first(.[])", "[1, 2]"), "1");
  EXPECT_THAT(Evaluated("error(\"no\")", "1"), HasSubstr("error: no"));
  EXPECT_THAT(Evaluated(". * 2", "9007199254740991"), HasSubstr("2^53"));
  EXPECT_THAT(Evaluated("1 / 3 | infinite", "1"), HasSubstr("not finite"));
  EXPECT_EQ(Evaluated(". # a comment", "1"), "1");
}

TEST(Expressions, EvaluatorSurvivesErrors) {
  Expressions expressions({{".a.b", 1, "", {}}, {"$v + 1", 1, "", {"v"}}}, {});
  const auto lease = expressions.Acquire();
  ASSERT_TRUE(lease.ok());
  EXPECT_FALSE((**lease).Evaluate(0, Value::Number(1), None).ok());
  const auto two = [](const std::string&) { return Value::Number(2); };
  EXPECT_EQ((**lease).Evaluate(1, Value(), two)->number(), 3);
}

TEST(Expressions, ManyShareOneProgramAndTheBrokenAreFound) {
  std::vector<ExpressionSource> sources;
  for (int i = 0; i < 150; ++i) sources.push_back({". + " + std::to_string(i), i, "", {}});
  Expressions good(sources, {});
  EXPECT_TRUE(good.FindBroken().empty());
  const auto lease = good.Acquire();
  ASSERT_TRUE(lease.ok());
  for (int i = 0; i < 150; ++i) EXPECT_EQ((**lease).Evaluate(i, Value::Number(1000), None)->number(), 1000 + i);
  sources[17].text = ". +";
  sources[93].text = "nope";
  Expressions bad(sources, {});
  EXPECT_THAT(bad.FindBroken(), ElementsAre(Pair(17, HasSubstr("syntax error")), Pair(93, HasSubstr("nope/0"))));
  EXPECT_FALSE(bad.Acquire().ok());
}

TEST(Expressions, ThreadsEvaluateAtOnce) {
  Expressions expressions({{"[.[] | . * 2] | add", 1, "", {}}}, {});
  std::vector<std::thread> threads;
  std::atomic<int> right = 0;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&] {
      for (int i = 0; i < 50; ++i) {
        const auto lease = expressions.Acquire();
        const auto value = (**lease).Evaluate(0, *Value::Parse("[1, 2, 3]"), None);
        if (value.ok() && value->number() == 12) ++right;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(right, 200);
}

TEST(JqCheck, AcceptsWhatEndsAndRepeats) {
  for (const char* text : {"{now: 1, env, input: .x} | .env",
                           ".now",
                           "[range(3)]",
                           "[range(0; length)]",
                           "[range(.a | length)]",
                           "[range(10; 0; -1)]",
                           "[limit(3; .[])]",
                           "..",
                           "recurse",
                           "def f: 1; f",
                           "gsub(\"[.]\"; \"-\")",
                           "\"now\"",
                           "\"\\(.now)\"",
                           "reduce .[] as $x (0; . + $x)",
                           "# now\n1",
                           "strftime(\"%Y\")",
                           "1e+5",
                           "if . then 1 else 2 end",
                           ".[\"now\"]",
                           "def f(g): def h: g; h; f(1)"}) {
    EXPECT_TRUE(CheckJq(text).ok()) << text << ": " << CheckJq(text).status().message();
  }
}

TEST(JqCheck, RefusesTheRest) {
  for (const char* text : {"{a: now}",
                           "{(now): 1}",
                           "[now, 1]",
                           "env.HOME",
                           "$ENV",
                           "$__prog_args",
                           "__e1",
                           "input",
                           "debug",
                           "halt",
                           "while(true; .)",
                           "repeat(.)",
                           "range(infinite)",
                           "range(200000)",
                           "range(0; 5; 0)",
                           "range(0; 5; .s)",
                           "range(9*9)",
                           "def f: {a: f}; f",
                           "def f: def g: f; g; f",
                           "gsub(.p; \"\")",
                           "gsub(\"^\"; \"\")",
                           "sub(\"a\"; \"b\"; \"g\")",
                           "implode",
                           "import \"a\" as a; 1",
                           "\"open",
                           "(1",
                           "1)",
                           "",
                           "strflocaltime(\"%Y\")"}) {
    EXPECT_FALSE(CheckJq(text).ok()) << text;
  }
}

TEST(JqCheck, FindsVariablesAlsoInsideStrings) {
  const auto variables = CheckJq("\"\\($context.a)\" + $item");
  ASSERT_TRUE(variables.ok());
  EXPECT_THAT(*variables, ElementsAre("context", "item"));
}

}  // namespace
}  // namespace lienthong::engine
