#include "gateway/engine/value.h"

#include <gtest/gtest.h>

#include "absl/strings/escaping.h"
#include "gateway/engine/duration.h"
#include "gateway/engine/value_codec.h"

namespace lienthong::engine {
namespace {

constexpr const char* kSamples[] = {"null",
                                    "true",
                                    "false",
                                    "0",
                                    "-1",
                                    "23",
                                    "24",
                                    "255",
                                    "256",
                                    "65536",
                                    "4294967296",
                                    "9007199254740991",
                                    "-9007199254740991",
                                    "0.1",
                                    "-2.5e-7",
                                    "1.5e-300",
                                    R"("")",
                                    R"("Nguyễn Thị Ánh")",
                                    R"("a\u0000b")",
                                    "[]",
                                    "{}",
                                    R"({"b":[1,{"c":null}],"a":"x"})"};

TEST(ValueCodec, GivesBackEveryValue) {
  for (const char* json : kSamples) {
    const Value value = *Value::Parse(json);
    const auto decoded = DecodeValue(EncodeValue(value));
    ASSERT_TRUE(decoded.ok()) << json;
    EXPECT_TRUE(decoded->Equals(value)) << json << " became " << decoded->ToJson();
  }
}

TEST(ValueCodec, WritesTheBytesOfTheStandard) {
  const auto hex = [](const char* json) { return absl::BytesToHexString(EncodeValue(*Value::Parse(json))); };
  // Examples of RFC 8949, appendix A.
  EXPECT_EQ(hex("1000000"), "1a000f4240");
  EXPECT_EQ(hex("-1000"), "3903e7");
  EXPECT_EQ(hex("1.1"), "fb3ff199999999999a");
  EXPECT_EQ(hex(R"("IETF")"), "6449455446");
  EXPECT_EQ(hex(R"({"b": [2, 3], "a": 1})"), "a26161016162820203");
}

TEST(ValueCodec, EqualValuesHaveEqualBytes) {
  EXPECT_EQ(EncodeValue(*Value::Parse(R"({"x": 1, "y": 2})")), EncodeValue(*Value::Parse(R"({"y": 2.0, "x": 1})")));
}

TEST(ValueCodec, RefusesEveryTruncationAndTrailingBytes) {
  const std::string bytes = EncodeValue(*Value::Parse(R"({"b": [1, {"c": 300}], "a": "text"})"));
  for (size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(DecodeValue(bytes.substr(0, size)).ok()) << size;
  EXPECT_FALSE(DecodeValue(bytes + "x").ok());
  EXPECT_FALSE(DecodeValue(std::string(500, '\x81')).ok());
}

TEST(Value, RefusesJsonThatLosesSomething) {
  for (const char* json : {"", "{", "[1,]", "1 2", "9007199254740993", "-9007199254740992", "nan"}) {
    EXPECT_FALSE(Value::Parse(json).ok()) << json;
  }
}

TEST(Value, CopiesAreIndependent) {
  Value a = *Value::Parse(R"({"x": 1})");
  Value b = a;
  b.Set("x", Value::Number(2));
  EXPECT_EQ(a.ToJson(), R"({"x":1})");
  EXPECT_EQ(b.ToJson(), R"({"x":2})");
}

TEST(Duration, IsoWithFixedLengthsOnly) {
  EXPECT_EQ(*ParseIsoDuration("P1DT2H3M4.5S"), absl::Hours(26) + absl::Minutes(3) + absl::Milliseconds(4500));
  EXPECT_EQ(*ParseIsoDuration("P2W"), absl::Hours(336));
  for (const char* text : {"", "P", "PT", "P1M", "P1Y", "1D", "P1", "PT1D", "P1DT", "PTT1S", "P1.2.3D", "P-1D"}) {
    EXPECT_FALSE(ParseIsoDuration(text).ok()) << text;
  }
}

}  // namespace
}  // namespace lienthong::engine
