#include "services/base/mock/message_form.h"

#include "gtest/gtest.h"
#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/gateway/v1/event.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

using google::protobuf::Struct;
using population::v1::GetPersonResponse;

absl::StatusOr<absl::optional<Value>> AsWritten(const std::string& text, const std::string&) {
  return absl::optional<Value>(TextValue(text));
}

absl::Status Write(const std::string& json, google::protobuf::Message* message) {
  return WriteForm(FromJson<Struct>(json), "respond", AsWritten, message);
}

std::string Place(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  return info && info->metadata().contains("field") ? info->metadata().at("field") : "";
}

TEST(MessageFormTest, EveryKindOfField) {
  GetPersonResponse response;
  ASSERT_TRUE(Write(R"({"person": {"pin": "001299000001", "sex": "SEX_FEMALE", "birth_date": "1999-05-20",
                                    "legacy_ids": ["123456789"],
                                    "permanent_residence": {"kind": "RESIDENCE_KIND_PERMANENT"}}})",
                    &response)
                  .ok());
  EXPECT_EQ(response.person().pin(), "001299000001");
  EXPECT_EQ(response.person().sex(), common::v1::SEX_FEMALE);
  EXPECT_EQ(response.person().birth_date().day(), 20);
  EXPECT_EQ(response.person().legacy_ids(0), "123456789");
  control::v1::JournalEntry entry;
  ASSERT_TRUE(Write(R"({"step": "9007199254740993", "line": 5, "replay": true, "request": "AAE=",
                        "at": "2024-08-05T08:00:00+07:00", "latency": "1.500s"})",
                    &entry)
                  .ok());
  EXPECT_EQ(entry.step(), 9007199254740993);
  EXPECT_EQ(entry.line(), 5);
  EXPECT_EQ(entry.request(), std::string("\0\1", 2));
  EXPECT_EQ(entry.at().seconds(), 1722819600);
  EXPECT_EQ(entry.latency().nanos(), 500000000);
}

TEST(MessageFormTest, MergesMessagesReplacesListsAndClears) {
  auto response = FromJson<GetPersonResponse>(
      R"({"person": {"pin": "1", "fullName": "A", "legacyIds": ["x", "y"], "birthDate": {"year": 1999}}})");
  ASSERT_TRUE(Write(R"({"person": {"full_name": "B", "legacy_ids": ["z"], "birth_date": {"month": 5}, "pin": null}})",
                    &response)
                  .ok());
  EXPECT_EQ(response.person().full_name(), "B");
  EXPECT_EQ(response.person().pin(), "");
  ASSERT_EQ(response.person().legacy_ids_size(), 1);
  EXPECT_EQ(response.person().birth_date().year(), 1999);
  EXPECT_EQ(response.person().birth_date().month(), 5);
}

TEST(MessageFormTest, AnAnyNamesItsType) {
  gateway::v1::CloudEvent event;
  ASSERT_TRUE(Write(R"({"data": {"@type": "type.googleapis.com/lienthong.applications.v1.ApplicationEvent",
                                  "application_id": "A-1"}})",
                    &event)
                  .ok());
  EXPECT_FALSE(event.data().value().empty());
}

TEST(MessageFormTest, WhatDoesNotFitIsRefusedWithItsPlace) {
  GetPersonResponse response;
  const auto refused = [&](const std::string& json) { return Write(json, &response); };
  const absl::Status unknown = refused(R"({"person": {"full_nmae": "A"}})");
  EXPECT_EQ(ReasonOf(unknown), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(unknown)->metadata().at("nearest"), "full_name");
  const absl::Status number = refused(R"({"person": {"pin": 12}})");
  EXPECT_EQ(ReasonOf(number), Reason::JSON_TYPE_MISMATCH);
  EXPECT_EQ(Place(number), "respond.person.pin");
  const absl::Status sex = refused(R"({"person": {"sex": "SEX_FEMAIL"}})");
  EXPECT_EQ(ReasonOf(sex), Reason::RULE_VALUE_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(sex)->metadata().at("nearest"), "SEX_FEMALE");
  EXPECT_EQ(Place(refused(R"({"person": {"legacy_ids": [1]}})")), "respond.person.legacy_ids[0]");
  EXPECT_EQ(ReasonOf(refused(R"({"person": []})")), Reason::JSON_TYPE_MISMATCH);
  EXPECT_EQ(ReasonOf(refused(R"({"person": {"birth_date": "2024-13-01"}})")), Reason::JSON_TYPE_MISMATCH);
  EXPECT_EQ(ReasonOf(refused(R"({"person": {"birth_date": {"year": 1.5}}})")), Reason::JSON_TYPE_MISMATCH);
  EXPECT_EQ(ReasonOf(refused(R"({"person": {"birth_date": {"year": 3000000000}}})")), Reason::JSON_TYPE_MISMATCH);
  control::v1::JournalEntry entry;
  EXPECT_EQ(ReasonOf(Write(R"({"at": "yesterday"})", &entry)), Reason::JSON_TYPE_MISMATCH);
}

}  // namespace
}  // namespace lienthong::mock
