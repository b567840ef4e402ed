#include "services/base/mock/text_match.h"

#include "gtest/gtest.h"

namespace lienthong::mock {
namespace {

TEST(GlobTest, StarsAndQuestionMarks) {
  EXPECT_TRUE(GlobMatches("Verify*", "VerifyPerson"));
  EXPECT_TRUE(GlobMatches("*", ""));
  EXPECT_TRUE(GlobMatches("*Service/Get*", "lienthong.tax.v1.TaxService/GetTaxpayer"));
  EXPECT_TRUE(GlobMatches("a*b*c", "aXbYbZc"));
  EXPECT_TRUE(GlobMatches("??", "đạ")) << "one character, however many bytes";
  EXPECT_FALSE(GlobMatches("Verify*", "PreVerify"));
  EXPECT_FALSE(GlobMatches("a*b", "abc"));
  EXPECT_FALSE(GlobMatches("?", ""));
  EXPECT_FALSE(GlobMatches("", "x"));
}

TEST(GlobTest, ManyStarsEndSoon) { EXPECT_FALSE(GlobMatches("a*a*a*a*a*a*a*a*a*a*b", std::string(5000, 'a'))); }

TEST(GlobTest, KnowsAGlob) {
  EXPECT_TRUE(IsGlob("one_stop/*"));
  EXPECT_FALSE(IsGlob("one_stop/22"));
}

TEST(FoldedTest, WithoutCaseAccentsAndSpareSpaces) {
  EXPECT_EQ(Folded("  NGUYỄN  Thị Đào "), "nguyen thi dao");
  EXPECT_EQ(Folded("nguye\xCC\x82\xCC\x83n"), "nguyen") << "decomposed letters";
  EXPECT_EQ(Folded("H' Đ"), "h' d");
  EXPECT_EQ(Folded(""), "");
}

}  // namespace
}  // namespace lienthong::mock
