#include "seeds/identifiers/personal_number.h"
#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using NumberIssuanceTest = PopulationTest;

TEST_F(NumberIssuanceTest, ANewbornGetsANumberOfItsCellAndAnEntry) {
  const auto request = BirthOf("binh-family");
  const auto answer = Issue(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->already_issued());
  const auto parts = seeds::ParsePersonalNumber(answer->pin(), seeds::PinMode::kSafe);
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->cell, (seeds::NumberCell{"01", seeds::Sex::kMale, 2024}));
  const auto child = GetPerson(answer->pin());
  ASSERT_TRUE(child.ok()) << child.status();
  EXPECT_EQ(child->person().full_name(), "TRẦN MẪU AN");
  EXPECT_EQ(child->person().mother().pin(), Someone("binh-family.mother").pin);
  EXPECT_EQ(child->person().father().full_name(), Someone("binh-family.father").full_name);
  EXPECT_EQ(child->person().birth_record_id(), request.birth_record_id());
  EXPECT_EQ(child->person().birth_registration_place().commune_code(), "00001");
  EXPECT_EQ(child->person().nationality(), "VNM");
  EXPECT_EQ(child->person().household_id(), "") << "residence is registered separately";
  EXPECT_FALSE(child->person().has_permanent_residence());
}

TEST_F(NumberIssuanceTest, TheNewbornIsFoundByItsThreeFieldsAndByItsMother) {
  const std::string pin = Issue(BirthOf("binh-family"))->pin();
  seeds::Person child = Someone("binh-family.child");
  child.pin = pin;
  EXPECT_EQ(LookUp(ClaimOf(child))->outcome(), v1::MATCH_OUTCOME_MATCH);
  EXPECT_EQ(Verify(VerificationOf(child))->outcome(), v1::MATCH_OUTCOME_MATCH);
  v1::ListPersonsRequest by_mother;
  by_mother.set_mother_pin(Someone("binh-family.mother").pin);
  ASSERT_EQ(List(by_mother)->persons_size(), 1);
  EXPECT_EQ(List(by_mother)->persons(0).pin(), pin);
}

TEST_F(NumberIssuanceTest, TheSameBirthRecordGetsTheSameNumber) {
  auto request = BirthOf("binh-family");
  const std::string pin = Issue(request)->pin();
  request.set_request_id("another");
  const auto again = Issue(request);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->pin(), pin);
  EXPECT_TRUE(again->already_issued());
}

TEST_F(NumberIssuanceTest, AnotherRecordOfTheSameBirthIsRefusedAndKeepsNothing) {
  auto request = BirthOf("binh-family");
  ASSERT_TRUE(Issue(request).ok());
  const std::string before = harness.Digest();
  request.set_birth_record_id("another-record");
  request.set_full_name("trần mẫu an");
  const auto again = Issue(request);
  EXPECT_EQ(again.status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(again, HasReason(Reason::PERSON_ALREADY_HAS_NUMBER));
  EXPECT_EQ(harness.Digest(), before);
}

TEST_F(NumberIssuanceTest, AChildOfTheNationIsNotIssuedASecondNumber) {
  auto request = BirthOf("over-six", "brother");
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSON_ALREADY_HAS_NUMBER));
}

TEST_F(NumberIssuanceTest, TwinsDifferInNameOrOrder) {
  const auto first = Issue(BirthOf("twins-family", "first-twin"));
  const auto second = Issue(BirthOf("twins-family", "second-twin"));
  ASSERT_TRUE(first.ok()) << first.status();
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_NE(first->pin(), second->pin());
  auto namesake = BirthOf("twins-family", "first-twin");
  namesake.set_birth_record_id("third-of-three");
  namesake.set_birth_order(3);
  EXPECT_TRUE(Issue(namesake).ok()) << "a triplet of the same name";
}

TEST_F(NumberIssuanceTest, ChildrenOfUnknownParentsAreToldApartByTheirRecordsOnly) {
  auto request = BirthOf("abandoned-child", "child", "finder");
  const auto first = Issue(request);
  ASSERT_TRUE(first.ok()) << first.status();
  request.set_birth_record_id("another-foundling");
  const auto second = Issue(request);
  ASSERT_TRUE(second.ok()) << second.status();
  EXPECT_NE(first->pin(), second->pin());
}

TEST_F(NumberIssuanceTest, AParentWithoutNumberIsEnteredByName) {
  auto request = BirthOf("foreign-father");
  ASSERT_EQ(request.father_pin(), "");
  request.set_father_full_name("thu nghiem mau");
  const auto child = GetPerson(Issue(request)->pin());
  ASSERT_TRUE(child.ok()) << child.status();
  EXPECT_EQ(child->person().father().full_name(), "THU NGHIEM MAU");
  EXPECT_EQ(child->person().father().pin(), "");
}

TEST_F(NumberIssuanceTest, AFatherMayHaveDiedBeforeTheBirthAMotherMayNot) {
  EXPECT_TRUE(Issue(BirthOf("deceased-father")).ok());
  auto request = BirthOf("binh-family");
  request.set_mother_pin(Someone("deceased-father.father").pin);
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSON_DECEASED));
}

