#include "seeds/identifiers/document_number.h"

#include <gtest/gtest.h>

#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

TEST(DocumentNumberTest, LegacyIdHasNineDigits) {
  EXPECT_TRUE(IsLegacyId("012345678"));
  for (const char* text : {"", "12345678", "0123456789", "01234567x"}) EXPECT_FALSE(IsLegacyId(text)) << text;
}

TEST(DocumentNumberTest, EveryProvinceHasASeries) {
  for (const Province& province : Places::Default().provinces()) {
    EXPECT_EQ(LegacySeries(province.code).size(), 2u) << province.name;
  }
  EXPECT_EQ(LegacySeries("01"), "01");
  EXPECT_EQ(LegacySeries("79"), "02");
  EXPECT_EQ(LegacySeries("36"), LegacySeries("37")) << "once one province, still one series";
  EXPECT_EQ(LegacySeries("03"), "");
}

TEST(DocumentNumberTest, CivilStatusNumber) {
  EXPECT_EQ(ParseCivilStatusNumber("123/2022"), (CivilStatusNumber{123, 2022}));
  EXPECT_EQ(FormatCivilStatusNumber({123, 2022}), "123/2022");
  for (const char* text : {"", "123", "0/2022", "012/2022", "123/22", "x/2022", "123/2022/1", "/2022"}) {
    EXPECT_FALSE(ParseCivilStatusNumber(text).has_value()) << text;
  }
}

TEST(DocumentNumberTest, FacilityCode) {
  EXPECT_TRUE(IsFacilityCode("01013"));
  for (const char* text : {"", "0101", "010131", "03013", "01x13"}) EXPECT_FALSE(IsFacilityCode(text)) << text;
}

TEST(DocumentNumberTest, NoticeNumbers) {
  const NoticeNumber birth{NoticeKind::kBirth, "01013", 42, 2024};
  EXPECT_EQ(FormatNoticeNumber(birth), "01013.GCS.00042.24");
  EXPECT_EQ(ParseNoticeNumber("01013.GCS.00042.24"), birth);
  EXPECT_EQ(ParseNoticeNumber("01013.GBT.00042.24")->kind, NoticeKind::kDeath);
  for (const char* text :
       {"", "01013.GXX.00042.24", "03013.GCS.00042.24", "01013.GCS.42.24", "01013.GCS.00042.2024", "01013GCS0004224"}) {
    EXPECT_FALSE(ParseNoticeNumber(text).has_value()) << text;
  }
}

TEST(DocumentNumberTest, MobileNumber) {
  EXPECT_TRUE(IsMobileNumber("0912345678"));
  for (const char* text : {"", "091234567", "0212345678", "1912345678", "09123456x8"})
    EXPECT_FALSE(IsMobileNumber(text));
}

}  // namespace
}  // namespace lienthong::seeds
