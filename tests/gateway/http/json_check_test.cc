#include "absl/strings/str_cat.h"
#include "gateway/http/json/check.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "sample_types.h"
#include "services/base/error/error.h"

// The well-known types must be linked for the sample's imports.
#include "google/protobuf/duration.pb.h"
#include "google/protobuf/struct.pb.h"
#include "google/protobuf/timestamp.pb.h"
#include "google/protobuf/wrappers.pb.h"

namespace lienthong::http {
namespace {

using testing::HasSubstr;

absl::Status Check(const std::string& json) { return CheckJson(json, SampleType("Everything")); }

std::string FieldOf(const absl::Status& status) {
  const auto info = ErrorInfoOf(status);
  return info && info->metadata().contains("field") ? info->metadata().at("field") : "";
}

std::string MetadataOf(const absl::Status& status, const std::string& name) {
  return ErrorInfoOf(status)->metadata().at(name);
}

struct WrongCase {
  const char* json;
  Reason reason;
  const char* field;
};

TEST(CheckJsonTest, NamesTheExactField) {
  const WrongCase cases[] = {
      {R"({"flagg": true})", Reason::FIELD_UNKNOWN, "flagg"},
      {R"({"place": {"communeCod": "1"}})", Reason::FIELD_UNKNOWN, "place.communeCod"},
      {R"({"places": [{}, {"inner": [{"x": 1}]}]})", Reason::FIELD_UNKNOWN, "places[1].inner[0].x"},
      {R"({"byName": {"a": {"x": 1}}})", Reason::FIELD_UNKNOWN, "by_name[\"a\"].x"},
      {R"({"flag": "true"})", Reason::JSON_TYPE_MISMATCH, "flag"},
      {R"({"small": 3000000000})", Reason::JSON_TYPE_MISMATCH, "small"},
      {R"({"small": 1.5})", Reason::JSON_TYPE_MISMATCH, "small"},
      {R"({"small": " 1"})", Reason::JSON_TYPE_MISMATCH, "small"},
      {R"({"count": -1})", Reason::JSON_TYPE_MISMATCH, "count"},
      {R"({"big": 9007199254740993.0})", Reason::JSON_TYPE_MISMATCH, "big"},
      {R"({"big": "9223372036854775808"})", Reason::JSON_TYPE_MISMATCH, "big"},
      {R"({"ratio": "much"})", Reason::JSON_TYPE_MISMATCH, "ratio"},
      {R"({"ratio": 1e999})", Reason::JSON_TYPE_MISMATCH, "ratio"},
      {R"({"personalNumber": 12345})", Reason::JSON_TYPE_MISMATCH, "personal_number"},
      {R"({"photo": "*"})", Reason::JSON_TYPE_MISMATCH, "photo"},
      {R"({"colour": "RED"})", Reason::JSON_TYPE_MISMATCH, "colour"},
      {R"({"colour": true})", Reason::JSON_TYPE_MISMATCH, "colour"},
      {R"({"place": "here"})", Reason::JSON_TYPE_MISMATCH, "place"},
      {R"({"place": []})", Reason::JSON_TYPE_MISMATCH, "place"},
      {R"({"names": "An"})", Reason::JSON_TYPE_MISMATCH, "names"},
      {R"({"names": ["An", null]})", Reason::JSON_TYPE_MISMATCH, "names[1]"},
      {R"({"names": {}})", Reason::JSON_TYPE_MISMATCH, "names"},
      {R"({"byName": []})", Reason::JSON_TYPE_MISMATCH, "by_name"},
      {R"({"byNumber": {"one": "a"}})", Reason::JSON_TYPE_MISMATCH, "by_number[\"one\"]"},
      {R"({"at": "yesterday"})", Reason::JSON_TYPE_MISMATCH, "at"},
      {R"({"at": {}})", Reason::JSON_TYPE_MISMATCH, "at"},
      {R"({"wait": "5 minutes"})", Reason::JSON_TYPE_MISMATCH, "wait"},
      {R"({"free": 1})", Reason::JSON_TYPE_MISMATCH, "free"},
      {R"({"maybe": "a"})", Reason::JSON_TYPE_MISMATCH, "maybe"},
      {R"({"flag": [true]})", Reason::JSON_TYPE_MISMATCH, "flag"},
      {R"([])", Reason::JSON_TYPE_MISMATCH, ""},
      {R"(null)", Reason::JSON_TYPE_MISMATCH, ""},
      {R"({"left": "a", "right": 1})", Reason::ONEOF_CONFLICT, "right"},
      {R"({"small": 1, "small": 2})", Reason::JSON_KEY_REPEATED, "small"},
      {R"({"byName": {}, "by_name": {}})", Reason::JSON_KEY_REPEATED, "by_name"},
      {R"({"byName": {"a": {}, "a": {}}})", Reason::JSON_KEY_REPEATED, "by_name[\"a\"]"},
      {R"({"free": {"a": {"b": 1, "b": 2}}})", Reason::JSON_KEY_REPEATED, "free.a.b"},
  };
  for (const WrongCase& wrong : cases) {
    const absl::Status status = Check(wrong.json);
    EXPECT_EQ(ReasonOf(status), wrong.reason) << wrong.json << " " << status;
    EXPECT_EQ(FieldOf(status), wrong.field) << wrong.json;
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << wrong.json;
  }
}

TEST(CheckJsonTest, TakesEveryFormOfTheMapping) {
  for (const char* json :
       {R"({})", R"({"flag": null, "place": null, "names": null, "byName": null, "colour": null})",
        R"({"personal_number": "001", "by_name": {"a": {"commune_code": "00001"}}})",
        R"({"small": "-7", "count": 4294967295, "big": "-9223372036854775808"})", R"({"small": 5.0, "big": 1e3})",
        R"({"ratio": "NaN"})", R"({"ratio": -1})", R"({"photo": "_-8="})", R"({"colour": "COLOUR_RED"})",
        R"({"colour": 7})", R"({"names": [], "places": [{}]})",
        R"({"at": "2024-08-05T08:00:00.5+07:00", "wait": "1.5s", "maybe": 3})", R"({"left": "a", "right": null})",
        R"({"free": {"a": [1, {"b": null}]}, "anyValue": [1, "x", null]})", R"({"anyValue": null})",
        R"({"byNumber": {"1": "a", "-2": "b"}, "perhaps": 0})"}) {
    EXPECT_TRUE(Check(json).ok()) << json << " " << Check(json);
  }
}

TEST(CheckJsonTest, SuggestsTheNearestName) {
  EXPECT_EQ(MetadataOf(Check(R"({"personalNumbr": ""})"), "nearest"), "personalNumber");
  EXPECT_THAT(MetadataOf(Check(R"({"colour": "COLOUR_GREN"})"), "expected"), HasSubstr("COLOUR_GREEN"));
  EXPECT_EQ(
      MetadataOf(CheckJson(R"({"a": 1})", *google::protobuf::Struct::descriptor()->FindNestedTypeByName("FieldsEntry")),
                 "nearest"),
      "key");
}

TEST(CheckJsonTest, SaysWhereTheTextBreaks) {
  const absl::Status status = Check("{\n  \"flag\": tru\n}");

  EXPECT_EQ(ReasonOf(status), Reason::JSON_MALFORMED);
  EXPECT_EQ(MetadataOf(status, "line"), "2");
  EXPECT_EQ(MetadataOf(status, "column"), "14");
}

TEST(CheckJsonTest, RefusesWhatIsNoJson) {
  for (const char* json : {"", " ", "{", "{}{}", "{\"flag\": true,}", "{'flag': true}", "{\"names\": [\"\xff\"]}",
                           "{\"ratio\": NaN}", "{\"small\": 01}", "// {}"}) {
    EXPECT_EQ(ReasonOf(Check(json)), Reason::JSON_MALFORMED) << json;
  }
}

std::string Nested(int levels) {
  std::string json = "{}";
  for (int i = 1; i < levels; ++i) json = absl::StrCat(R"({"free":)", json, "}");
  return json;
}

TEST(CheckJsonTest, StopsAtTheDepthLimit) {
  EXPECT_TRUE(Check(Nested(kMaxJsonDepth)).ok());
  EXPECT_EQ(ReasonOf(Check(Nested(kMaxJsonDepth + 1))), Reason::JSON_TOO_DEEP);
  EXPECT_EQ(ReasonOf(Check(R"({"anyValue":)" + std::string(1'000'000, '['))), Reason::JSON_TOO_DEEP);
}

TEST(CheckJsonTest, RepeatsNoLongKeyAndNoValue) {
  const absl::Status status = Check(absl::StrCat("{\"", std::string(100'000, 'k'), "\": 1}"));

  EXPECT_EQ(ReasonOf(status), Reason::FIELD_UNKNOWN);
  EXPECT_LT(FieldOf(status).size(), 100u);
  EXPECT_THAT(std::string(Check(R"({"flag": "secret"})").message()), testing::Not(HasSubstr("secret")));
}

}  // namespace
}  // namespace lienthong::http
