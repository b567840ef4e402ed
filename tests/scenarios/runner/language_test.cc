#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lienthong/gateway/v1/event_service.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/json_path.h"
#include "scenarios/runner/matching.h"
#include "scenarios/runner/methods.h"
#include "scenarios/runner/placeholders.h"
#include "services/base/descriptors/methods.h"

namespace lienthong::scenarios {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const seeds::Nation& TestNation() {
  static const auto* nation = new std::shared_ptr<const seeds::Nation>(*seeds::Nation::Generate({}));
  return **nation;
}

Scope TestScope() {
  Scope scope;
  scope.nation = &TestNation();
  scope.world = "scenario-test";
  scope.now = *ParseTime("2024-08-05 08:00");
  return scope;
}

Json Value(const std::string& text, const Scope& scope = TestScope()) {
  const auto value = Expand(text, scope);
  EXPECT_TRUE(value.ok()) << value.status();
  return value.value_or(Json());
}

std::string Problem(const std::string& text, const Scope& scope = TestScope()) {
  return std::string(Expand(text, scope).status().message());
}

TEST(Placeholders, TakePersonas) {
  EXPECT_EQ(Value("${persona.binh-family.child.full_name}"), "TRẦN MẪU AN");
  EXPECT_EQ(Value("${persona.binh-family.mother.pin}").get<std::string>().size(), 12u);
  EXPECT_THAT(Problem("${persona.binh-family.mohter.pin}"), HasSubstr("mother"));
}

TEST(Placeholders, KeepKindsWhenAloneAndAreTextWithin) {
  Scope scope = TestScope();
  scope.saved["answer"] = {{"items", {{{"n", 7}}}}};
  EXPECT_EQ(Value("${saved.answer.items[0].n}", scope), 7);
  EXPECT_EQ(Value("n=${saved.answer.items[0].n}", scope), "n=7");
  EXPECT_EQ(Value("$${saved.answer}", scope), "${saved.answer}");
  EXPECT_THAT(Problem("x ${saved.answer}", scope), HasSubstr("let it stand alone"));
  EXPECT_THAT(Problem("${saved.anwser}", scope), HasSubstr("did you mean \"answer\""));
  EXPECT_THAT(Problem("${saved.answer.none}", scope), HasSubstr("has nothing there"));
}

TEST(Placeholders, ReckonWithDays) {
  EXPECT_EQ(Value("${world.today}"), "2024-08-05");
  EXPECT_EQ(Value("${world.now}"), "2024-08-05T01:00:00Z");
  EXPECT_EQ(Value("${world.today - 10 days}"), "2024-07-26");
  EXPECT_EQ(Value("${2024-01-31 + 1 month}"), "2024-02-29");
  EXPECT_EQ(Value("${2024-08-30 + 1 working_days}"), "2024-09-04");  // the weekend and two National Days between
  EXPECT_EQ(Value("${date(world.today - 6 years)}"), (Json{{"year", 2018}, {"month", 8}, {"day", 5}}));
  EXPECT_EQ(Value("${date(1950-03)}"), (Json{{"year", 1950}, {"month", 3}}));
  EXPECT_EQ(Value("${timestamp(world.today)}"), "2024-08-04T17:00:00Z");
  EXPECT_THAT(Problem("${world.today + 3 weeks}"), HasSubstr("is no unit"));
  EXPECT_THAT(Problem("${world.today +}"), HasSubstr("write a name"));
}

TEST(Placeholders, LetMayUseLetButNotItself) {
  Scope scope = TestScope();
  scope.let = {{"born", "${world.today - 3 days}"},
               {"child", {{"birth_date", "${date(let.born)}"}}},
               {"a", "${let.b}"},
               {"b", "${let.a}"}};
  EXPECT_EQ(Value("${let.child.birth_date.day}", scope), 2);
  EXPECT_THAT(Problem("${let.a}", scope), HasSubstr("in a circle"));
}

TEST(Placeholders, AreCheckedBeforeARun) {
  Scope scope = TestScope();
  EXPECT_TRUE(CheckPlaceholders("${saved.later.day + 1 days}", scope).ok());
  EXPECT_FALSE(CheckPlaceholders("${persona.nobody.at.all}", scope).ok());
  EXPECT_FALSE(CheckPlaceholders("${let.unknown}", scope).ok());
  EXPECT_FALSE(CheckPlaceholders("${world.today", scope).ok());
}

TEST(Paths, FindMembersAndElements) {
  const Json json = {{"a", {{{"b", "x"}}}}};
  EXPECT_EQ(*At(json, "a[0].b"), "x");
  EXPECT_TRUE(At(json, "a[1].b")->is_null());
  EXPECT_FALSE(At(json, "a[x]").ok());
}

TEST(Matching, ComparesPlainValues) {
  EXPECT_THAT(Compare(50000, "50000"), IsEmpty());
  EXPECT_THAT(Compare("x", Json()), SizeIs(1));
  EXPECT_THAT(Compare({{"a", 1}}, {{"a", 1}, {"b", 2}}), IsEmpty());
  EXPECT_THAT(Compare(Json::array({1, 2}), Json::array({1})), SizeIs(1));
  EXPECT_EQ(ToText(Match({{"a.b", "x"}}, {{"a", {{"b", "y"}}}})[0]), "a.b: expected x, got y");
}

TEST(Matching, KnowsOperators) {
  const auto holds = [](const char* expected, const Json& actual) {
    const Json json = Json::parse(expected);
    EXPECT_TRUE(CheckExpected(json).ok()) << expected;
    return Compare(json, actual).empty();
  };
  EXPECT_TRUE(holds(R"({"$regex": "^TE[1-9]"})", "TE1"));
  EXPECT_FALSE(holds(R"({"$regex": "^TE[1-9]"})", "DN1"));
  EXPECT_TRUE(holds(R"({"$absent": true})", "STATUS_UNSPECIFIED"));
  EXPECT_FALSE(holds(R"({"$absent": true})", false));
  EXPECT_TRUE(holds(R"({"$present": true})", "x"));
  EXPECT_FALSE(holds(R"({"$present": true})", Json()));
  EXPECT_TRUE(holds(R"({"$contains": {"a": 1}})", Json::array({{{"a", 1}, {"b", 2}}})));
  EXPECT_TRUE(holds(R"({"$contains": "MẪU"})", "TRẦN MẪU AN"));
  EXPECT_TRUE(holds(R"({"$one_of": [1, 2]})", "2"));
  EXPECT_FALSE(holds(R"({"$one_of": [1, 2]})", 3));
  EXPECT_TRUE(holds(R"({"$gt": 5, "$lte": 10})", "10"));
  EXPECT_FALSE(holds(R"({"$gt": 5, "$lte": 10})", 11));
  EXPECT_TRUE(holds(R"({"$lt": "2024-09-01"})", "2024-08-05"));
  EXPECT_TRUE(holds(R"({"$length": 3})", "MẪU"));
  EXPECT_FALSE(holds(R"({"$not": {"$regex": "a"}})", "a"));
}

TEST(Matching, RefusesWhatItDoesNotKnow) {
  EXPECT_THAT(std::string(CheckExpected({{"$regx", "a"}}).message()), HasSubstr("did you mean \"$regex\""));
  EXPECT_FALSE(CheckExpected({{"$regex", "("}}).ok());
  EXPECT_FALSE(CheckExpected({{"x", {{"$absent", "yes"}}}}).ok());
}

TEST(Methods, AreFoundByShortNames) {
  EXPECT_EQ(WireName(**FindMethod("population", "GetPerson")), "lienthong.population.v1.PopulationService/GetPerson");
  EXPECT_EQ(WireName(**FindMethod("one_stop/22", "DecideApplication")),
            "lienthong.applications.v1.ApplicationService/DecideApplication");
  EXPECT_EQ(WireName(**FindMethod("gateway", "PublishEvents")), "lienthong.gateway.v1.EventService/PublishEvents");
  EXPECT_THAT(std::string(FindMethod("population", "GetPersn").status().message()), HasSubstr("GetPerson"));
}

TEST(Spans, AreReadStrictly) {
  EXPECT_EQ(*ParseSpan("1d12h"), absl::Hours(36));
  EXPECT_FALSE(ParseSpan("ten days").ok());
  EXPECT_FALSE(ParseSpan("-1d").ok());
  EXPECT_FALSE(ParseSpan("").ok());
}

TEST(Messages, TakeAnyWithBareNames) {
  gateway::v1::PublishEventsRequest request;
  const Json json = Json::parse(
      R"({"events": [{"id": "a/1", "data": {"@type": "lienthong.applications.v1.ApplicationEvent", "application_id": 7}}]})");
  ASSERT_TRUE(JsonToMessage(json, request).ok());
  EXPECT_EQ((*MessageToJson(request))["events"][0]["data"]["application_id"], "7");
}

}  // namespace
}  // namespace lienthong::scenarios
