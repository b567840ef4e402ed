#include "gateway/verification/tally.h"

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "tests/gateway/verification/lines.h"

namespace lienthong::verification {
namespace {

using control::v1::VerifyCallsRequest;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

absl::StatusOr<CallTally> Make(const std::string& json) {
  VerifyCallsRequest request;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &request).ok()) << json;
  return CallTally::Make(request.expectations(), request.in_order(), Showing::kAllButSecrets);
}

CallTally Expecting(const std::string& figures) {
  return Make(R"({"expectations": [{"query": {"call": {"method": "GetPerson", "caller": "gateway"}}, )" + figures +
              "}]}")
      .value();
}

TEST(TallyTest, CountsAgainstFigures) {
  const auto holds = [](const std::string& figures, int calls) {
    CallTally tally = Expecting(figures);
    for (int i = 1; i <= calls; ++i) tally.Add(GetPersonLine("gateway", i, "1"));
    tally.Add(GetPersonLine("portal", 99, "1"));
    EXPECT_THAT(tally.Counts(), ElementsAre(calls));
    EXPECT_EQ(tally.Holds(), tally.Findings().empty());
    return tally.Holds();
  };
  EXPECT_TRUE(holds(R"("times": 2)", 2));
  EXPECT_FALSE(holds(R"("times": 2)", 1));
  EXPECT_FALSE(holds(R"("times": 2)", 3));
  EXPECT_TRUE(holds(R"("times": 0)", 0));
  EXPECT_FALSE(holds(R"("times": 0)", 1));
  EXPECT_FALSE(holds(R"("atLeast": 2)", 1));
  EXPECT_TRUE(holds(R"("atLeast": 2)", 5));
  EXPECT_TRUE(holds(R"("atMost": 2)", 0));
  EXPECT_FALSE(holds(R"("atMost": 2)", 3));
  EXPECT_FALSE(holds(R"("atLeast": 1, "atMost": 2)", 0));
  const auto at_least_once = Make(R"({"expectations": [{"query": {"call": {"method": "GetPerson"}}}]})");
  EXPECT_FALSE(at_least_once->Holds());
}

TEST(TallyTest, OnlyTooManyCantBeWaitedFor) {
  CallTally tally = Expecting(R"("times": 1)");
  EXPECT_FALSE(tally.Exceeded());
  tally.Add(GetPersonLine("gateway", 1, "1"));
  EXPECT_FALSE(tally.Exceeded());
  tally.Add(GetPersonLine("gateway", 2, "1"));
  EXPECT_TRUE(tally.Exceeded());
  EXPECT_EQ(tally.Findings()[0].nearest_size(), 2) << "the calls themselves";
  EXPECT_THAT(tally.Findings()[0].nearest(0).differences(), IsEmpty());
}

TEST(TallyTest, TheNearestCallsComeFirstWithTheirDifferences) {
  CallTally tally = Expecting(R"("times": 1)");
  auto other_method = GetPersonLine("portal", 1, "1");
  other_method.set_method("lienthong.population.v1.PopulationService/VerifyPerson");
  tally.Add(other_method);
  tally.Add(GetPersonLine("portal", 2, "1"));
  tally.Add(RowLine("population", 3));
  const auto findings = tally.Findings();
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].expectation(), "expectations[0]");
  EXPECT_THAT(findings[0].text().en(), HasSubstr("expected exactly 1, found 0"));
  EXPECT_THAT(findings[0].text().vi(), HasSubstr("đúng 1 cuộc gọi, thấy 0"));
  ASSERT_EQ(findings[0].nearest_size(), 2) << "no row is like a call";
  EXPECT_EQ(findings[0].nearest(0).call().entry().step(), 2);
  ASSERT_EQ(findings[0].nearest(0).differences_size(), 1);
  EXPECT_EQ(findings[0].nearest(0).differences(0).field(), "caller");
  EXPECT_EQ(findings[0].nearest(0).call().request().fields().at("pin").string_value(), "1");
  EXPECT_EQ(findings[0].nearest(1).call().entry().step(), 1);
}

TEST(TallyTest, OrderIsThatOfTheWorldWhateverTheOrderOfComing) {
  const std::string order =
      R"({"inOrder": [{"call": {"caller": "a"}}, {"call": {"caller": "b"}}, {"call": {"caller": "a"}}]})";
  CallTally tally = *Make(order);
  tally.Add(GetPersonLine("a", 3, "1"));
  tally.Add(GetPersonLine("b", 2, "1"));
  EXPECT_FALSE(tally.Holds());
  tally.Add(GetPersonLine("a", 1, "1"));
  EXPECT_TRUE(tally.Holds());

  CallTally early = *Make(order);
  early.Add(GetPersonLine("b", 1, "1"));
  early.Add(GetPersonLine("a", 2, "1"));
  ASSERT_EQ(early.Findings().size(), 1u);
  EXPECT_EQ(early.Findings()[0].expectation(), "in_order[1]");
  EXPECT_THAT(early.Findings()[0].text().en(), HasSubstr("1 call, but none after"));
  EXPECT_EQ(early.Findings()[0].nearest(0).call().entry().step(), 1);
}

TEST(TallyTest, WhatIsNoLongerKeptCantBeDenied) {
  CallTally tally = Expecting(R"("times": 0)");
  tally.SetDropped("population", 7);
  EXPECT_FALSE(tally.Holds());
  EXPECT_THAT(tally.Findings()[0].text().en(), HasSubstr("7 lines are no longer kept"));
  EXPECT_EQ(tally.dropped(), 7);

  CallTally elsewhere = *Make(R"({"expectations": [{"query": {"call": {"agency": "population"}}, "times": 0}]})");
  elsewhere.SetDropped("tax", 7);
  EXPECT_TRUE(elsewhere.Holds());
}

TEST(TallyTest, AnOfficeThatBeganAnewIsForgotten) {
  CallTally tally = Expecting(R"("times": 1)");
  tally.Add(GetPersonLine("gateway", 1, "1"));
  EXPECT_TRUE(tally.Holds());
  tally.Forget("population");
  EXPECT_FALSE(tally.Holds());
  EXPECT_EQ(tally.examined(), 0);
}

TEST(TallyTest, RefusesWhatContradictsItself) {
  const auto reason = [](const std::string& json) { return ReasonOf(Make(json).status()); };
  EXPECT_EQ(reason("{}"), Reason::INVALID_FIELD);
  EXPECT_EQ(reason(R"({"expectations": [{"times": 1, "atLeast": 1}]})"), Reason::INVALID_FIELD);
  EXPECT_EQ(reason(R"({"expectations": [{"atLeast": 2, "atMost": 1}]})"), Reason::INVALID_FIELD);
  EXPECT_EQ(reason(R"({"expectations": [{"times": -1}]})"), Reason::INVALID_FIELD);
  EXPECT_EQ(reason(R"({"inOrder": [{"call": {"method": "Nothing"}}]})"), Reason::RULE_METHOD_UNKNOWN);
}

}  // namespace
}  // namespace lienthong::verification
