#include "services/civil_registry/date_in_words.h"

#include "gtest/gtest.h"

namespace lienthong::civil_registry {
namespace {

TEST(DateInWordsTest, SpellsDaysAndMonths) {
  EXPECT_EQ(DateInWords(absl::CivilDay(2024, 8, 5)), "Ngày năm, tháng tám, năm hai nghìn không trăm hai mươi tư");
  EXPECT_EQ(DateInWords(absl::CivilDay(2021, 12, 31)),
            "Ngày ba mươi mốt, tháng mười hai, năm hai nghìn không trăm hai mươi mốt");
  EXPECT_EQ(DateInWords(absl::CivilDay(2015, 10, 15)), "Ngày mười lăm, tháng mười, năm hai nghìn không trăm mười lăm");
}

TEST(DateInWordsTest, SpellsRoundAndOldYears) {
  EXPECT_EQ(DateInWords(absl::CivilDay(2000, 1, 1)), "Ngày một, tháng một, năm hai nghìn");
  EXPECT_EQ(DateInWords(absl::CivilDay(2005, 1, 1)), "Ngày một, tháng một, năm hai nghìn không trăm linh năm");
  EXPECT_EQ(DateInWords(absl::CivilDay(1955, 1, 20)), "Ngày hai mươi, tháng một, năm một nghìn chín trăm năm mươi lăm");
  EXPECT_EQ(DateInWords(absl::CivilDay(1900, 1, 1)), "Ngày một, tháng một, năm một nghìn chín trăm");
}

}  // namespace
}  // namespace lienthong::civil_registry
