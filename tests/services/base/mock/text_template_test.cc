#include "services/base/mock/text_template.h"

#include "gtest/gtest.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/error/error.h"
#include "services/base/world/call_context.h"
#include "tests/services/base/mock/from_json.h"

namespace lienthong::mock {
namespace {

const TemplateTypes kTypes{population::v1::VerifyPersonRequest::descriptor(),
                           population::v1::VerifyPersonResponse::descriptor()};

class TemplateTest : public ::testing::Test {
 protected:
  TemplateTest() {
    scope_.request = &request_;
    scope_.answer = &answer_;
    scope_.now = absl::FromCivil(absl::CivilSecond(2024, 8, 30, 8, 15, 0), HanoiZone());
    scope_.call = 3;
    scope_.world = "w";
    scope_.agency = "population";
    scope_.caller = "gateway";
    scope_.new_id = [](absl::string_view prefix) { return std::string(prefix) + "-1"; };
  }
  std::string Fill(const std::string& text) { return TextOf(FillTemplates(text, scope_)); }

  const Value request_ = FromJson<Value>(R"({"pin": "001", "birth_date": {"year": 1999, "month": 5, "day": 1}})");
  const Value answer_ = FromJson<Value>(R"({"outcome": "MATCH_OUTCOME_MATCH"})");
  TemplateScope scope_;
};

TEST_F(TemplateTest, EveryForm) {
  EXPECT_EQ(Fill("{{request.pin}}"), "001");
  EXPECT_EQ(Fill("{{ answer.outcome }}"), "MATCH_OUTCOME_MATCH");
  EXPECT_EQ(Fill("{{now}}"), "2024-08-30T08:15:00+07:00");
  EXPECT_EQ(Fill("{{now + 2 hours}}"), "2024-08-30T10:15:00+07:00");
  EXPECT_EQ(Fill("{{now - 1 day}}"), "2024-08-29T08:15:00+07:00");
  EXPECT_EQ(Fill("{{today}}"), "2024-08-30");
  EXPECT_EQ(Fill("{{today - 3 months}}"), "2024-05-30");
  EXPECT_EQ(Fill("{{today + 6 months}}"), "2025-02-28") << "a month too short gives its last day";
  EXPECT_EQ(Fill("{{today + 1 working_days}}"), "2024-09-04") << "over the national holiday";
  EXPECT_EQ(Fill("{{call}} of {{world}} at {{agency}} for {{caller}}"), "3 of w at population for gateway");
  EXPECT_EQ(Fill("{{id(GCS)}}"), "GCS-1");
  EXPECT_EQ(Fill("no template"), "no template");
}

TEST_F(TemplateTest, AWholeTemplateKeepsItsType) {
  EXPECT_EQ(FillTemplates("{{request.birth_date.year}}", scope_).number_value(), 1999);
  EXPECT_TRUE(FillTemplates("{{request.birth_date}}", scope_).has_struct_value());
  EXPECT_EQ(FillTemplates("{{request.sex}}", scope_).kind_case(), Value::kNullValue) << "nothing is there";
  EXPECT_EQ(Fill("<{{request.sex}}>"), "<>");
}

TEST_F(TemplateTest, WhatCanNotBeFilledIsRefused) {
  const auto reason = [](const std::string& text, const TemplateTypes& types = kTypes) {
    return ReasonOf(CheckTemplates(text, types, "field"));
  };
  EXPECT_EQ(reason("{{request.pin}} {{answer.state}} {{now + 3 seconds}} {{id(X)}}"), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(reason("{{request.pni}}"), Reason::FIELD_UNKNOWN);
  EXPECT_EQ(reason("{{answer.outcome}}", {kTypes.request, nullptr}), Reason::RULE_TEMPLATE_INVALID);
  for (const char* wrong : {"{{", "{{}}", "{{request}}", "{{now + x hours}}", "{{now + 1 month}}", "{{today + 1 hour}}",
                            "{{tomorrow}}", "{{id()}}", "{{env}}", "{{now + 99999999 days}}"}) {
    EXPECT_EQ(reason(wrong), Reason::RULE_TEMPLATE_INVALID) << wrong;
  }
}

}  // namespace
}  // namespace lienthong::mock
