#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using testing::ElementsAre;

using HouseholdTest = PopulationTest;

std::vector<std::string> Relations(const v1::Household& household) {
  std::vector<std::string> relations;
  for (const auto& member : household.members()) {
    relations.push_back(v1::RelationToHead_Name(member.relation_to_head()).substr(17));
  }
  return relations;
}

TEST_F(HouseholdTest, TheHeadComesFirstTheOthersByRelationAndAge) {
  const auto answer = GetHousehold(Someone("grandparents-home.sister").pin);
  ASSERT_TRUE(answer.ok()) << answer.status();
  const v1::Household& household = answer->household();
  EXPECT_EQ(household.head_pin(), Someone("grandparents-home.grandfather").pin);
  EXPECT_EQ(household.members(0).pin(), household.head_pin());
  EXPECT_THAT(Relations(household), ElementsAre("HEAD", "SPOUSE", "CHILD", "GRANDCHILD", "OTHER"));
  EXPECT_EQ(household.address().commune_code(), "07060");
}

TEST_F(HouseholdTest, ConsentsAreAsTheyAreOnFile) {
  const auto refuses = GetHousehold(Someone("head-refuses.father").pin);
  ASSERT_TRUE(refuses.ok()) << refuses.status();
  EXPECT_EQ(refuses->household().head_consent(), v1::CONSENT_REFUSED);
  const auto rented = GetHousehold(Someone("owner-elsewhere.mother").pin);
  EXPECT_EQ(rented->household().owner_pin(), Someone("owner-elsewhere.landlord").pin);
  EXPECT_EQ(rented->household().owner_consent(), v1::CONSENT_UNSPECIFIED);
}

TEST_F(HouseholdTest, ByIdAsWellAsByMember) {
  v1::GetHouseholdRequest request;
  request.set_household_id(Someone("binh-family.mother").household_id);
  const auto answer = harness.Call<v1::GetHouseholdResponse>(Method("GetHousehold"), request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->household().members_size(), 2);
}

TEST_F(HouseholdTest, NobodysHouseholdIsNotFound) {
  v1::GetHouseholdRequest request;
  request.set_household_id("no-such-household");
  EXPECT_THAT(harness.Call<v1::GetHouseholdResponse>(Method("GetHousehold"), request),
              HasReason(Reason::HOUSEHOLD_NOT_FOUND));
  const std::string newborn = Issue(BirthOf("binh-family"))->pin();
  EXPECT_THAT(GetHousehold(newborn), HasReason(Reason::HOUSEHOLD_NOT_FOUND)) << "not yet a member anywhere";
  EXPECT_THAT(GetHousehold(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 1990}, 9).value()),
              HasReason(Reason::PERSON_NOT_FOUND));
  request.set_member_pin(newborn);
  EXPECT_THAT(harness.Call<v1::GetHouseholdResponse>(Method("GetHousehold"), request),
              HasReason(Reason::INVALID_FIELD));
}

TEST_F(HouseholdTest, AnEntryIsLockedAndUnlockedButNotThatOfTheDead) {
  const auto lock = [this](const std::string& pin, bool locked) {
    v1::SetPersonLockRequest request;
    request.set_request_id(absl::StrCat("lock-", pin, locked));
    request.set_pin(pin);
    request.set_locked(locked);
    return harness.Call<v1::SetPersonLockResponse>(Method("SetPersonLock"), request);
  };
  const std::string mother = Someone("binh-family.mother").pin;
  EXPECT_EQ(lock(mother, true)->person().state(), v1::PERSON_STATE_LOCKED);
  EXPECT_EQ(GetPerson(mother)->person().state(), v1::PERSON_STATE_LOCKED);
  EXPECT_EQ(lock(mother, false)->person().state(), v1::PERSON_STATE_ALIVE);
  EXPECT_THAT(lock(Someone("deceased-father.father").pin, true), HasReason(Reason::PERSON_DECEASED));
  EXPECT_THAT(lock(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 1990}, 9).value(), true),
              HasReason(Reason::PERSON_NOT_FOUND));
}

TEST_F(HouseholdTest, AMemberHasANumberThatSomebodyCanHave) {
  EXPECT_THAT(GetHousehold("12"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(GetHousehold("903095000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
}

TEST_F(HouseholdTest, TheDeceasedAreNoMembers) {
  const std::string daughter = Someone("an-family.daughter").pin;
  v1::Person father = GetPerson(Someone("an-family.father").pin)->person();
  ASSERT_EQ(GetHousehold(daughter)->household().members_size(), 3);
  father.set_state(v1::PERSON_STATE_DECEASED);
  ASSERT_TRUE(
      harness.Do([&](CallContext& context, store::Txn& txn) { return registry.Update(context, txn, father); }).ok());
  const auto answer = GetHousehold(daughter);
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->household().members_size(), 2);
  for (const auto& member : answer->household().members()) EXPECT_NE(member.pin(), father.pin());
}

}  // namespace
}  // namespace lienthong::population
