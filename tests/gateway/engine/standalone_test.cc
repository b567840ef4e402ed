#include "gateway/engine/standalone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/base/error/error.h"
#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Standalone, ListensToWhatItEmits) {
  EXPECT_EQ(RunToEnd("do:\n"
                     "  - both:\n"
                     "      fork:\n"
                     "        branches:\n"
                     "          - hears: {listen: {to: {one: {with: {type: said}}}}}\n"
                     "          - says: {do: [{rest: {wait: PT5S}}, "
                     "{say: {emit: {event: {with: {source: 'urn:s', type: said, data: {n: 1}}}}}}]}\n"),
            R"([[{"n":1}],{}])");
}

TEST(Standalone, AlsoToWhatItEmittedBefore) {
  EXPECT_EQ(RunToEnd("do:\n  - say: {emit: {event: {with: {source: 'urn:s', type: said, data: 7}}}}\n"
                     "  - hear: {listen: {to: {one: {with: {type: said}}}}}\n"),
            "[7]");
}

TEST(Standalone, SaysWhoWaitsForAnEventNobodySends) {
  EXPECT_EQ(RunToEnd("do:\n  - hear: {listen: {to: {one: {with: {type: said}}}}}\n"), "timeout 408 /do/0/hear");
}

TEST(Standalone, TimeIsVirtualAndInOrder) {
  const auto workflow = Load(
      "do:\n  - f:\n      fork:\n        branches:\n"
      "          - year: {do: [{w: {wait: P365D}}, {s: {set: {t: '${ $task.startedAt.iso8601 }'}}}]}\n"
      "          - hour: {do: [{w: {wait: PT1H}}, {s: {set: {t: '${ $task.startedAt.iso8601 }'}}}]}\n");
  const auto result = RunStandalone(*workflow, "{}", ContextForTest(), {});
  ASSERT_TRUE(result.ok());
  EXPECT_EQ(result->output, R"([{"t":"2025-08-05T01:00:00Z"},{"t":"2024-08-05T02:00:00Z"}])");
  EXPECT_EQ(result->elapsed, absl::Hours(24 * 365));
}

TEST(Standalone, CallsWithoutAnAgencyFailAsNotImplemented) {
  EXPECT_EQ(RunToEnd("do:\n  - a: {call: agency, with: {service: office.OfficeService, method: Look}}\n"),
            "communication 501 /do/0/a");
}

TEST(Standalone, ReadsInputAsYamlOrJson) {
  EXPECT_EQ(*ReadInput("code: 007\nlist: [1, true, null]\n", "in.yaml"), R"({"code":"007","list":[1,true,null]})");
  EXPECT_EQ(*ReadInput(R"({"a": "1"})", "in.json"), R"({"a":"1"})");
  const absl::Status twice = ReadInput("a: 1\na: 2\n", "in.yaml").status();
  EXPECT_EQ(ReasonOf(twice), Reason::WORKFLOW_INPUT_INVALID);
  EXPECT_THAT(std::string(twice.message()), HasSubstr("in.yaml:2: key \"a\" is given twice"));
  EXPECT_FALSE(ReadInput("n: 9007199254740993\n", "in.yaml").ok());
}

TEST(Standalone, KeepsTheEventsItEmitted) {
  const auto workflow = Load("do:\n  - say: {emit: {event: {with: {source: 'urn:s', type: said}}}}\n");
  const auto result = RunStandalone(*workflow, "{}", ContextForTest(), {});
  ASSERT_TRUE(result.ok());
  EXPECT_THAT(result->emitted, SizeIs(1));
}

}  // namespace
}  // namespace lienthong::engine
