#include "services/social_insurance/child_card_procedure.h"

#include "absl/strings/match.h"
#include "services/base/world/times.h"
#include "tests/services/social_insurance/social_insurance_fixture.h"

namespace lienthong::social_insurance {
namespace {

using applications::v1::Application;

constexpr auto kCompleted = applications::v1::APPLICATION_STATUS_COMPLETED;
constexpr auto kNotAccepted = applications::v1::APPLICATION_STATUS_NOT_ACCEPTED;
constexpr auto kStopped = applications::v1::APPLICATION_STATUS_STOPPED;

class ChildCardProcedureTest : public SocialInsuranceTest {
 protected:
  // The application ended in this status for this reason, and no card was issued.
  void ExpectRefused(const Submission& request, applications::v1::ApplicationStatus status, Reason reason) {
    const int before = CardsOf(KnownPin(request)).cards_size();
    const auto application = Submit(request);
    ASSERT_TRUE(application.ok()) << application.status();
    EXPECT_EQ(application->status(), status) << application->ShortDebugString();
    EXPECT_EQ(application->reason(), reason) << Reason_Name(application->reason());
    EXPECT_EQ(CardsOf(KnownPin(request)).cards_size(), before);
  }
  void ExpectStopped(const Submission& request, Reason reason) { ExpectRefused(request, kStopped, reason); }

