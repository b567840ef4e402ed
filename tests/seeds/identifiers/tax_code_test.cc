#include "seeds/identifiers/tax_code.h"

#include <gtest/gtest.h>

#include <set>

namespace lienthong::seeds {
namespace {

TEST(TaxCodeTest, WorkedExamplesAreValid) {
  for (const char* code : {"0100012344", "0123456787", "0190000012", "3123456782", "0100012344-002", "0100012344002"}) {
    EXPECT_EQ(CheckTaxCode(code), TaxCodeFault::kNone) << code;
  }
}

TEST(TaxCodeTest, WrongCheckDigit) { EXPECT_EQ(CheckTaxCode("0100012345"), TaxCodeFault::kCheckDigit); }

TEST(TaxCodeTest, RemainderZeroHasNoTenthDigit) {
  for (const char* nine : {"019000002", "310001234"}) {
    EXPECT_FALSE(TaxCheckDigit(nine).has_value()) << nine;
    for (char digit = '0'; digit <= '9'; ++digit) {
      EXPECT_EQ(CheckTaxCode(std::string(nine) + digit), TaxCodeFault::kCheckDigit) << nine << digit;
    }
  }
}

TEST(TaxCodeTest, ShapeProvinceSerialBranch) {
  for (const char* code :
       {"", "010001234", "01000123444", "010001234x", "0100012344-02", "0100012344-0002", "0100012344 002"}) {
    EXPECT_EQ(CheckTaxCode(code), TaxCodeFault::kShape) << code;
  }
  EXPECT_EQ(CheckTaxCode("0012345678"), TaxCodeFault::kProvince);
  EXPECT_EQ(CheckTaxCode("0100000000"), TaxCodeFault::kSerial);
  EXPECT_EQ(CheckTaxCode("0100012344-000"), TaxCodeFault::kBranch);
}

TEST(TaxCodeTest, CheckDigitNeedsNineDigits) {
  EXPECT_EQ(TaxCheckDigit("010001234"), '4');
  EXPECT_FALSE(TaxCheckDigit("01000123").has_value());
  EXPECT_FALSE(TaxCheckDigit("01000123x").has_value());
}

TEST(TaxCodeTest, CountedCodesAreValidAndDistinct) {
  std::set<std::string> codes;
  for (uint64_t n = 0; n < 5000; ++n) {
    const std::string code = NthTaxCode("01", n);
    ASSERT_EQ(CheckTaxCode(code), TaxCodeFault::kNone) << code;
    codes.insert(code);
  }
  EXPECT_EQ(codes.size(), 5000u);
  EXPECT_EQ(CheckTaxCode(NthTaxCode("96", kTaxCodesPerPrefix - 1)), TaxCodeFault::kNone);
}

}  // namespace
}  // namespace lienthong::seeds
