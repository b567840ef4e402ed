#include "gateway/verification/query.h"

#include "gmock/gmock.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "tests/gateway/verification/lines.h"

namespace lienthong::verification {
namespace {

using control::v1::JournalQuery;
using ::testing::ElementsAre;

JournalQuery Parse(const std::string& json) {
  JournalQuery query;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(json, &query).ok()) << json;
  return query;
}

Query Made(const std::string& json) { return Query::Make(Parse(json), "query").value(); }

bool Matches(const std::string& json, const control::v1::JournalEntry& entry) { return Made(json).Matches(entry); }

TEST(QueryTest, NothingAskedForIsEveryCallButNoRow) {
  EXPECT_TRUE(Matches("{}", GetPersonLine("gateway", 1, "1")));
  EXPECT_FALSE(Matches("{}", RowLine("population", 1)));
  EXPECT_TRUE(Matches(R"({"rows": true})", RowLine("population", 1)));
  EXPECT_TRUE(Matches(R"({"kind": "ENTRY_KIND_ROW", "call": {"method": "*decide"}})", RowLine("population", 1)));
  EXPECT_FALSE(Matches(R"({"kind": "ENTRY_KIND_ROW", "call": {"method": "*poll"}})", RowLine("population", 1)));
}

TEST(QueryTest, HeadersRequestAndResponseAreCompared) {
  auto line = GetPersonLine("gateway", 3, "17");
  line.set_run("d-1");
  line.set_request_id("r");
  for (const char* fits :
       {R"({"call": {"method": "GetPerson"}})", R"({"call": {"agency": "popul*", "method": "Get*"}})",
        R"({"call": {"fields": [{"path": "pin", "equals": "17"}], "method": "GetPerson"}})",
        R"({"call": {"method": "GetPerson"}, "response": [{"path": "person.full_name", "resembles": "tran thi mau"}]})",
        R"({"run": "d-1", "request_id": "r", "kind": "ENTRY_KIND_READ", "outcome": "OK"})",
        R"({"from": "2024-08-05T01:03:00Z", "to": "2024-08-05T01:03:01Z"})"}) {
    EXPECT_TRUE(Matches(fits, line)) << fits;
  }
  for (const char* differs :
       {R"({"call": {"caller": "portal"}})",
        R"({"call": {"fields": [{"path": "pin", "equals": "18"}], "method": "GetPerson"}})",
        R"({"call": {"method": "GetPerson"}, "response": [{"path": "person.full_name", "glob": "Nguyễn*"}]})",
        R"({"run": "d-2"})", R"({"request_id": "q"})", R"({"kind": "ENTRY_KIND_WRITE"})", R"({"outcome": "NOT_FOUND"})",
        R"({"from": "2024-08-05T01:03:01Z"})", R"({"to": "2024-08-05T01:03:00Z"})"}) {
    EXPECT_FALSE(Matches(differs, line)) << differs;
  }
}

TEST(QueryTest, ARefusalIsKnownByReasonAndByCode) {
  auto line = RefusedLine("gateway", 1, 0);
  *line.mutable_status() = ToRpcStatus(ResourceNotFound("person", "somebody"));
  for (const char* fits :
       {R"({"outcome": "RESOURCE_NOT_FOUND"})", R"({"outcome": "NOT_FOUND"})", R"({"outcome": "*_FOUND"})"}) {
    EXPECT_TRUE(Matches(fits, line)) << fits;
  }
  EXPECT_FALSE(Matches(R"({"outcome": "OK"})", line));
  EXPECT_FALSE(
      Matches(R"({"call": {"method": "GetPerson"}, "response": [{"path": "person", "present": true}]})", line));
}

TEST(QueryTest, RepeatedAnswersAndOnlookersAreNotCanonical) {
  auto line = GetPersonLine("gateway", 1, "1");
  line.set_replay(true);
  EXPECT_TRUE(Matches("{}", line));
  EXPECT_FALSE(Matches(R"({"canonical": true})", line));
}

TEST(QueryTest, SaysWhatDiffers) {
  const Query query = Made(
      R"({"call": {"method": "GetPerson", "caller": "portal", "fields": [{"path": "pin", "equals": "18"}]}, "outcome": "NOT_FOUND"})");
  std::vector<std::string> fields;
  const std::string number(12, '7');
  for (const auto& difference : query.Differences(GetPersonLine("gateway", 1, number), Showing::kNothingPersonal)) {
    fields.push_back(difference.field() + " " + difference.wanted() + " " + difference.actual());
  }
  EXPECT_THAT(fields,
              ElementsAre("caller portal \"gateway\"", "request.pin \"18\" [redacted]", "outcome NOT_FOUND OK"));
}

TEST(QueryTest, WhatCanNeverMatchIsRefused) {
  const auto reason = [](const std::string& json) { return ReasonOf(Query::Make(Parse(json), "query").status()); };
  EXPECT_EQ(reason(R"({"call": {"method": "GetPersonn"}})"), Reason::RULE_METHOD_UNKNOWN);
  EXPECT_EQ(reason(R"({"call": {"method": "GetPerson", "fields": [{"path": "pim", "present": true}]}})"),
            Reason::FIELD_UNKNOWN);
  EXPECT_EQ(reason(R"({"call": {"method": "GetPerson"}, "response": [{"path": "pin", "present": true}]})"),
            Reason::FIELD_UNKNOWN);
  EXPECT_EQ(reason(R"({"from": "2024-08-05T00:00:00Z", "to": "2024-08-05T00:00:00Z"})"), Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::verification
