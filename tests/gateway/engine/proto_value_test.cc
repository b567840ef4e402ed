#include "gateway/engine/proto_value.h"

#include <gmock/gmock.h>
#include <google/protobuf/duration.pb.h>
#include <google/protobuf/struct.pb.h>
#include <google/protobuf/timestamp.pb.h>
#include <google/protobuf/wrappers.pb.h>
#include <gtest/gtest.h>

#include "tests/gateway/engine/testing.h"

namespace lienthong::engine {
namespace {

using ::testing::HasSubstr;

TEST(ProtoValue, EveryFieldHasAValue) {
  EXPECT_EQ(ValueOfMessage(*OfficeMessage("LookRequest", ""))->ToJson(),
            R"({"amount":0,"colour":"COLOUR_UNSPECIFIED","counts":{},"data":"","flag":null,"others":[],"person":null,)"
            R"("pin":"","ratio":0,"size":0,"tags":[]})");
}

TEST(ProtoValue, MessagesSurviveTheWayThereAndBack) {
  const auto message = OfficeMessage("LookRequest",
                                     "pin: '001' amount: -5 colour: COLOUR_GREEN person { name: 'Ánh' age: 3 } "
                                     "others { } others { age: 1 } tags: 'a' counts { key: 'k' value: 2 } "
                                     "data: '\\xff\\x00' flag: true ratio: 0.5 size: 4294967295");
  const Value value = *ValueOfMessage(*message);
  const auto back = OfficeMessage("LookRequest", "");
  ASSERT_TRUE(FillMessage(value, *back).ok()) << FillMessage(value, *back).message();
  EXPECT_EQ(back->ShortDebugString(), message->ShortDebugString());
}

std::string Refusal(const std::string& json) {
  return std::string(FillMessage(*Value::Parse(json), *OfficeMessage("LookRequest", "")).message());
}

TEST(ProtoValue, RefusesWithThePathOfTheField) {
  EXPECT_THAT(Refusal(R"({"person": {"nmae": "x"}})"), HasSubstr("\"person.nmae\"; did you mean \"name\""));
  EXPECT_THAT(Refusal(R"({"others": [{}, {"age": "x"}]})"), HasSubstr("others[1].age"));
  EXPECT_THAT(Refusal(R"({"others": {}})"), HasSubstr("takes a list, not an object"));
  EXPECT_THAT(Refusal(R"({"size": -1})"), HasSubstr("field size can't hold"));
  EXPECT_THAT(Refusal(R"({"counts": {"k": "x"}})"), HasSubstr("counts[k]"));
  EXPECT_THAT(Refusal(R"({"colour": "RED"})"), HasSubstr("has no value \"RED\""));
  EXPECT_THAT(Refusal(R"({"data": "%"})"), HasSubstr("takes base64"));
  EXPECT_THAT(Refusal("[]"), HasSubstr("the request takes an object, not an array"));
}

TEST(ProtoValue, SixtyFourBitIntegersAlsoComeAsText) {
  const auto message = OfficeMessage("LookRequest", "");
  ASSERT_TRUE(FillMessage(*Value::Parse(R"({"amount": "9007199254740993"})"), *message).ok());
  EXPECT_THAT(message->ShortDebugString(), HasSubstr("9007199254740993"));
  EXPECT_FALSE(ValueOfMessage(*message).ok());
}

template <typename M>
void ExpectBothWays(const M& message, const std::string& json) {
  EXPECT_EQ(ValueOfMessage(message)->ToJson(), json);
  M back;
  ASSERT_TRUE(FillMessage(*Value::Parse(json), back).ok());
  EXPECT_EQ(back.SerializeAsString(), message.SerializeAsString());
}

TEST(ProtoValue, WellKnownTypesArePlain) {
  google::protobuf::Timestamp time;
  time.set_seconds(1722819600);
  ExpectBothWays(time, R"("2024-08-05T01:00:00Z")");
  google::protobuf::Duration duration;
  duration.set_seconds(1);
  duration.set_nanos(500000000);
  ExpectBothWays(duration, R"("1.500s")");
  google::protobuf::StringValue text;
  text.set_value("x");
  ExpectBothWays(text, R"("x")");
  google::protobuf::Struct data;
  (*data.mutable_fields())["a"].mutable_list_value()->add_values()->set_bool_value(true);
  ExpectBothWays(data, R"({"a":[true]})");
}

}  // namespace
}  // namespace lienthong::engine
