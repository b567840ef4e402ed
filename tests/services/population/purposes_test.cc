#include "services/population/purposes.h"

#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using PurposesTest = PopulationTest;

TEST_F(PurposesTest, ALookUpShowsEverything) {
  const auto answer = LookUp(ClaimOf(Someone("binh-family.mother")), WithPurpose("037"));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(answer->persons(0).has_permanent_residence());
  EXPECT_TRUE(answer->persons(0).has_spouse());
  EXPECT_EQ(answer->persons(0).ethnicity_code(), "01");
}

TEST_F(PurposesTest, WithoutPurposeOnlyTheIdentityIsShown) {
  const auto answer = LookUp(ClaimOf(Someone("binh-family.mother")), WithPurpose(""));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->persons(0).full_name(), Someone("binh-family.mother").full_name);
  EXPECT_FALSE(answer->persons(0).has_permanent_residence());
  EXPECT_FALSE(answer->persons(0).has_spouse());
  EXPECT_EQ(answer->persons(0).household_id(), "");
  EXPECT_EQ(answer->persons(0).ethnicity_code(), "");
}

TEST_F(PurposesTest, AnAgencyWithoutPurposeAsksByLaw) {
  const auto answer = GetPerson(Someone("binh-family.mother").pin, {.name = "civil_registry"});
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_TRUE(answer->person().has_permanent_residence());
}

TEST_F(PurposesTest, VerificationShowsTheOutcomeAlone) {
  v1::VerifyPersonRequest request = VerificationOf(Someone("binh-family.mother"));
  request.set_full_name("AI ĐÓ");
  const auto verified = Verify(request, WithPurpose("003"));
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->outcome(), v1::MATCH_OUTCOME_PARTIAL_MATCH);
  EXPECT_THAT(verified->differing_fields(), IsEmpty());
  EXPECT_THAT(Verify(request, WithPurpose("037"))->differing_fields(), SizeIs(1));
}

TEST_F(PurposesTest, VerificationIsNoRightToRead) {
  const seeds::Person mother = Someone("binh-family.mother");
  const auto caller = WithPurpose("003");
  const auto person = GetPerson(mother.pin, caller);
  EXPECT_EQ(person.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_THAT(person, HasReason(Reason::PURPOSE_INSUFFICIENT));
  EXPECT_THAT(LookUp(ClaimOf(mother), caller), HasReason(Reason::PURPOSE_INSUFFICIENT));
  EXPECT_THAT(List({}, caller), HasReason(Reason::PURPOSE_INSUFFICIENT));
  EXPECT_THAT(GetHousehold(mother.pin, caller), HasReason(Reason::PURPOSE_INSUFFICIENT));
}

TEST_F(PurposesTest, APurposeNobodyKnowsShowsNothing) {
  const seeds::Person mother = Someone("binh-family.mother");
  EXPECT_THAT(GetPerson(mother.pin, WithPurpose("999")), HasReason(Reason::PURPOSE_INSUFFICIENT));
  EXPECT_THAT(Verify(VerificationOf(mother), WithPurpose("999")), HasReason(Reason::PURPOSE_INSUFFICIENT));
}

TEST_F(PurposesTest, AHouseholdKeepsItsMembersButNotItsDwelling) {
  const auto answer = GetHousehold(Someone("binh-family.mother").pin, WithPurpose(""));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->household().members(), SizeIs(2));
  EXPECT_FALSE(answer->household().has_address());
  EXPECT_EQ(answer->household().owner_pin(), "");
}

TEST(PurposeTableTest, CodesAreDistinctAndExplained) {
  std::set<absl::string_view> codes;
  for (const Purpose& purpose : Purposes()) {
    EXPECT_TRUE(codes.insert(purpose.code).second) << purpose.code;
    EXPECT_FALSE(purpose.title_vi.empty() || purpose.title_en.empty() || purpose.basis.empty());
  }
}

}  // namespace
}  // namespace lienthong::population