  // The officer asks for something; the answer brings another form, which is refused for this reason.
  void ExpectSupplementRefused(const std::string& family, void (*spoil)(v1::ChildCardForm&), Reason reason) {
    AskFirst();
    const Submission first = ApplicationFor(family);
    ASSERT_EQ(Submit(first)->status(), applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
    v1::ChildCardForm form = first.form();
    spoil(form);
    applications::v1::SupplementApplicationRequest answer;
    answer.set_request_id("answer-" + family);
    answer.set_application_id(first.header().application_id());
    answer.mutable_form()->PackFrom(form);
    const auto answered = harness.Call<applications::v1::SupplementApplicationResponse>(
        "lienthong.applications.v1.ApplicationService/SupplementApplication", answer);
    ASSERT_TRUE(answered.ok()) << answered.status();
    const Application application = Read(first.header().application_id());
    EXPECT_EQ(application.status(), kStopped) << application.ShortDebugString();
    EXPECT_EQ(application.reason(), reason) << Reason_Name(application.reason());
  }

 private:
  // From now on the officer asks for the number once, then approves.
  void AskFirst() {
    control::v1::OfficerPolicy asking;
    asking.set_agency("social_insurance");
    asking.set_mode(control::v1::OFFICER_MODE_SCRIPTED);
    auto* ask = asking.add_script();
    ask->set_action(applications::v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
    ask->add_items("form.child_pin");
    ask->set_reason(Reason::INVALID_FIELD);
    asking.add_script()->set_action(applications::v1::OFFICER_ACTION_APPROVE);
    harness.SetOfficer(asking);
  }
  static std::string KnownPin(const Submission& request) {
    return request.form().child_pin().empty() ? Someone("binh-family.mother").pin : request.form().child_pin();
  }
};

TEST_F(ChildCardProcedureTest, ANewbornGetsItsCardValidFromBirth) {
  const Submission request = ApplicationFor("binh-family");
  const v1::InsuranceCard card = Granted(request);
  EXPECT_EQ(card.card_code(), "TE101" + card.si_number());
  EXPECT_TRUE(seeds::ParseInsuranceCardCode(card.card_code()).has_value());
  EXPECT_EQ(card.si_number().substr(0, 2), "01");
  EXPECT_FALSE(SmallNation()->BySiNumber(card.si_number()).has_value());
  EXPECT_EQ(card.pin(), request.form().child_pin());
  EXPECT_EQ(card.full_name(), "TRẦN MẪU AN");
  EXPECT_EQ(DayOf(card.valid_from()), absl::CivilDay(2024, 7, 29));
  EXPECT_EQ(DayOf(card.valid_to()), absl::CivilDay(2030, 9, 30));
  EXPECT_EQ(DayOf(card.five_years_on()), absl::CivilDay(2029, 7, 29));
  EXPECT_EQ(card.primary_facility_code(), "01901");
  EXPECT_FALSE(card.primary_facility_name().empty());
  EXPECT_EQ(card.issued_by(), "Bảo hiểm xã hội Thành phố Hà Nội");
  EXPECT_EQ(card.state(), v1::CARD_STATE_ACTIVE);
  EXPECT_EQ(card.application_id(), request.header().application_id());
  EXPECT_EQ(FromProto(card.issued_at()), harness.now());
  EXPECT_EQ(card.replaces_card_code(), "");
}

TEST_F(ChildCardProcedureTest, TheCardIsSeenByEveryLookUpAtOnce) {
  const Submission request = ApplicationFor("binh-family");
  const v1::InsuranceCard card = Granted(request);
  EXPECT_EQ(GetCard(card.card_code())->card().SerializeAsString(), card.SerializeAsString());
  ASSERT_EQ(CardsOf(card.pin()).cards_size(), 1);
  EXPECT_EQ(CardsOf(card.pin()).cards(0).card_code(), card.card_code());
  const v1::Participant participant = GetParticipant(card.pin())->participant();
  EXPECT_EQ(participant.si_number(), card.si_number());
  EXPECT_EQ(participant.card_code(), card.card_code());
  const seeds::Person child = Someone("binh-family.child");
  for (const std::string& number : {card.card_code(), card.pin(), card.si_number()}) {
    EXPECT_EQ(Check(QuestionAbout(child, number)).result_code(), "000") << number.size();
  }
}

TEST_F(ChildCardProcedureTest, TheDocumentIsMarkedSyntheticAndEscaped) {
  const auto application = Submit(ApplicationFor("ede-family"));
  ASSERT_TRUE(application.ok()) << application.status();
  ASSERT_EQ(application->documents_size(), 1) << application->ShortDebugString();
  const auto& document = application->documents(0);
  EXPECT_EQ(document.kind(), "INSURANCE_CARD");
  EXPECT_EQ(application->procedure_code(), kChildCardProcedure);
  EXPECT_TRUE(absl::StartsWith(document.number(), "TE1"));
  EXPECT_TRUE(absl::StrContains(document.html(), "SYNTHETIC"));
  EXPECT_TRUE(absl::StrContains(document.html(), document.number()));
  EXPECT_TRUE(absl::StrContains(document.html(), "H&#39;THỬ NIÊ")) << document.html();
}

TEST_F(ChildCardProcedureTest, TheNameIsKeptAsRegistersWriteIt) {
  Submission request = ApplicationFor("binh-family");
  request.mutable_form()->set_child_full_name(" Trâ\u0300n  Mâ\u0303u An");
  EXPECT_EQ(Granted(request).full_name(), "TRẦN MẪU AN");
}

TEST_F(ChildCardProcedureTest, EveryChildHasANumberOfItsOwn) {
  const std::string first = Granted(ApplicationFor("binh-family")).si_number();
  Submission other = ApplicationFor("sixty-days");
  *other.mutable_form()->mutable_address() = ToProto(Someone("binh-family.mother").residence);
  EXPECT_NE(Granted(other).si_number(), first);
}

TEST_F(ChildCardProcedureTest, AutumnChildrensCardsEndWithTheMonth) {
  Submission request = ApplicationFor("late-family");
  *request.mutable_form()->mutable_child_birth_date() = DateOf(2023, 11, 15);
  const seeds::NumberCell cell{"19", seeds::Sex::kFemale, 2023};
  request.mutable_form()->set_child_pin(SmallNation()->FreeNumber(cell, 7).value());
  EXPECT_EQ(DayOf(Granted(request).valid_to()), absl::CivilDay(2029, 11, 30));
}

TEST_F(ChildCardProcedureTest, UpToTheEveOfTheSixthBirthday) {
  harness.AdvanceTo(AgencyHarness::At(2024, 8, 19, 16));
  const Submission request = ApplicationFor("nearly-six");
  ASSERT_TRUE(Submit(request).ok());
  harness.AdvanceTo(AgencyHarness::At(2024, 8, 21, 17));
  const Application application = Read(request.header().application_id());
  ASSERT_EQ(application.status(), kCompleted) << application.ShortDebugString();
  EXPECT_EQ(absl::ToCivilDay(FromProto(application.received_at()), HanoiZone()), absl::CivilDay(2024, 8, 20));
  EXPECT_EQ(DayOf(CardsOf(request.form().child_pin()).cards(0).valid_to()), absl::CivilDay(2024, 9, 30));
}

TEST_F(ChildCardProcedureTest, SixIsTooOld) {
  harness.AdvanceTo(AgencyHarness::At(2024, 8, 20, 8));
  ExpectStopped(ApplicationFor("nearly-six"), Reason::CHILD_TOO_OLD);
  ExpectStopped(ApplicationFor("over-six"), Reason::CHILD_TOO_OLD);
}

TEST_F(ChildCardProcedureTest, TheFacilityTakesChildrenUnderSix) {
  Submission request = ApplicationFor("binh-family");
  request.mutable_form()->set_primary_facility_code("01999");
  ExpectStopped(request, Reason::FACILITY_UNKNOWN);
  request = ApplicationFor("an-family");
  request.mutable_form()->set_primary_facility_code("25903");
  ExpectStopped(request, Reason::FACILITY_NOT_ACCEPTING);
}

TEST_F(ChildCardProcedureTest, OneCardAtATime) {
  Submission request = ApplicationFor("binh-family");
  Granted(request);
  request.mutable_header()->set_application_id("again");
  ExpectStopped(request, Reason::CARD_ALREADY_ISSUED);

  const seeds::Person daughter = Someone("an-family.daughter");
  ASSERT_TRUE(daughter.insurance.has_value());
  Submission registered = ApplicationFor("an-family");
  registered.mutable_form()->set_child_pin(daughter.pin);
  registered.mutable_form()->set_child_full_name(daughter.full_name);
  registered.mutable_form()->set_child_sex(common::v1::SEX_FEMALE);
  *registered.mutable_form()->mutable_child_birth_date() = ToProto(daughter.birth_date);
  ExpectStopped(registered, Reason::CARD_ALREADY_ISSUED);
}

TEST_F(ChildCardProcedureTest, ARevokedCardIsIssuedAnewUnderItsCode) {
  Submission request = ApplicationFor("binh-family");
  const v1::InsuranceCard first = Granted(request);
  ASSERT_TRUE(Report(first.card_code(), v1::CARD_CHANGE_REVOKED).ok());
  harness.Advance(absl::Hours(24));
  request.mutable_header()->set_application_id("anew");
  const v1::InsuranceCard second = Granted(request);
  EXPECT_EQ(second.card_code(), first.card_code());
  EXPECT_EQ(second.application_id(), "anew");
  ASSERT_EQ(CardsOf(first.pin()).cards_size(), 1);
  EXPECT_EQ(CardsOf(first.pin()).cards(0).state(), v1::CARD_STATE_ACTIVE);
  EXPECT_EQ(Check(QuestionAbout(Someone("binh-family.child"), first.card_code())).result_code(), "000");
}

TEST_F(ChildCardProcedureTest, WithoutBirthRecordOrNumberItIsNotTakenIn) {
  Submission request = ApplicationFor("binh-family");
  request.mutable_form()->clear_child_pin();
  ExpectRefused(request, kNotAccepted, Reason::CHILD_NOT_REGISTERED);
  request = ApplicationFor("an-family");
  request.mutable_form()->clear_birth_record_id();
  ExpectRefused(request, kNotAccepted, Reason::CHILD_NOT_REGISTERED);
}

TEST_F(ChildCardProcedureTest, AddressesAreKnownAndHold) {
  Submission request = ApplicationFor("binh-family");
  request.mutable_form()->mutable_address()->set_commune_code("99999");
  ExpectStopped(request, Reason::ADDRESS_UNKNOWN);
  request = ApplicationFor("an-family");
  *request.mutable_form()->mutable_delivery_address() = request.form().address();
  request.mutable_form()->mutable_delivery_address()->set_district_code("001");
  ExpectStopped(request, Reason::ADDRESS_UNKNOWN);
  request = ApplicationFor("sixty-days");
  *request.mutable_form()->mutable_delivery_address() = request.form().address();
  Granted(request);
}

TEST_F(ChildCardProcedureTest, FromJuly2025OnProvincesAreTheNewOnes) {
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  Submission request = ApplicationFor("khmer-family");
  ExpectStopped(request, Reason::STALE_CODE);
  request.mutable_header()->set_application_id("with-new-codes");
  request.mutable_form()->mutable_address()->clear_district_code();
  request.mutable_form()->mutable_address()->set_province_code("86");
  const v1::InsuranceCard card = Granted(request);
  EXPECT_EQ(card.province_code(), "86");
  EXPECT_EQ(card.si_number().substr(0, 2), "86");
}

TEST_F(ChildCardProcedureTest, OldCodesOfTheLastDayBecomeTheNewOnes) {
  harness.AdvanceTo(AgencyHarness::At(2025, 6, 30, 16));
  const Submission request = ApplicationFor("khmer-family");
  const std::string old_province = request.form().address().province_code();
  ASSERT_NE(old_province, "86");
  control::v1::OfficerPolicy waiting;
  waiting.set_agency("social_insurance");
  waiting.set_mode(control::v1::OFFICER_MODE_PERSON);
  harness.SetOfficer(waiting);
  ASSERT_TRUE(Submit(request).ok());
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 9));
  applications::v1::DecideApplicationRequest approve;
  approve.set_request_id("approve");
  approve.set_application_id(request.header().application_id());
  approve.set_officer("officer");
  approve.set_action(applications::v1::OFFICER_ACTION_APPROVE);
  const auto acted = harness.Call<applications::v1::DecideApplicationResponse>(
      "lienthong.applications.v1.ApplicationService/DecideApplication", approve, AgencyHarness::Officer("officer"));
  ASSERT_TRUE(acted.ok()) << acted.status();
  ASSERT_EQ(acted->application().status(), kCompleted) << acted->application().ShortDebugString();
  const v1::InsuranceCard card = CardsOf(request.form().child_pin()).cards(0);
  EXPECT_EQ(card.province_code(), "86");
  EXPECT_EQ(card.si_number().substr(0, 2), "86");
}

TEST_F(ChildCardProcedureTest, NumbersAreCheckedAtOnce) {
  const auto with_pin = [this](const std::string& pin) {
    Submission request = ApplicationFor("binh-family");
    request.mutable_form()->set_child_pin(pin);
    return Submit(request);
  };
  EXPECT_THAT(with_pin("1"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(with_pin("903224000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(with_pin("901024000001"), HasReason(Reason::PERSONAL_NUMBER_CENTURY_MISMATCH));
  EXPECT_THAT(with_pin("901324000001"), HasReason(Reason::PERSONAL_NUMBER_SEX_MISMATCH));
  EXPECT_THAT(with_pin("901223000001"), HasReason(Reason::PERSONAL_NUMBER_YEAR_MISMATCH));
  EXPECT_THAT(with_pin("001224000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  Submission future = ApplicationFor("binh-family");
  future.mutable_form()->set_child_pin("901225000001");
  *future.mutable_form()->mutable_child_birth_date() = DateOf(2025, 1, 1);
  EXPECT_THAT(Submit(future), HasReason(Reason::PERSONAL_NUMBER_IN_FUTURE));
  *(future = ApplicationFor("binh-family")).mutable_form()->mutable_child_birth_date() = DateOf(2024, 8, 6);
  EXPECT_THAT(Submit(future), HasReason(Reason::DATE_IN_FUTURE));
}

TEST_F(ChildCardProcedureTest, ParentsNumbersToo) {
  Submission request = ApplicationFor("binh-family");
  request.mutable_form()->set_mother_pin("1");
  EXPECT_THAT(Submit(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request = ApplicationFor("binh-family");
  request.mutable_form()->set_father_pin("001093000001");
  EXPECT_THAT(Submit(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
}

TEST_F(ChildCardProcedureTest, MalformedFormsAreRefusedAtOnce) {
  const auto expect_invalid = [this](auto&& spoil) {
    Submission request = ApplicationFor("binh-family");
    spoil(request);
    EXPECT_THAT(Submit(request), HasReason(Reason::INVALID_FIELD)) << request.ShortDebugString();
  };
  expect_invalid([](Submission& request) { request.clear_form(); });
  expect_invalid([](Submission& request) { request.clear_header(); });
  expect_invalid([](Submission& request) { request.mutable_form()->clear_child_full_name(); });
  expect_invalid([](Submission& request) { *request.mutable_form()->mutable_child_birth_date() = DateOf(2024, 7); });
  expect_invalid([](Submission& request) { request.mutable_form()->clear_child_sex(); });
  expect_invalid([](Submission& request) { request.mutable_form()->clear_address(); });
  expect_invalid([](Submission& request) { request.mutable_form()->clear_primary_facility_code(); });
}

TEST_F(ChildCardProcedureTest, ADuplicateIsAcknowledgedAndAnotherFormRefused) {
  Submission request = ApplicationFor("binh-family");
  const v1::InsuranceCard card = Granted(request);
  const std::string before = harness.Digest();
  EXPECT_EQ(Granted(request).card_code(), card.card_code());
  EXPECT_EQ(harness.Digest(), before);
  request.mutable_form()->set_primary_facility_code("01902");
  EXPECT_THAT(Submit(request), HasReason(Reason::APPLICATION_ID_TAKEN));
}

TEST_F(ChildCardProcedureTest, TwoWorkingDaysFiveBeforeDecree63) {
  control::v1::OfficerPolicy waiting;
  waiting.set_agency("social_insurance");
  waiting.set_mode(control::v1::OFFICER_MODE_PERSON);
  harness.SetOfficer(waiting);
  const auto application = Submit(ApplicationFor("binh-family"));
  ASSERT_TRUE(application.ok()) << application.status();
  EXPECT_EQ(FromProto(application->due_at()), AgencyHarness::At(2024, 8, 7, 17));
  // The harness begins in August 2024; the earlier law is asked for directly.
  const ChildCardProcedure procedure(nullptr);
  EXPECT_EQ(procedure.DueAt({}, {}, AgencyHarness::At(2024, 6, 3, 8), false).value(),
            AgencyHarness::At(2024, 6, 10, 17));
}

TEST_F(ChildCardProcedureTest, ASupplementsFormIsCheckedLikeTheFirst) {
  ExpectSupplementRefused(
      "binh-family", [](v1::ChildCardForm& form) { form.set_child_pin("901324000001"); },
      Reason::PERSONAL_NUMBER_SEX_MISMATCH);
  ExpectSupplementRefused(
      "an-family", [](v1::ChildCardForm& form) { form.set_mother_pin("001195000001"); },
      Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE);
  ExpectSupplementRefused(
      "sixty-days", [](v1::ChildCardForm& form) { form.clear_child_pin(); }, Reason::CHILD_NOT_REGISTERED);
}

TEST_F(ChildCardProcedureTest, TheSubmitterIsToldOfTheCard) {
  Granted(ApplicationFor("binh-family"));
  ASSERT_FALSE(harness.events().empty());
  EXPECT_EQ(harness.events().back().to, "gateway");
}

}  // namespace
}  // namespace lienthong::social_insurance
