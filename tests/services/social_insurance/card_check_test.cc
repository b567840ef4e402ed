#include "services/social_insurance/card_check.h"

#include "tests/services/social_insurance/social_insurance_fixture.h"

namespace lienthong::social_insurance {
namespace {

class CardCheckTest : public SocialInsuranceTest {
 protected:
  // The mother of the Bình family (Hà Nội, DN4) and the question about her card.
  const seeds::Person mother = Someone("binh-family.mother");
  const std::string code = CardCodeOf(mother);
  const v1::CheckCardRequest question = QuestionAbout(mother, code);

  v1::CheckCardRequest About(const std::string& number) const { return QuestionAbout(mother, number); }

  void ExpectCode(const v1::CheckCardRequest& request, const std::string& result_code, v1::CardCheckOutcome outcome) {
    const v1::CheckCardResponse answer = Check(request);
    EXPECT_EQ(answer.result_code(), result_code) << answer.note().en();
    EXPECT_EQ(answer.outcome(), outcome);
    EXPECT_FALSE(answer.note().vi().empty());
    EXPECT_FALSE(answer.note().en().empty());
  }
  void ExpectDenied(const v1::CheckCardRequest& request, const std::string& result_code) {
    ExpectCode(request, result_code, v1::CARD_CHECK_OUTCOME_DENIED);
  }
  // Somebody else's data must not show the card.
  void ExpectMismatch(const v1::CheckCardRequest& request, const std::string& result_code) {
    ExpectCode(request, result_code, v1::CARD_CHECK_OUTCOME_MISMATCH);
    EXPECT_FALSE(Check(request).has_card());
  }
  void ExpectBadFormat(const v1::CheckCardRequest& request) {
    ExpectCode(request, "205", v1::CARD_CHECK_OUTCOME_TECHNICAL);
  }
};

TEST_F(CardCheckTest, TheRightCardIsShown) {
  ExpectCode(question, "000", v1::CARD_CHECK_OUTCOME_VALID);
  const v1::CheckCardResponse answer = Check(question);
  EXPECT_EQ(answer.card().card_code(), code);
  EXPECT_EQ(DayOf(answer.card().valid_to()), absl::CivilDay(2027, 12, 31));
  EXPECT_FALSE(answer.has_new_card());
  EXPECT_EQ(answer.previous_card_code(), "");
}

TEST_F(CardCheckTest, TheHolderIsFoundByAnyNumber) {
  for (const std::string& number : {mother.pin, mother.si_number, mother.legacy_ids.back()}) {
    const v1::CheckCardResponse answer = Check(About(number));
    EXPECT_EQ(answer.result_code(), "000") << number.size();
    EXPECT_EQ(answer.card().card_code(), code);
  }
}

TEST_F(CardCheckTest, LettersAndPrecisionDoNotMatter) {
  v1::CheckCardRequest request = question;
  request.set_full_name("  nguyễn thị  mẫu bình ");
  EXPECT_EQ(Check(request).result_code(), "000");
  request.set_full_name("NGUYE\u0302\u0303N THI\u0323 MA\u0302\u0303U BI\u0300NH");
  EXPECT_EQ(Check(request).result_code(), "000");
  *request.mutable_birth_date() = DateOf(1995);
  EXPECT_EQ(Check(request).result_code(), "000");
  const seeds::Person old = Someone("old-papers.year-only");
  v1::CheckCardRequest full_date = QuestionAbout(old, old.pin);
  *full_date.mutable_birth_date() = DateOf(1941, 5, 5);
  EXPECT_EQ(Check(full_date).result_code(), "000");
}

TEST_F(CardCheckTest, WhatDiffersIsNamedAndTheCardIsNotShown) {
  v1::CheckCardRequest request = question;
  request.set_full_name("TRẦN VĂN MẪU KHÁC");
  ExpectMismatch(request, "060");
  request.set_full_name("NGUYỄN THU MAI BẢO");
  ExpectMismatch(request, "061");
  request.set_full_name("NGUYEN THI MAU BINH");
  ExpectMismatch(request, "061");
  request = question;
  *request.mutable_birth_date() = DateOf(1995, 3, 9);
  ExpectMismatch(request, "070");
  request = question;
  request.set_sex(common::v1::SEX_MALE);
  ExpectMismatch(request, "080");
  request.set_sex(common::v1::SEX_FEMALE);
  EXPECT_EQ(Check(request).result_code(), "000");
  request.set_primary_facility_code("01903");
  ExpectMismatch(request, "090");
  request.set_primary_facility_code(mother.insurance->facility_code);
  EXPECT_EQ(Check(request).result_code(), "000");
}

TEST_F(CardCheckTest, ValidityCountsOnTheDayOfTheVisit) {
  v1::CheckCardRequest request = question;
  *request.mutable_visit_date() = DateOf(2027, 12, 31);
  EXPECT_EQ(Check(request).result_code(), "000");
  *request.mutable_visit_date() = DateOf(2028, 1, 1);
  ExpectDenied(request, "010");
  *request.mutable_visit_date() = DateOf(2021, 4, 1);
  EXPECT_EQ(Check(request).result_code(), "000");
  *request.mutable_visit_date() = DateOf(2021, 3, 31);
  ExpectDenied(request, "010");
  harness.AdvanceTo(AgencyHarness::At(2028, 1, 1, 0));
  ExpectDenied(question, "010");
  EXPECT_EQ(Check(question).card().card_code(), code);
}

TEST_F(CardCheckTest, NobodysNumberIsNotFound) {
  const std::string free = SmallNation()->FreeSiNumber("01", 3).value();
  ExpectDenied(About(free), "050");
  ExpectDenied(About("DN401" + free), "050");
  ExpectDenied(About("000000000"), "050");
  ExpectDenied(QuestionAbout(Someone("old-papers.old-card-only"), Someone("old-papers.old-card-only").pin), "050");
  ExpectDenied(QuestionAbout(Someone("deceased-father.father"), Someone("deceased-father.father").pin), "050");
}

TEST_F(CardCheckTest, ACodeThatCannotBe) {
  const std::string& number = mother.si_number;
  ExpectDenied(About("DN4" + std::string("O1") + number), "051");
  ExpectDenied(About("XX401" + number), "051");
  ExpectDenied(About("DN403" + number), "052");
  ExpectDenied(About("DN901" + number), "053");
}

TEST_F(CardCheckTest, ACodeThatIsNotTheHolders) {
  const std::string& number = mother.si_number;
  ExpectDenied(About("GD401" + number), "051");
  ExpectDenied(About("DN479" + number), "052");
  ExpectDenied(About("DN201" + number), "053");
}

TEST_F(CardCheckTest, ArmyAndPoliceKeepTheirOwnCards) {
  const auto expect_warning = [this](const std::string& number, const std::string& result_code) {
    ExpectCode(About(number), result_code, v1::CARD_CHECK_OUTCOME_WARNING);
    EXPECT_FALSE(Check(About(number)).has_card());
  };
  const std::string free = SmallNation()->FreeSiNumber("01", 3).value();
  expect_warning("QN501" + free, "001");
  expect_warning("CY501" + free, "001");
  expect_warning("TQ497" + free, "001");
  expect_warning("CA501" + free, "002");
}

TEST_F(CardCheckTest, AChildUnderSixMayComeWithoutACard) {
  const seeds::Person child = Someone("binh-family.child");
  const std::string pin = SmallNation()->FreeNumber({"01", child.sex, child.birth_date.year}, 7).value();
  v1::CheckCardRequest request = QuestionAbout(child, pin);
  ExpectCode(request, "130", v1::CARD_CHECK_OUTCOME_WARNING);
  *request.mutable_visit_date() = DateOf(2030, 7, 28);
  ExpectCode(request, "130", v1::CARD_CHECK_OUTCOME_WARNING);
  *request.mutable_visit_date() = DateOf(2030, 7, 29);
  ExpectDenied(request, "050");
  *request.mutable_visit_date() = DateOf(2024, 7, 28);
  ExpectDenied(request, "050");
}

TEST_F(CardCheckTest, ANumberThatIsNoChildsIsNotFound) {
  const seeds::Person child = Someone("binh-family.child");
  const std::string adults = SmallNation()->FreeNumber({"01", child.sex, 1990}, 7).value();
  ExpectDenied(QuestionAbout(child, adults), "050");
}

TEST_F(CardCheckTest, BadInputIsAnAnswerToo) {
  ExpectBadFormat({});
  for (const char* number : {"", "1", "12345678901234567", "12345678A", "12345678AB", "12345678901A", "903224000001"}) {
    ExpectBadFormat(About(number));
  }
  v1::CheckCardRequest request = question;
  request.clear_full_name();
  ExpectBadFormat(request);
  request = question;
  request.clear_birth_date();
  ExpectBadFormat(request);
  *request.mutable_birth_date() = DateOf(1995, 2, 30);
  ExpectBadFormat(request);
  request = question;
  *request.mutable_visit_date() = DateOf(2024, 8);
  ExpectBadFormat(request);
  request = question;
  request.set_primary_facility_code("0190");
  ExpectBadFormat(request);
  request.set_primary_facility_code("0190A");
  ExpectBadFormat(request);
  request = question;
  request.set_sex(static_cast<common::v1::Sex>(9));
  ExpectBadFormat(request);
}

TEST_F(CardCheckTest, ReportsAnswerWithTheirCode) {
  const std::pair<v1::CardChange, const char*> kReports[] = {
      {v1::CARD_CHANGE_DECREASED, "120"},
      {v1::CARD_CHANGE_MOVED_TO_OTHER_PROVINCE, "121"},
      {v1::CARD_CHANGE_MOVED_WITHIN_PROVINCE, "122"},
      {v1::CARD_CHANGE_READDED_AT_SAME_UNIT, "123"},
      {v1::CARD_CHANGE_STOPPED, "124"},
      {v1::CARD_CHANGE_REVOKED, "110"},
  };
  for (const auto& [change, result_code] : kReports) {
    const auto reported = Report(code, change);
    ASSERT_TRUE(reported.ok()) << reported.status();
    EXPECT_EQ(reported->card().change(), change);
    EXPECT_EQ(DayOf(reported->card().changed_on()), absl::CivilDay(2024, 8, 5));
    ExpectDenied(question, result_code);
    ExpectDenied(About(mother.pin), result_code);
    EXPECT_EQ(GetParticipant(mother.pin)->participant().card_code(), "");
  }
}

TEST_F(CardCheckTest, AReportCountsFromItsDayOn) {
  ASSERT_TRUE(Report(code, v1::CARD_CHANGE_DECREASED).ok());
  v1::CheckCardRequest request = question;
  *request.mutable_visit_date() = DateOf(2024, 8, 4);
  EXPECT_EQ(Check(request).result_code(), "000");
  *request.mutable_visit_date() = DateOf(2024, 8, 5);
  ExpectDenied(request, "120");
}

TEST_F(CardCheckTest, ARevokedCardStaysRevoked) {
  ASSERT_TRUE(Report(code, v1::CARD_CHANGE_REVOKED).ok());
  const auto later = Report(code, v1::CARD_CHANGE_DECREASED);
  ASSERT_TRUE(later.ok()) << later.status();
  EXPECT_EQ(later->card().state(), v1::CARD_STATE_REVOKED);
  EXPECT_EQ(later->card().change(), v1::CARD_CHANGE_REVOKED);
  ExpectDenied(question, "110");
}

TEST_F(CardCheckTest, AReportNamesACardAndAChange) {
  EXPECT_THAT(Report("GD" + code.substr(2), v1::CARD_CHANGE_STOPPED), HasReason(Reason::CARD_NOT_FOUND));
  EXPECT_THAT(Report("?", v1::CARD_CHANGE_STOPPED), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Report(code, v1::CARD_CHANGE_UNSPECIFIED), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Report(code, static_cast<v1::CardChange>(99)), HasReason(Reason::INVALID_FIELD));
}

TEST_F(CardCheckTest, AReplacedCardPointsToTheNewOne) {
  Submission request = ApplicationFor("binh-family");
  const v1::InsuranceCard old_card = Granted(request);
  harness.Advance(absl::Hours(24));
  ASSERT_TRUE(Report(old_card.card_code(), v1::CARD_CHANGE_MOVED_TO_OTHER_PROVINCE).ok());
  request.mutable_header()->set_application_id("after-the-move");
  *request.mutable_form()->mutable_address() = ToProto(Someone("two-provinces.father").residence);
  const v1::InsuranceCard new_card = Granted(request);
  EXPECT_EQ(new_card.si_number(), old_card.si_number());
  EXPECT_EQ(new_card.replaces_card_code(), old_card.card_code());

  v1::CheckCardRequest check = QuestionAbout(Someone("binh-family.child"), old_card.card_code());
  ExpectCode(check, "003", v1::CARD_CHECK_OUTCOME_WARNING);
  EXPECT_EQ(Check(check).card().state(), v1::CARD_STATE_REPLACED);
  EXPECT_EQ(Check(check).new_card().card_code(), new_card.card_code());
  *check.mutable_visit_date() = DateOf(2024, 8, 5);
  ExpectCode(check, "004", v1::CARD_CHECK_OUTCOME_WARNING);
  *check.mutable_visit_date() = DateOf(2031, 1, 1);
  ExpectDenied(check, "121");

  check.clear_visit_date();
  check.set_number(request.form().child_pin());
  ExpectCode(check, "000", v1::CARD_CHECK_OUTCOME_VALID);
  EXPECT_EQ(Check(check).previous_card_code(), old_card.card_code());
}

TEST_F(CardCheckTest, ChecksChangeNothing) {
  const std::string before = harness.Digest();
  Check(question);
  Check(About(mother.pin));
  EXPECT_EQ(harness.Digest(), before);
}

}  // namespace
}  // namespace lienthong::social_insurance
