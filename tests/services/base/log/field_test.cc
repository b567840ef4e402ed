#include "services/base/log/field.h"

#include <gtest/gtest.h>

namespace lienthong::log {
namespace {

TEST(FieldTest, NumbersOfPeopleAreMadeUnreadable) {
  const std::string twelve(12, '7');
  EXPECT_EQ(Presentable("for-" + twelve + "/1"), "for-" + std::string(12, '#') + "/1");
  EXPECT_EQ(Presentable(std::string(9, '1')), std::string(9, '#'));
  EXPECT_EQ(Presentable("12345678-12345678"), "12345678-12345678");
}

TEST(FieldTest, WordsMayBeANameAndAreLeftOut) {
  EXPECT_EQ(Presentable("Nguyen Van An"), "(no-id)");
  EXPECT_EQ(Presentable("Nguyễn"), "(no-id)");
  EXPECT_EQ(Presentable("a\nb"), "(no-id)");
  EXPECT_EQ(Presentable("lienthong.tax.v1.TaxService/GetTaxpayer"), "lienthong.tax.v1.TaxService/GetTaxpayer");
}

TEST(FieldTest, AValueStaysShortAndIsCutAfterItsNumbersAreGone) {
  EXPECT_EQ(Presentable(std::string(500, 'x')).size(), 120u);
  const std::string value = std::string(115, 'x') + std::string(12, '7');
  EXPECT_EQ(Presentable(value), std::string(115, 'x') + std::string(5, '#'));
}

}  // namespace
}  // namespace lienthong::log
