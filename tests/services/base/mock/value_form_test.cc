#include "services/base/mock/value_form.h"

#include "gtest/gtest.h"
#include "lienthong/applications/v1/application.pb.h"
#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/gateway/v1/event.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

const Value& Member(const Value& value, const std::string& name) { return value.struct_value().fields().at(name); }

TEST(ToValueTest, FieldsHaveTheirProtoNamesAndDefaults) {
  const Value value = ToValue(FromJson<population::v1::VerifyPersonRequest>(
      R"({"fullName": "TRẦN MẪU AN", "birthDate": {"year": 2024}, "sex": "SEX_FEMALE"})"));
  EXPECT_EQ(Member(value, "full_name").string_value(), "TRẦN MẪU AN");
  EXPECT_EQ(Member(value, "sex").string_value(), "SEX_FEMALE");
  EXPECT_EQ(Member(value, "pin").string_value(), "");
  EXPECT_EQ(Member(Member(value, "birth_date"), "year").number_value(), 2024);
  EXPECT_FALSE(ToValue(population::v1::VerifyPersonRequest()).struct_value().fields().contains("birth_date"));
}

TEST(ToValueTest, WhatJsonWritesAsText) {
  control::v1::JournalEntry entry;
  entry.set_step(9007199254740993);
  entry.set_request("\x01\xFF");
  entry.mutable_at()->set_seconds(1722819600);
  const Value value = ToValue(entry);
  EXPECT_EQ(Member(value, "step").string_value(), "9007199254740993");
  EXPECT_EQ(Member(value, "request").string_value(), "Af8=");
  EXPECT_EQ(Member(value, "at").string_value(), "2024-08-05T01:00:00Z");
}

TEST(ToValueTest, AnAnyShowsItsFields) {
  applications::v1::ApplicationEvent happened;
  happened.set_application_id("A-1");
  gateway::v1::CloudEvent event;
  event.mutable_data()->PackFrom(happened);
  EXPECT_EQ(Member(Member(ToValue(event), "data"), "application_id").string_value(), "A-1");
}

TEST(FitsTest, NumbersAndTextsAndDates) {
  EXPECT_TRUE(Fits(NumberValue(5), TextValue("5")));
  EXPECT_FALSE(Fits(TextValue("05"), NumberValue(5)));
  EXPECT_TRUE(Fits(TextValue("2024-08-05"), FromJson<Value>(R"({"year": 2024, "month": 8, "day": 5})")));
  EXPECT_TRUE(Fits(TextValue("1950"), FromJson<Value>(R"({"year": 1950, "month": 0, "day": 0})")));
}

TEST(FitsTest, MapsAreContainedListsAreWhole) {
  const Value actual = FromJson<Value>(R"({"a": 1, "b": [1, {"c": "x", "d": 2}]})");
  EXPECT_TRUE(Fits(FromJson<Value>(R"({"b": [1, {"c": "x"}]})"), actual));
  EXPECT_FALSE(Fits(FromJson<Value>(R"({"b": [1]})"), actual));
  EXPECT_FALSE(Fits(FromJson<Value>(R"({"z": 1})"), actual));
  EXPECT_TRUE(Fits(FromJson<Value>(R"({"z": null})"), actual));
  EXPECT_FALSE(Fits(FromJson<Value>(R"({"a": null})"), actual));
}

TEST(CompareTest, NumbersByValueOtherTextsByOrder) {
  EXPECT_LT(Compare(TextValue("9"), NumberValue(10)), 0);
  EXPECT_GT(Compare(TextValue("2024-08-05"), TextValue("2024-07-31")), 0);
  EXPECT_EQ(Compare(NumberValue(0.5), TextValue("0.50")), 0);
}

TEST(IsGivenTest, DefaultsAreNotButFalseIs) {
  EXPECT_FALSE(IsGiven(TextValue("")));
  EXPECT_FALSE(IsGiven(TextValue("SEX_UNSPECIFIED")));
  EXPECT_FALSE(IsGiven(NumberValue(0)));
  EXPECT_TRUE(IsGiven(FromJson<Value>("false")));
  EXPECT_TRUE(IsGiven(FromJson<Value>("{}")));
  EXPECT_FALSE(IsGiven(FromJson<Value>("[]")));
}

TEST(TextOfTest, ShortestNumbers) {
  EXPECT_EQ(TextOf(NumberValue(5)), "5");
  EXPECT_EQ(TextOf(NumberValue(-0.1)), "-0.1");
  EXPECT_EQ(TextOf(FromJson<Value>("true")), "true");
  EXPECT_EQ(Shown(nullptr), "nothing");
}

}  // namespace
}  // namespace lienthong::mock
