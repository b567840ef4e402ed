#include "services/base/identity/field_checks.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"

namespace lienthong {
namespace {

constexpr absl::CivilDay kToday(2024, 8, 5);

common::v1::Date DateOf(int year, int month = 0, int day = 0) { return ToProto(seeds::PartialDate{year, month, day}); }

TEST(FieldChecksTest, ARefusalNamesTheFieldAndHoldsNoValue) {
  const absl::Status status = CheckPersonalNumberShape("form.child_pin", "90109500");
  ASSERT_EQ(ReasonOf(status), Reason::PERSONAL_NUMBER_NOT_12_DIGITS);
  EXPECT_EQ(ErrorInfoOf(status)->metadata().at("field"), "form.child_pin");
  EXPECT_EQ(ToRpcStatus(status).SerializeAsString().find("90109500"), std::string::npos);
}

TEST(FieldChecksTest, NamesAreTextWithLetters) {
  EXPECT_TRUE(CheckName("name", "Lê Thị Mẫu").ok());
  EXPECT_EQ(ReasonOf(CheckName("name", "")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckName("name", "   ")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckName("name", "\xff\xfe")), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckName("name", std::string(601, 'A'))), Reason::INVALID_FIELD);
}

TEST(FieldChecksTest, DatesExistInTheirPrecision) {
  EXPECT_TRUE(CheckDate("date", DateOf(1941)).ok());
  EXPECT_TRUE(CheckDate("date", DateOf(1962, 7)).ok());
  EXPECT_TRUE(CheckDate("date", DateOf(1972, 2, 29)).ok());
  EXPECT_EQ(ReasonOf(CheckDate("date", {})), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckDate("date", DateOf(1973, 2, 29))), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckDate("date", DateOf(1973, 0, 5))), Reason::INVALID_FIELD);
  EXPECT_EQ(ReasonOf(CheckFullDate("date", DateOf(1962, 7))), Reason::INVALID_FIELD);
  EXPECT_TRUE(CheckFullDate("date", DateOf(1962, 7, 1)).ok());
}

TEST(FieldChecksTest, TodayIsNotTheFuture) {
  EXPECT_TRUE(CheckNotInFuture("date", DateOf(2024, 8, 5), kToday).ok());
  EXPECT_EQ(ReasonOf(CheckNotInFuture("date", DateOf(2024, 8, 6), kToday)), Reason::DATE_IN_FUTURE);
  EXPECT_TRUE(CheckNotInFuture("date", DateOf(2024), kToday).ok()) << "may mean a day that has been";
}

TEST(FieldChecksTest, BothRangesHaveTheShape) {
  EXPECT_TRUE(CheckPersonalNumberShape("pin", "901095000001").ok());
  EXPECT_TRUE(CheckPersonalNumberShape("pin", "001095000001").ok());
  EXPECT_EQ(ReasonOf(CheckPersonalNumberShape("pin", "003095000001")), Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN);
}

TEST(FieldChecksTest, TheRangeIsTheWorlds) {
  control::v1::World world;
  EXPECT_TRUE(CheckPersonalNumberRange("pin", "901095000001", world).ok());
  EXPECT_EQ(ReasonOf(CheckPersonalNumberRange("pin", "001095000001", world)),
            Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE);
  world.set_realistic_numbers(true);
  EXPECT_TRUE(CheckPersonalNumberRange("pin", "001095000001", world).ok());
  EXPECT_EQ(ReasonOf(CheckPersonalNumberRange("pin", "901095000001", world)),
            Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE);
}

TEST(FieldChecksTest, AClaimIsComparedRuleByRule) {
  const auto check = [](seeds::Sex sex, int year) {
    return ReasonOf(CheckPersonalNumberClaim("pin", "901095000001", {sex, year}));
  };
  EXPECT_EQ(check(seeds::Sex::kMale, 1995), Reason::REASON_UNSPECIFIED);
  EXPECT_EQ(check(seeds::Sex::kMale, 2095), Reason::PERSONAL_NUMBER_CENTURY_MISMATCH);
  EXPECT_EQ(check(seeds::Sex::kFemale, 1995), Reason::PERSONAL_NUMBER_SEX_MISMATCH);
  EXPECT_EQ(check(seeds::Sex::kMale, 1996), Reason::PERSONAL_NUMBER_YEAR_MISMATCH);
}

TEST(FieldChecksTest, TheYearInTheNumberHasBegun) {
  EXPECT_TRUE(CheckPersonalNumberYear("pin", "901224000001", kToday).ok());
  EXPECT_EQ(ReasonOf(CheckPersonalNumberYear("pin", "901225000001", kToday)), Reason::PERSONAL_NUMBER_IN_FUTURE);
  EXPECT_TRUE(CheckPersonalNumberYear("pin", "901223000001", absl::CivilDay(2022, 1, 1)).ok())
      << "the nation is as of the end of 2023";
}

TEST(FieldChecksTest, AnOldNumberHasNineDigits) {
  EXPECT_TRUE(CheckLegacyId("legacy_id", "012345678").ok());
  EXPECT_EQ(ReasonOf(CheckLegacyId("legacy_id", "0123456789")), Reason::LEGACY_ID_MALFORMED);
}

}  // namespace
}  // namespace lienthong
