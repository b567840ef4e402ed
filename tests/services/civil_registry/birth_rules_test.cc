#include <algorithm>

#include "tests/services/civil_registry/births_fixture.h"

namespace lienthong::civil_registry {
namespace {

using applications::v1::APPLICATION_STATUS_COMPLETED;
using applications::v1::APPLICATION_STATUS_NOT_ACCEPTED;
using applications::v1::APPLICATION_STATUS_STOPPED;

// Every refusal of a declaration that can be read.
class BirthRulesTest : public BirthsTest {
 protected:
  BirthRulesTest() { LetPopulationAnswer(); }

  // Why the registrar refuses it.
  Reason RefusalOf(const v1::BirthDeclaration& form) {
    const Application application = Settle("app-1", form);
    EXPECT_EQ(application.status(), APPLICATION_STATUS_STOPPED);
    return application.reason();
  }
  Reason RefusalAtIntakeOf(const v1::BirthDeclaration& form) {
    const Application application = Settle("app-1", form);
    EXPECT_EQ(application.status(), APPLICATION_STATUS_NOT_ACCEPTED);
    return application.reason();
  }
};

TEST_F(BirthRulesTest, ChildAlreadyRegisteredInThisWorld) {
  ASSERT_EQ(Settle("app-0", DeclarationOf("binh-family")).status(), APPLICATION_STATUS_COMPLETED);
  v1::BirthDeclaration again = DeclarationOf("binh-family");
  again.mutable_child()->set_family_name("trần");
  again.mutable_evidence()->mutable_birth_notification()->set_number("01901.GCS.00009.24");

  EXPECT_EQ(RefusalOf(again), Reason::CHILD_ALREADY_REGISTERED);
}

TEST_F(BirthRulesTest, ChildAlreadyRegisteredBeforeTheWorldBegan) {
  const seeds::Person daughter = Persona("an-family.daughter");
  v1::BirthDeclaration form = DeclarationOf("an-family");
  SetName(daughter.full_name, *form.mutable_child());
  form.mutable_child()->set_sex(ToProto(daughter.sex));
  *form.mutable_child()->mutable_birth_date() = ToProto(daughter.birth_date);

  EXPECT_EQ(RefusalOf(form), Reason::CHILD_ALREADY_REGISTERED);
}

TEST_F(BirthRulesTest, NoNotificationNorSubstitute) {
  v1::BirthDeclaration form = DeclarationOf("no-notification");
  form.clear_evidence();
  EXPECT_EQ(RefusalOf(form), Reason::BIRTH_NOTIFICATION_MISSING);
}

TEST_F(BirthRulesTest, AWitnessStandsInForTheNotification) {
  v1::BirthDeclaration form = DeclarationOf("no-notification");
  form.mutable_evidence()->mutable_witness_statement()->set_statement("Born at home.");
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, NotificationOfAnotherMother) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_evidence()->mutable_birth_notification()->set_mother_pin(Persona("an-family.mother").pin);
  EXPECT_EQ(RefusalOf(form), Reason::BIRTH_NOTIFICATION_MISMATCH);
}

TEST_F(BirthRulesTest, NotificationOfAnotherDay) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_evidence()->mutable_birth_notification()->mutable_child_birth_date()->set_day(30);
  EXPECT_EQ(RefusalOf(form), Reason::BIRTH_NOTIFICATION_MISMATCH);
}

TEST_F(BirthRulesTest, NotificationOfAnotherSex) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_evidence()->mutable_birth_notification()->set_child_sex(common::v1::SEX_FEMALE);
  EXPECT_EQ(RefusalOf(form), Reason::BIRTH_NOTIFICATION_MISMATCH);
}

TEST_F(BirthRulesTest, NotificationUsedForAnotherChild) {
  ASSERT_EQ(Settle("app-0", DeclarationOf("twins-family", "first-twin")).status(), APPLICATION_STATUS_COMPLETED);
  v1::BirthDeclaration second = DeclarationOf("twins-family", "second-twin");
  second.mutable_evidence()->mutable_birth_notification()->set_number(
      DeclarationOf("twins-family", "first-twin").evidence().birth_notification().number());

  EXPECT_EQ(RefusalOf(second), Reason::BIRTH_NOTIFICATION_USED);
}

TEST_F(BirthRulesTest, MotherOfAnotherName) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_mother()->set_full_name("NGUYỄN THỊ MẪU KHÁC");
  EXPECT_EQ(RefusalOf(form), Reason::MOTHER_MISMATCH);
}

TEST_F(BirthRulesTest, MotherNobodyKnows) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  seeds::NumberCell cell;
  cell.province_code = "01";
  cell.sex = seeds::Sex::kFemale;
  cell.birth_year = form.mother().birth_date().year();
  form.mutable_mother()->set_pin(TheNation()->FreeNumber(cell, 7).value());
  EXPECT_EQ(RefusalOf(form), Reason::MOTHER_MISMATCH);
}

TEST_F(BirthRulesTest, MothersNameIsComparedAfterNormalisation) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_mother()->set_full_name("nguyễn  thị mẫu bình ");
  form.mutable_evidence()->mutable_birth_notification()->clear_mother_full_name();
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, FatherOfAnotherBirthDate) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_father()->mutable_birth_date()->set_month(10);
  EXPECT_EQ(RefusalOf(form), Reason::FATHER_MISMATCH);
}

