#include "tests/services/health/health_fixture.h"

namespace lienthong::health {
namespace {

class NotificationChecksTest : public HealthTest {
 protected:
  Reason RefusalOf(const v1::BirthNotification& notice) { return ReasonOf(Issue(notice).status()); }

  v1::BirthNotification notice_ = NoticeOf("binh-family");
};

TEST_F(NotificationChecksTest, TheFacilityDeliversBirths) {
  notice_.set_facility_code("01999");
  EXPECT_EQ(RefusalOf(notice_), Reason::FACILITY_UNKNOWN);
  notice_.set_facility_code("01903");
  EXPECT_EQ(RefusalOf(notice_), Reason::FACILITY_CANNOT_ISSUE);
  notice_.clear_facility_code();
  EXPECT_EQ(RefusalOf(notice_), Reason::INVALID_FIELD);
}

TEST_F(NotificationChecksTest, TheMotherIsWhoSheSays) {
  notice_.mutable_mother()->set_full_name("NGUYỄN THỊ MẪU KHÁC");
  EXPECT_EQ(RefusalOf(notice_), Reason::PERSON_MISMATCH);
  notice_ = NoticeOf("binh-family");
  seeds::NumberCell cell;
  cell.province_code = "01";
  cell.sex = seeds::Sex::kFemale;
  cell.birth_year = notice_.mother().birth_date().year();
  notice_.mutable_mother()->set_pin(TheNation()->FreeNumber(cell, 3).value());
  EXPECT_EQ(RefusalOf(notice_), Reason::PERSON_NOT_FOUND);
}

TEST_F(NotificationChecksTest, AForeignMotherShowsAnotherPaper) {
  notice_.mutable_mother()->clear_pin();
  notice_.mutable_mother()->set_identity_number("P0000000");
  notice_.mutable_mother()->set_nationality("KOR");
  EXPECT_TRUE(Issue(notice_).ok());
}

TEST_F(NotificationChecksTest, TheCommissioningMotherIsCheckedToo) {
  *notice_.mutable_commissioning_mother() = NoticeOf("an-family").mother();
  notice_.mutable_commissioning_mother()->set_full_name("AI ĐÓ");
  EXPECT_EQ(RefusalOf(notice_), Reason::PERSON_MISMATCH);
}

TEST_F(NotificationChecksTest, TheChildIsBorn) {
  *notice_.mutable_child()->mutable_birth_date() = ToProto(harness_.today() + 1);
  EXPECT_EQ(RefusalOf(notice_), Reason::DATE_IN_FUTURE);
}

TEST_F(NotificationChecksTest, FieldsHaveTheirRanges) {
  v1::BirthNotification light = notice_;
  light.mutable_child()->set_weight_grams(199);
  v1::BirthNotification late = notice_;
  late.mutable_child()->set_birth_time("24:00");
  v1::BirthNotification twin = notice_;
  twin.set_children_of_delivery(2);
  v1::BirthNotification sexless = notice_;
  sexless.mutable_child()->clear_sex();
  for (const auto& notice : {light, late, twin, sexless}) EXPECT_EQ(RefusalOf(notice), Reason::INVALID_FIELD);
}

TEST_F(NotificationChecksTest, PlacesExistOnTheDay) {
  notice_.mutable_mother()->mutable_residence()->set_province_code("01");
  notice_.mutable_mother()->mutable_residence()->set_commune_code("99999");
  EXPECT_EQ(RefusalOf(notice_), Reason::ADDRESS_UNKNOWN);
  *notice_.mutable_mother()->mutable_residence() = AddressOf("", "00001");
  harness_.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  EXPECT_EQ(RefusalOf(notice_), Reason::STALE_CODE);
}

TEST_F(NotificationChecksTest, EachRuleOfPersonalNumbersHasItsReason) {
  const std::string good = notice_.mother().pin();
  const auto refusal = [&](size_t at, const std::string& digits) {
    v1::BirthNotification notice = notice_;
    notice.mutable_mother()->set_pin(std::string(good).replace(at, digits.size(), digits));
    return RefusalOf(notice);
  };
  EXPECT_EQ(refusal(0, "900"), Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN);
  EXPECT_EQ(refusal(3, "3"), Reason::PERSONAL_NUMBER_CENTURY_MISMATCH);
  EXPECT_EQ(refusal(3, "0"), Reason::PERSONAL_NUMBER_SEX_MISMATCH);
  EXPECT_EQ(refusal(4, "94"), Reason::PERSONAL_NUMBER_YEAR_MISMATCH);
  EXPECT_EQ(refusal(0, "0"), Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE);
  notice_.mutable_mother()->set_pin("123");
  EXPECT_EQ(RefusalOf(notice_), Reason::PERSONAL_NUMBER_NOT_12_DIGITS);
  notice_.mutable_mother()->set_pin(std::string(good).replace(3, 1, "3"));
  notice_.mutable_mother()->mutable_birth_date()->set_year(2095);
  EXPECT_EQ(RefusalOf(notice_), Reason::PERSONAL_NUMBER_IN_FUTURE);
}

}  // namespace
}  // namespace lienthong::health
