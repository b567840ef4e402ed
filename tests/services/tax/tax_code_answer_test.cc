#include "services/tax/tax_code_answer.h"

#include "absl/strings/match.h"
#include "gtest/gtest.h"

namespace lienthong::tax {
namespace {

v1::CheckTaxCodeResponse Check(const std::string& code) {
  v1::CheckTaxCodeRequest request;
  request.set_tax_code(code);
  return TaxCodeAnswer(request);
}

TEST(TaxCodeAnswerTest, CodesThatCanBeIssued) {
  for (const char* code : {"0100012344", "0123456787", "0190000012", "3123456782", "0100012344-002", "0100012344002"}) {
    EXPECT_TRUE(Check(code).valid()) << code;
    EXPECT_EQ(Check(code).fault(), v1::TAX_CODE_FAULT_UNSPECIFIED) << code;
  }
}

TEST(TaxCodeAnswerTest, EachFaultIsTold) {
  EXPECT_EQ(Check("12345").fault(), v1::TAX_CODE_FAULT_SHAPE);
  EXPECT_EQ(Check("0000012344").fault(), v1::TAX_CODE_FAULT_PROVINCE);
  EXPECT_EQ(Check("0100000000").fault(), v1::TAX_CODE_FAULT_SERIAL);
  EXPECT_EQ(Check("0100012345").fault(), v1::TAX_CODE_FAULT_CHECK_DIGIT);
  EXPECT_EQ(Check("0100012344-000").fault(), v1::TAX_CODE_FAULT_BRANCH);
}

TEST(TaxCodeAnswerTest, TheArithmeticIsExplained) {
  const auto answer = Check("0100012345");
  EXPECT_EQ(answer.expected_check_digit(), "4");
  // 0×31 1×29 0×23 0×19 0×17 1×13 2×7 3×5 4×3 = 83 = 7×11 + 6
  EXPECT_TRUE(absl::StrContains(answer.explanation().en(), "= 83; 83 mod 11 = 6; check digit = 10 - 6 = 4."))
      << answer.explanation().en();
  EXPECT_TRUE(absl::StrContains(answer.explanation().vi(), "= 83"));
}

TEST(TaxCodeAnswerTest, NineDigitsThatHaveNoCheckDigit) {
  const auto answer = Check("0190000020");
  EXPECT_FALSE(answer.valid());
  EXPECT_EQ(answer.fault(), v1::TAX_CODE_FAULT_CHECK_DIGIT);
  EXPECT_EQ(answer.expected_check_digit(), "");
}

}  // namespace
}  // namespace lienthong::tax