TEST_F(BirthRulesTest, MotherWhoDiedBeforeTheBirth) {
  const std::vector<seeds::Person> people = TheNation()->Scan("", 10'000);
  const auto dead_woman = std::find_if(people.begin(), people.end(), [](const seeds::Person& person) {
    return !person.alive() && person.sex == seeds::Sex::kFemale;
  });
  ASSERT_NE(dead_woman, people.end());
  v1::BirthDeclaration form = DeclarationOf("unmarried-mother");
  form.set_commune_code("00001");
  *form.mutable_mother() = ParentOf(*dead_woman);
  *form.mutable_mother()->mutable_residence() = AddressOf("", "00001");
  form.mutable_evidence()->mutable_pledge()->set_statement("Pledged.");

  EXPECT_EQ(RefusalOf(form), Reason::PERSON_DECEASED);
}

TEST_F(BirthRulesTest, CommuneOfNeitherParent) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.set_commune_code("20206");
  EXPECT_EQ(RefusalAtIntakeOf(form), Reason::WRONG_JURISDICTION);
}

TEST_F(BirthRulesTest, CommuneThatIsOnlySaidToBeTheResidence) {
  v1::BirthDeclaration form = DeclarationOf("unmarried-mother");
  form.set_commune_code("20206");
  *form.mutable_mother()->mutable_residence() = AddressOf("", "20206");
  EXPECT_EQ(RefusalOf(form), Reason::WRONG_JURISDICTION);
}

TEST_F(BirthRulesTest, EitherParentsCommuneWillDo) {
  v1::BirthDeclaration form = DeclarationOf("two-provinces");
  form.set_commune_code(form.father().residence().commune_code());
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, ATemporaryResidenceWillDo) {
  v1::BirthDeclaration form = DeclarationOf("unmarried-mother");
  form.set_commune_code("20206");
  *form.mutable_mother()->mutable_residence() = AddressOf("", "20206");
  form.mutable_mother()->set_residence_kind(v1::RESIDENCE_KIND_TEMPORARY);
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, NameWithDigits) {
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.mutable_child()->set_given_name("AN1");
  EXPECT_EQ(RefusalOf(form), Reason::NAME_NOT_ALLOWED);
}

TEST_F(BirthRulesTest, EdeNamesKeepTheirOrder) {
  v1::BirthDeclaration form = DeclarationOf("ede-family");
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(RecordOf("app-1")->full_name(), "H'THỬ NIÊ");
}

TEST_F(BirthRulesTest, FatherWithoutMarriageRecord) {
  EXPECT_EQ(RefusalOf(DeclarationOf("no-marriage-record")), Reason::MARRIAGE_RECORD_MISSING);
}

TEST_F(BirthRulesTest, UnmarriedMotherDeclaresNoFather) {
  EXPECT_EQ(Settle("app-1", DeclarationOf("unmarried-mother")).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, FormerHusbandOfLongAgo) {
  v1::BirthDeclaration form = DeclarationOf("divorced-mother");
  *form.mutable_father() = ParentOf(Persona("divorced-mother.former-husband"));
  form.mutable_child()->set_family_name("LƯU");
  EXPECT_EQ(RefusalOf(form), Reason::MARRIAGE_RECORD_MISSING);
}

TEST_F(BirthRulesTest, HusbandWhoDiedBeforeTheBirth) {
  v1::BirthDeclaration form = DeclarationOf("deceased-father");
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, MarriageNamedByItsRecord) {
  const std::string wife = Persona("binh-family.mother").pin;
  v1::BirthDeclaration form = DeclarationOf("binh-family");
  form.set_marriage_record_id("00001-2020-99999");
  EXPECT_EQ(RefusalOf(form), Reason::MARRIAGE_RECORD_MISSING);

  form.set_marriage_record_id(TheNation()->MarriagesOf(wife).front().id);
  EXPECT_EQ(Settle("app-2", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, ForeignElementIsTheDistrictsUntilTheMerger) {
  EXPECT_EQ(RefusalAtIntakeOf(DeclarationOf("foreign-father")), Reason::FOREIGN_ELEMENT);
}

TEST_F(BirthRulesTest, ABorderCommuneRegistersANeighboursChild) {
  v1::BirthDeclaration form = DeclarationOf("border-family");
  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, ABorderCommuneRegistersNoOtherForeignersChild) {
  v1::BirthDeclaration form = DeclarationOf("border-family");
  form.mutable_father()->set_nationality("LAO");
  EXPECT_EQ(RefusalAtIntakeOf(form), Reason::FOREIGN_ELEMENT);
}

TEST_F(BirthRulesTest, ForeignElementIsTheCommunesAfterwards) {
  harness_.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  v1::BirthDeclaration form = DeclarationOf("foreign-father");
  for (common::v1::Address* address :
       {form.mutable_child()->mutable_birth_place(), form.mutable_mother()->mutable_residence()}) {
    address->clear_district_code();
  }
  *form.mutable_child()->mutable_birth_date() = ToProto(absl::CivilDay(2025, 6, 20));
  *form.mutable_evidence()->mutable_birth_notification()->mutable_child_birth_date() = form.child().birth_date();
  form.mutable_father()->clear_residence();

  EXPECT_EQ(Settle("app-1", form).status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(BirthRulesTest, MotherWhoIsAChild) {
  v1::BirthDeclaration form = DeclarationOf("an-family");
  *form.mutable_mother() = ParentOf(Persona("an-family.daughter"));
  form.clear_father();
  form.mutable_evidence()->mutable_pledge()->set_statement("Pledged.");
  EXPECT_EQ(RefusalOf(form), Reason::PARENT_AGE_IMPLAUSIBLE);
}

}  // namespace
}  // namespace lienthong::civil_registry