TEST_F(NumberIssuanceTest, AParentWhoIsNobodyIsRefused) {
  auto request = BirthOf("binh-family");
  request.set_father_pin(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 1990}, 5).value());
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSON_NOT_FOUND));
}

TEST_F(NumberIssuanceTest, TheBirthMustHaveHappened) {
  auto request = BirthOf("binh-family");
  *request.mutable_birth_date() = DateOf(2024, 8, 6);
  EXPECT_THAT(Issue(request), HasReason(Reason::DATE_IN_FUTURE));
  *request.mutable_birth_date() = DateOf(2024, 8);
  EXPECT_THAT(Issue(request), HasReason(Reason::INVALID_FIELD)) << "a birth has a full date";
}

TEST_F(NumberIssuanceTest, ThePlaceOfRegistrationExistsAndItsCodesAgree) {
  auto request = BirthOf("binh-family");
  request.mutable_registration_place()->set_commune_code("99999");
  EXPECT_THAT(Issue(request), HasReason(Reason::ADDRESS_UNKNOWN));
  request = BirthOf("binh-family");
  request.mutable_registration_place()->set_province_code("79");
  EXPECT_THAT(Issue(request), HasReason(Reason::ADDRESS_UNKNOWN));
}

TEST_F(NumberIssuanceTest, CodesOfThreeLevelsAreStaleOnceThereAreTwo) {
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  auto request = BirthOf("khmer-family");
  EXPECT_THAT(Issue(request), HasReason(Reason::STALE_CODE));
  request.mutable_registration_place()->clear_district_code();
  request.mutable_registration_place()->set_province_code("86");
  const auto answer = Issue(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->pin().substr(1, 2), "86") << "the province of the day is in the number";
}

// The same person's number where numbers look real.
std::string Real(std::string safe) {
  if (!safe.empty()) safe[0] = '0';
  return safe;
}

TEST_F(NumberIssuanceTest, ARealisticWorldWritesTheProvinceAsTheRealRegisterDoes) {
  const std::string safe = Someone("binh-family.mother").pin;
  harness.world().set_realistic_numbers(true);
  auto request = BirthOf("an-family");
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE)) << "the parents' too";
  request.set_mother_pin(Real(request.mother_pin()));
  request.set_father_pin(Real(request.father_pin()));
  const auto answer = Issue(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->pin()[0], '0');
  EXPECT_TRUE(GetPerson(answer->pin()).ok());
  EXPECT_TRUE(GetPerson(Real(safe)).ok()) << "the same people";
  EXPECT_THAT(GetPerson(safe), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE));
}

TEST_F(NumberIssuanceTest, EqualWorldsIssueEqualNumbers) {
  AgencyHarness other("population");
  Register(SmallNation(), other.handlers());
  const auto request = BirthOf("binh-family");
  const auto there =
      other.Call<v1::IssuePersonalNumberResponse>(Method("IssuePersonalNumber"), request, CivilRegistry());
  ASSERT_TRUE(there.ok()) << there.status();
  EXPECT_EQ(Issue(request)->pin(), there->pin());
}

TEST_F(NumberIssuanceTest, ManyBirthsOfOneCellGetDifferentNumbers) {
  auto request = BirthOf("abandoned-child", "child", "finder");
  std::set<std::string> pins;
  for (int i = 0; i < 300; ++i) {
    request.set_birth_record_id("record-" + std::to_string(i));
    const auto answer = Issue(request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    EXPECT_FALSE(SmallNation()->Taken(answer->pin()));
    pins.insert(answer->pin());
  }
  EXPECT_EQ(pins.size(), 300u);
}

TEST_F(NumberIssuanceTest, MalformedRequestsNameTheField) {
  auto request = BirthOf("binh-family");
  request.clear_birth_record_id();
  EXPECT_THAT(Issue(request), HasReason(Reason::INVALID_FIELD));
  request = BirthOf("binh-family");
  request.set_sex(common::v1::SEX_UNDETERMINED);
  EXPECT_THAT(Issue(request), HasReason(Reason::INVALID_FIELD));
  request = BirthOf("binh-family");
  request.set_ethnicity_code("77");
  EXPECT_THAT(Issue(request), HasReason(Reason::INVALID_FIELD));
  request = BirthOf("binh-family");
  request.set_nationality("vn");
  EXPECT_THAT(Issue(request), HasReason(Reason::INVALID_FIELD));
  request = BirthOf("binh-family");
  request.set_mother_pin("12");
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.set_mother_pin("903195000001");
  EXPECT_THAT(Issue(request), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
}

TEST_F(NumberIssuanceTest, OnlyTheCivilRegistryMayAsk) {
  const auto* method = harness.handlers().FindUnary(Method("IssuePersonalNumber"));
  ASSERT_NE(method, nullptr);
  EXPECT_THAT(method->callers, testing::ElementsAre("civil_registry"));
}

}  // namespace
}  // namespace lienthong::population
