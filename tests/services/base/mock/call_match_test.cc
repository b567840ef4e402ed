#include "services/base/mock/call_match.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/gateway/v1/event_service.pb.h"
#include "lienthong/gateway/v1/gateway_service.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

using control::v1::CallMatch;

constexpr char kVerify[] = "lienthong.population.v1.PopulationService/VerifyPerson";
constexpr char kPerson[] = R"({"pin": "001299012345", "fullName": "NGUYỄN Thị Đào", "sex": "SEX_FEMALE",
                               "birthDate": {"year": 1999, "month": 5, "day": 20}})";

CompiledMatch Compiled(const std::string& json) {
  auto match = CompiledMatch::Compile(FromJson<CallMatch>(json), "match");
  EXPECT_TRUE(match.ok()) << match.status() << " for " << json;
  return *std::move(match);
}

absl::Status Refusal(const std::string& json) {
  return CompiledMatch::Compile(FromJson<CallMatch>(json), "match").status();
}

std::string MetadataOf(const absl::Status& status, const std::string& name) {
  return ErrorInfoOf(status)->metadata().at(name);
}

bool MatchesPerson(const std::string& json) {
  const Value request = ToValue(FromJson<population::v1::VerifyPersonRequest>(kPerson));
  return Compiled(json).Matches({"population", "", kVerify, "one_stop", "037", &request});
}

bool FieldHolds(const std::string& field) {
  return MatchesPerson(R"({"method": "VerifyPerson", "fields": [)" + field + "]}");
}

TEST(CallMatchTest, NamesOfMethods) {
  for (const char* method : {"VerifyPerson", "PopulationService/VerifyPerson", kVerify, "PopulationService/Verify*",
                             "Verify*", "*population*", ""}) {
    EXPECT_TRUE(MatchesPerson(std::string(R"({"method": ")") + method + "\"}")) << method;
  }
  EXPECT_FALSE(MatchesPerson(R"({"method": "GetPerson"})"));
}

TEST(CallMatchTest, AgencyCallerAndPurpose) {
  EXPECT_TRUE(MatchesPerson(R"({"agency": "population", "caller": "one_*", "purpose": "037"})"));
  EXPECT_FALSE(MatchesPerson(R"({"agency": "tax"})"));
  EXPECT_FALSE(MatchesPerson(R"({"caller": "gateway"})"));
  EXPECT_FALSE(MatchesPerson(R"({"purpose": "038"})"));
}

TEST(CallMatchTest, Tenants) {
  const CompiledMatch lang_son = Compiled(R"({"agency": "one_stop/20"})");
  EXPECT_TRUE(lang_son.Matches({"one_stop", "20", "", "", "", nullptr}));
  EXPECT_FALSE(lang_son.Matches({"one_stop", "22", "", "", "", nullptr}));
  EXPECT_TRUE(Compiled(R"({"agency": "one_stop"})").Matches({"one_stop", "22", "", "", "", nullptr}));
  EXPECT_FALSE(lang_son.Matches({"one_stop", "", "", "", "", nullptr}));
}

TEST(CallMatchTest, EveryRule) {
  EXPECT_TRUE(FieldHolds(R"({"path": "sex", "equals": "SEX_FEMALE"})"));
  EXPECT_FALSE(FieldHolds(R"({"path": "sex", "equals": "SEX_MALE"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "birth_date", "equals": {"year": 1999, "month": 5}})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "birth_date", "equals": "1999-05-20"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "pin", "one_of": ["1", "001299012345"]})"));
  EXPECT_FALSE(FieldHolds(R"({"path": "pin", "one_of": ["1", "2"]})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "pin", "regex": "^0012\\d{8}$"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "birth_date.year", "range": {"from": 1990, "to": 1999}})"));
  EXPECT_FALSE(FieldHolds(R"({"path": "birth_date.year", "range": {"from": 2000}})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "birth_date", "range": {"from": "1999-05-01", "to": "1999-05-31"}})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "legacy_id", "present": false})"));
  EXPECT_FALSE(FieldHolds(R"({"path": "legacy_id", "present": true})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "full_name", "glob": "NGUYỄN *"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "full_name", "contains": "Thị"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "full_name", "resembles": "nguyen thi dao"})"));
  EXPECT_FALSE(FieldHolds(R"({"path": "full_name", "resembles": "nguyen thi dan"})"));
  EXPECT_TRUE(FieldHolds(R"({"path": "sex", "equals": "SEX_MALE", "negate": true})"));
}

