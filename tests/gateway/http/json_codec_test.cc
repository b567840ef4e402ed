#include "gateway/http/json/codec.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "gtest/gtest.h"
#include "nlohmann/json.hpp"
#include "sample_types.h"
#include "services/base/error/error.h"

namespace lienthong::http {
namespace {

TEST(JsonCodecTest, KeepsEveryKindOfFieldThereAndBack) {
  const JsonCodec codec(SamplePool());
  const std::string json =
      R"({"flag":true,"small":-7,"count":7,"big":"9007199254740993","ratio":0.5,"personalNumber":"001","photo":"AQI=",)"
      R"("colour":"COLOUR_GREEN","place":{"communeCode":"00001","inner":[]},"names":["An","Đỗ Ự"],)"
      R"("places":[{"communeCode":"00004","inner":[]}],"byName":{"k":{"communeCode":"","inner":[]}},)"
      R"("byNumber":{"1":"a"},"right":3,"at":"2024-08-05T01:00:00Z","wait":"1.500s","free":{"a":[1,null]},"maybe":0,)"
      R"("anyValue":"x","perhaps":0})";

  const auto binary = codec.ToBinary(SampleType("Everything"), json);
  ASSERT_TRUE(binary.ok()) << binary.status();
  const auto back = codec.ToJson(SampleType("Everything"), *binary);

  ASSERT_TRUE(back.ok()) << back.status();
  EXPECT_EQ(nlohmann::json::parse(*back), nlohmann::json::parse(json));
  EXPECT_EQ(back->find('\n'), std::string::npos);
}

TEST(JsonCodecTest, TakesProtoSpelling) {
  const JsonCodec codec(SamplePool());

  const auto snake = codec.ToBinary(SampleType("Everything"), R"({"personal_number": "001"})");
  const auto camel = codec.ToBinary(SampleType("Everything"), R"({"personalNumber": "001"})");

  ASSERT_TRUE(snake.ok());
  EXPECT_EQ(*snake, *camel);
}

TEST(JsonCodecTest, WritesZeroValuesOfPlainFieldsOnly) {
  const JsonCodec codec(SamplePool());

  const auto json = nlohmann::json::parse(*codec.ToJson(SampleType("Everything"), ""));

  EXPECT_EQ(json["small"], 0);
  EXPECT_EQ(json["big"], "0");
  EXPECT_EQ(json["names"], nlohmann::json::array());
  EXPECT_EQ(json["colour"], "COLOUR_UNSPECIFIED");
  for (const char* absent : {"place", "left", "right", "perhaps", "maybe", "at"}) {
    EXPECT_FALSE(json.contains(absent)) << absent;
  }
}

TEST(JsonCodecTest, TakesAllThatTheCheckTakes) {
  const JsonCodec codec(SamplePool());
  for (const char* json : {R"({"small": "-7", "big": 1e3})", R"({"small": 5.0})", R"({"photo": "_-8="})",
                           R"({"photo": "/+8"})", R"({"ratio": "Infinity"})", R"({"ratio": "1.5"})", R"({"colour": 7})",
                           R"({"flag": null, "names": null, "byName": null, "maybe": null})",
                           R"({"left": "a", "right": null})", R"({"at": "2024-08-05T08:00:00.5+07:00"})"}) {
    const auto binary = codec.ToBinary(SampleType("Everything"), json);
    EXPECT_TRUE(binary.ok()) << json << " " << binary.status();
  }
}

TEST(JsonCodecTest, BytesOfAnotherMessageAreADefectOfTheAnsweringOffice) {
  const JsonCodec codec(SamplePool());

  const auto json = codec.ToJson(SampleType("Place"), "\xff\xff");

  EXPECT_EQ(ReasonOf(json.status()), Reason::INTERNAL_ERROR);
}

}  // namespace
}  // namespace lienthong::http
