#include "seeds/identifiers/insurance_code.h"

#include <gtest/gtest.h>

namespace lienthong::seeds {
namespace {

TEST(InsuranceCodeTest, ChildCardIsReadAndWritten) {
  const InsuranceCardCode card{"TE", 1, "01", "0123456789"};
  EXPECT_EQ(FormatInsuranceCardCode(card), "TE1010123456789");
  EXPECT_EQ(ParseInsuranceCardCode("TE1010123456789"), card);
}

TEST(InsuranceCodeTest, EachFaultIsTold) {
  EXPECT_EQ(CheckInsuranceCardCode("TE1010123456789"), CardCodeFault::kNone);
  EXPECT_EQ(CheckInsuranceCardCode("GD4790123456789"), CardCodeFault::kNone);
  EXPECT_EQ(CheckInsuranceCardCode("QN5970123456789"), CardCodeFault::kNone) << "97: army";
  for (const char* bad :
       {"", "TE101012345678", "TE10101234567890", "te1010123456789", "TE1010123456x89", "T11010123456789"}) {
    EXPECT_EQ(CheckInsuranceCardCode(bad), CardCodeFault::kShape) << bad;
  }
  EXPECT_EQ(CheckInsuranceCardCode("ZZ1010123456789"), CardCodeFault::kObject);
  EXPECT_EQ(CheckInsuranceCardCode("TE0010123456789"), CardCodeFault::kLevel);
  EXPECT_EQ(CheckInsuranceCardCode("TE6010123456789"), CardCodeFault::kLevel);
  EXPECT_EQ(CheckInsuranceCardCode("TE1030123456789"), CardCodeFault::kProvince);
  EXPECT_FALSE(ParseInsuranceCardCode("TE1030123456789").has_value());
}

TEST(InsuranceCodeTest, SiNumberBeginsWithAProvince) {
  EXPECT_TRUE(IsSiNumber("0123456789"));
  EXPECT_TRUE(IsSiNumber("9700000000"));
  EXPECT_FALSE(IsSiNumber("0323456789"));
  EXPECT_FALSE(IsSiNumber("012345678"));
  EXPECT_FALSE(IsSiNumber("01234567890"));
}

TEST(InsuranceCodeTest, LevelsPayTheirShare) {
  EXPECT_EQ(BenefitPercent(1), 100);
  EXPECT_EQ(BenefitPercent(2), 100);
  EXPECT_EQ(BenefitPercent(3), 95);
  EXPECT_EQ(BenefitPercent(4), 80);
  EXPECT_EQ(BenefitPercent(5), 100);
  EXPECT_EQ(BenefitPercent(0), 0);
  EXPECT_EQ(BenefitPercent(6), 0);
}

TEST(InsuranceCodeTest, ObjectsHaveTheirLevel) {
  EXPECT_EQ(FindInsuranceObject("TE")->level, 1);
  EXPECT_EQ(FindInsuranceObject("CC")->level, 1);
  EXPECT_EQ(FindInsuranceObject("HN")->level, 2);
  EXPECT_EQ(FindInsuranceObject("HT")->level, 3);
  EXPECT_EQ(FindInsuranceObject("DN")->level, 4);
  EXPECT_EQ(FindInsuranceObject("QN")->level, 5);
  EXPECT_EQ(FindInsuranceObject("XX"), nullptr);
  for (const InsuranceObject& object : InsuranceObjects()) {
    EXPECT_EQ(FindInsuranceObject(object.code), &object) << "listed twice: " << object.code;
    EXPECT_GT(BenefitPercent(object.level), 0);
  }
}

}  // namespace
}  // namespace lienthong::seeds