TEST(CallMatchTest, ListsOfAnotherMessage) {
  const Value events = ToValue(FromJson<gateway::v1::PublishEventsRequest>(
      R"({"events": [{"type": "a", "time": "2024-08-05T01:00:00Z"}, {"type": "b"}]})"));
  const auto holds = [&](const std::string& field) {
    return Compiled(R"({"method": "PublishEvents", "fields": [)" + field + "]}")
        .Matches({"gateway", "", "lienthong.gateway.v1.EventService/PublishEvents", "", "", &events});
  };
  EXPECT_TRUE(holds(R"({"path": "events[*].type", "equals": "b"})"));
  EXPECT_FALSE(holds(R"({"path": "events[0].type", "equals": "b"})"));
  EXPECT_TRUE(holds(R"({"path": "events", "contains": {"type": "b"}})"));
  EXPECT_TRUE(holds(R"({"path": "events[*].type", "equals": "c", "negate": true})"));
  EXPECT_FALSE(holds(R"({"path": "events[*].type", "equals": "b", "negate": true})")) << "one of them is b";
  EXPECT_TRUE(holds(R"({"path": "events[0].time", "equals": "2024-08-05T08:00:00+07:00"})"));
}

TEST(CallMatchTest, ExplainsWhatKeepsItFromMatching) {
  const Value request = ToValue(FromJson<population::v1::VerifyPersonRequest>(kPerson));
  const CompiledMatch match = Compiled(R"({"agency": "population", "method": "VerifyPerson", "caller": "gateway",
      "fields": [{"path": "sex", "equals": "SEX_MALE"}, {"path": "pin", "regex": "^001"},
                 {"path": "birth_date.day", "range": {"to": 10}}]})");
  const auto differences = match.Differences({"population", "", kVerify, "one_stop", "", &request});
  ASSERT_EQ(differences.size(), 3u);
  EXPECT_EQ(differences[0].path, "caller");
  EXPECT_EQ(differences[0].expected, "gateway");
  EXPECT_EQ(differences[0].actual, "\"one_stop\"");
  EXPECT_EQ(differences[1].path, "sex");
  EXPECT_EQ(differences[1].expected, "\"SEX_MALE\"");
  EXPECT_EQ(differences[1].actual, "\"SEX_FEMALE\"");
  EXPECT_EQ(differences[2].path, "birth_date.day");
  EXPECT_EQ(differences[2].expected, "from anything to 10");
  EXPECT_EQ(differences[2].actual, "20");
  EXPECT_TRUE(Compiled("{}").Differences({"population", "", kVerify, "", "", &request}).empty());
}

TEST(CallMatchTest, AMethodThatNobodyHasIsRefusedWithTheNearest) {
  const absl::Status status = Refusal(R"({"method": "PopulationService/VerifyPersn"})");
  EXPECT_EQ(ReasonOf(status), Reason::RULE_METHOD_UNKNOWN);
  EXPECT_EQ(MetadataOf(status, "nearest"), "PopulationService/VerifyPerson");
  EXPECT_EQ(MetadataOf(status, "field"), "match.method");
  EXPECT_EQ(ReasonOf(Refusal(R"({"method": "ControlService/CreateWorld"})")), Reason::RULE_METHOD_UNKNOWN);
}

TEST(CallMatchTest, WhatAFieldCanNeverBeIsRefused) {
  const auto field = [](const std::string& json) {
    return Refusal(R"({"method": "VerifyPerson", "fields": [)" + json + "]}");
  };
  EXPECT_EQ(ReasonOf(field(R"({"path": "pni", "equals": "1"})")), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(ReasonOf(field(R"({"path": "pin", "equals": 12})")), Reason::JSON_TYPE_MISMATCH);
  EXPECT_EQ(ReasonOf(field(R"({"path": "birth_date.year", "equals": "abc"})")), Reason::JSON_TYPE_MISMATCH);
  const absl::Status sex = field(R"({"path": "sex", "one_of": ["SEX_MALE", "SEX_FEMAL"]})");
  EXPECT_EQ(ReasonOf(sex), Reason::RULE_VALUE_UNKNOWN);
  EXPECT_EQ(MetadataOf(sex, "field"), "match.fields[0].one_of[1]");
  EXPECT_EQ(MetadataOf(sex, "nearest"), "SEX_FEMALE");
  const absl::Status month = field(R"({"path": "birth_date", "equals": {"monht": 5}})");
  EXPECT_EQ(ReasonOf(month), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(MetadataOf(month, "nearest"), "month");
  EXPECT_EQ(ReasonOf(field(R"({"path": "pin", "regex": "("})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(field(R"({"path": "pin"})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(field(R"({"path": "pin", "range": {}})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(field(R"({"path": "birth_date.year", "range": {"from": 5, "to": 4}})")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(field(R"({"path": "pin", "one_of": []})")), Reason::INVALID_FIELD);
}

TEST(CallMatchTest, OneMethodWithTheFieldIsEnough) {
  const CompiledMatch any = Compiled(R"({"agency": "population", "fields": [{"path": "pin", "regex": "^001"}]})");
  const Value request = ToValue(FromJson<population::v1::VerifyPersonRequest>(kPerson));
  EXPECT_TRUE(any.Matches({"population", "", kVerify, "", "", &request}));
}

}  // namespace
}  // namespace lienthong::mock
