#include "tests/services/civil_registry/births_fixture.h"

namespace lienthong::civil_registry {
namespace {

using applications::v1::APPLICATION_STATUS_COMPLETED;
using applications::v1::APPLICATION_STATUS_IN_PROCESS;
using applications::v1::APPLICATION_STATUS_PAYMENT_REQUESTED;
using applications::v1::APPLICATION_STATUS_STOPPED;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class BirthRegistrationTest : public BirthsTest {};

TEST_F(BirthRegistrationTest, EntersTheBirthAndAsksForTheNumber) {
  const Application waiting = Settle("app-1", DeclarationOf("binh-family"));

  EXPECT_EQ(waiting.status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(waiting.next_actor(), applications::v1::ACTOR_AGENCY);
  EXPECT_EQ(waiting.waiting_for(), "population");
  const v1::BirthRecord record = RecordOf("app-1").value();
  EXPECT_EQ(record.record_id(), "00001-2024-00001");
  EXPECT_EQ(record.state(), v1::BIRTH_RECORD_STATE_AWAITING_PIN);
  EXPECT_EQ(record.full_name(), "TRẦN MẪU AN");
  EXPECT_EQ(record.birth_date_in_words(), "Ngày hai mươi chín, tháng bảy, năm hai nghìn không trăm hai mươi tư");
  EXPECT_EQ(record.registration_kind(), v1::REGISTRATION_KIND_IN_TIME);

  ASSERT_EQ(harness_.pending().size(), 1);
  const auto asked = harness_.pending().front().As<IssuePersonalNumberRequest>();
  EXPECT_EQ(asked.birth_record_id(), record.record_id());
  EXPECT_EQ(asked.registration_place().province_code(), "01");
  EXPECT_EQ(asked.mother_pin(), Persona("binh-family.mother").pin);
}

TEST_F(BirthRegistrationTest, CompletesWhenTheNumberHasCome) {
  Settle("app-1", DeclarationOf("binh-family"));
  const auto answer = NumberFor(harness_.pending().front().As<IssuePersonalNumberRequest>());
  harness_.Answer(kIssue, *answer);

  const Application done = Read("app-1");
  EXPECT_EQ(done.status(), APPLICATION_STATUS_COMPLETED);
  v1::BirthRecord record;
  ASSERT_TRUE(done.result().UnpackTo(&record));
  EXPECT_EQ(record.pin(), answer->pin());
  EXPECT_EQ(record.state(), v1::BIRTH_RECORD_STATE_FINAL);
  ASSERT_EQ(done.documents_size(), 1);
  EXPECT_EQ(done.documents(0).kind(), "BIRTH_CERTIFICATE");
  EXPECT_THAT(done.documents(0).html(), HasSubstr("SYNTHETIC"));
  EXPECT_THAT(done.documents(0).html(), HasSubstr(answer->pin()));
  EXPECT_EQ(harness_.events().back().to, "gateway");
}

TEST_F(BirthRegistrationTest, NumbersCountPerCommuneAndYear) {
  LetPopulationAnswer();
  Settle("app-1", DeclarationOf("binh-family"));
  Settle("app-2", DeclarationOf("an-family"));

  EXPECT_EQ(RecordOf("app-1")->number(), "1/2024");
  EXPECT_EQ(RecordOf("app-2")->record_id(), "06649-2024-00001");
  EXPECT_EQ(RecordOf("app-2")->book(), "01/2024");
  EXPECT_EQ(RecordOf("app-2")->page(), 1);
}

TEST_F(BirthRegistrationTest, RegistersTwinsOfOneDelivery) {
  LetPopulationAnswer();
  v1::BirthDeclaration first = DeclarationOf("twins-family", "first-twin");
  v1::BirthDeclaration second = DeclarationOf("twins-family", "second-twin");
  first.mutable_child()->set_birth_order(1);
  second.mutable_child()->set_birth_order(2);

  EXPECT_EQ(Settle("app-1", first).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(Settle("app-2", second).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(RecordOf("app-2")->record_id(), "20206-2024-00002");
}

TEST_F(BirthRegistrationTest, TwinsOfOneNameDifferInTheirOrder) {
  LetPopulationAnswer();
  v1::BirthDeclaration first = DeclarationOf("twins-family", "first-twin");
  v1::BirthDeclaration second = DeclarationOf("twins-family", "first-twin");
  first.mutable_child()->set_birth_order(1);
  second.mutable_child()->set_birth_order(2);
  second.mutable_evidence()->mutable_birth_notification()->set_number("01901.GCS.00002.24");

  EXPECT_EQ(Settle("app-1", first).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(Settle("app-2", second).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRegistrationTest, OnTheSixtiethDayItIsFree) {
  LetPopulationAnswer();

  const Application application = Settle("app-1", DeclarationOf("sixty-days"));

  EXPECT_EQ(application.status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(RecordOf("app-1")->registration_kind(), v1::REGISTRATION_KIND_IN_TIME);
}

TEST_F(BirthRegistrationTest, OnTheSixtyFirstDayItIsChargedAndNotedAsLate) {
  LetPopulationAnswer();
  harness_.Advance(absl::Hours(24));

  const Application asked = Settle("app-1", DeclarationOf("sixty-days"));
  EXPECT_EQ(asked.status(), APPLICATION_STATUS_PAYMENT_REQUESTED);
  ASSERT_EQ(asked.payments_size(), 1);
  EXPECT_EQ(asked.payments(0).amount_vnd(), 8000);
  EXPECT_EQ(asked.payments(0).fee_code(), "BIRTH_REGISTRATION");
  EXPECT_TRUE(absl::IsNotFound(RecordOf("app-1").status()));

  ASSERT_TRUE(Pay("app-1", 8000).ok());
  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(RecordOf("app-1")->registration_kind(), v1::REGISTRATION_KIND_LATE);
}

TEST_F(BirthRegistrationTest, ExtractsAreChargedAndPrinted) {
  LetPopulationAnswer();
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.set_extracts_wanted(2);

  EXPECT_EQ(Settle("app-1", form).payments(0).amount_vnd(), 16000);
  ASSERT_TRUE(Pay("app-1", 16000).ok());

  const Application done = Read("app-1");
  ASSERT_EQ(done.documents_size(), 3);
  EXPECT_EQ(done.documents(2).kind(), "BIRTH_EXTRACT");
}

TEST_F(BirthRegistrationTest, IsDueTheSameWorkingDay) {
  const Application before = Submit("app-1", DeclarationOf("binh-family")).value();
  EXPECT_EQ(FromProto(before.due_at()), AgencyHarness::At(2024, 8, 5, 17));

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 9, 15, 1));
  const Application after = Submit("app-2", DeclarationOf("an-family")).value();
  EXPECT_EQ(FromProto(after.due_at()), AgencyHarness::At(2024, 8, 12, 17)) << "Friday after 15:00 counts from Monday";
}

TEST_F(BirthRegistrationTest, AbandonedChildIsRegisteredWhereItWasFound) {
  LetPopulationAnswer();
  const seeds::Person child = Persona("abandoned-child.child");
  v1::BirthDeclaration form;
  form.set_commune_code("20269");
  SetName(child.full_name, *form.mutable_child());
  form.mutable_child()->set_sex(ToProto(child.sex));
  *form.mutable_child()->mutable_birth_date() = ToProto(child.birth_date);
  *form.mutable_child()->mutable_birth_place() = AddressOf("", "20269");
  v1::AbandonedChildReport& report = *form.mutable_evidence()->mutable_abandoned_child_report();
  report.set_number("BB-1");
  *report.mutable_found_at() = AddressOf("", "20269");

  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_FALSE(RecordOf("app-1")->has_mother());
}

TEST_F(BirthRegistrationTest, SurrogacyNamesTheCommissioningMother) {
  LetPopulationAnswer();
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  v1::BirthNotificationReference& notification = *form.mutable_evidence()->mutable_birth_notification();
  notification.set_mother_pin(Persona("an-family.mother").pin);
  notification.set_mother_full_name(Persona("an-family.mother").full_name);
  form.mutable_evidence()->set_surrogacy_confirmation_number("XN-1");

  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRegistrationTest, ASupplementMayCorrectTheForm) {
  LetPopulationAnswer();
  control::v1::OfficerPolicy script;
  script.set_agency("civil_registry");
  script.set_mode(control::v1::OFFICER_MODE_SCRIPTED);
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
  script.mutable_script(0)->add_items("form.child.given_name");
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_APPROVE);
  harness_.SetOfficer(script);
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_child()->set_given_name("AN2");
  EXPECT_EQ(Settle("app-1", form).status(), applications::v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);

  form.mutable_child()->set_given_name("AN");
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRegistrationTest, AFormSpoiledByASupplementIsRefused) {
  control::v1::OfficerPolicy script;
  script.set_agency("civil_registry");
  script.set_mode(control::v1::OFFICER_MODE_SCRIPTED);
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
  script.mutable_script(0)->add_items("form");
  script.add_script()->set_action(applications::v1::OFFICER_ACTION_APPROVE);
  harness_.SetOfficer(script);
  Settle("app-1", DeclarationOf("binh-family"));

  applications::v1::SupplementApplicationRequest request;
  request.set_application_id("app-1");
  v1::BirthDeclaration spoiled = DeclarationOf("binh-family");
  spoiled.mutable_child()->clear_birth_date();
  request.mutable_form()->PackFrom(spoiled);
  ASSERT_TRUE(
      harness_
          .Call<applications::v1::SupplementApplicationResponse>(absl::StrCat(kDesk, "SupplementApplication"), request)
          .ok());

  EXPECT_EQ(Read("app-1").status(), APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Read("app-1").reason(), Reason::INVALID_FIELD);
}

}  // namespace
}  // namespace lienthong::civil_registry
