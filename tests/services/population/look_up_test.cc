#include "tests/services/population/population_fixture.h"

namespace lienthong::population {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

using LookUpTest = PopulationTest;

TEST_F(LookUpTest, NumberNameAndBirthDateThatAgreeGiveThePerson) {
  const seeds::Person mother = Someone("binh-family.mother");
  const auto answer = LookUp(ClaimOf(mother));
  ASSERT_TRUE(answer.ok()) << answer.status();
  ASSERT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MATCH);
  ASSERT_EQ(answer->persons_size(), 1);
  const v1::Person& person = answer->persons(0);
  EXPECT_EQ(person.pin(), mother.pin);
  EXPECT_EQ(person.full_name(), mother.full_name);
  EXPECT_EQ(person.permanent_residence().address().commune_code(), "00001");
  EXPECT_EQ(person.relation_to_head(), v1::RELATION_TO_HEAD_HEAD);
  EXPECT_EQ(person.spouse().full_name(), Someone("binh-family.father").full_name);
  EXPECT_EQ(person.state(), v1::PERSON_STATE_ALIVE);
}

TEST_F(LookUpTest, TheBirthRecordIsNamedAsTheCivilRegistryNamesIt) {
  for (const seeds::Person& person : SmallNation()->Scan("", 5000)) {
    if (!person.birth_entry) continue;
    const std::string record_id = GetPerson(person.pin, WithPurpose("037"))->person().birth_record_id();
    EXPECT_EQ(SmallNation()->ByBirthEntry(record_id)->pin, person.pin);
    return;
  }
  FAIL() << "nobody has an entry in a book";
}

TEST_F(LookUpTest, NobodyHasTheNumber) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  const seeds::NumberCell cell{"01", seeds::Sex::kFemale, 1995};
  request.set_pin(SmallNation()->FreeNumber(cell, 7).value());
  const auto answer = LookUp(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_NO_MATCH);
  EXPECT_THAT(answer->persons(), IsEmpty());
  EXPECT_THAT(answer->differing_fields(), IsEmpty());
}

TEST_F(LookUpTest, AnotherNameIsAPartialMatchWithoutTheData) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  request.set_full_name("NGUYEN THI MAU BINH");
  const auto answer = LookUp(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_PARTIAL_MATCH);
  EXPECT_THAT(answer->differing_fields(), ElementsAre(v1::IDENTITY_FIELD_FULL_NAME));
  EXPECT_THAT(answer->persons(), IsEmpty());
}

TEST_F(LookUpTest, AnotherBirthDateIsAPartialMatch) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  *request.mutable_birth_date() = DateOf(1995, 8, 3);
  const auto answer = LookUp(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_PARTIAL_MATCH);
  EXPECT_THAT(answer->differing_fields(), ElementsAre(v1::IDENTITY_FIELD_BIRTH_DATE));
}

TEST_F(LookUpTest, CaseSpacesAndTonePlacementOfANameDontCount) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("every-letter.tone-placement"));
  request.set_full_name("  hoà thuỷ  khoẻ quý hoàng ");
  const auto answer = LookUp(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MATCH);
}

TEST_F(LookUpTest, ADecomposedNameIsTheSameName) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("every-letter.a"));
  request.set_full_name("HA\u0300 THA\u0301I TA\u0309 LA\u0303 DA\u0323");
  EXPECT_EQ(LookUp(request)->outcome(), v1::MATCH_OUTCOME_MATCH);
}

TEST_F(LookUpTest, AYearOnlyEntryAgreesWithAnyDayOfThatYear) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("old-papers.year-only"));
  *request.mutable_birth_date() = DateOf(1941, 5, 20);
  EXPECT_EQ(LookUp(request)->outcome(), v1::MATCH_OUTCOME_MATCH);
  *request.mutable_birth_date() = DateOf(1942);
  EXPECT_EQ(LookUp(request)->outcome(), v1::MATCH_OUTCOME_PARTIAL_MATCH);
}

TEST_F(LookUpTest, AMonthOfAClaimAgreesWithTheFullDateOfTheEntry) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  *request.mutable_birth_date() = DateOf(1995, 3);
  EXPECT_EQ(LookUp(request)->outcome(), v1::MATCH_OUTCOME_MATCH);
}

TEST_F(LookUpTest, TheOldNumberFindsThePersonToo) {
  const seeds::Person person = Someone("old-papers.old-card-only");
  ASSERT_EQ(person.legacy_ids.size(), 2u);
  for (const std::string& number : person.legacy_ids) {
    v1::LookUpPersonRequest request = ClaimOf(person);
    request.clear_pin();
    request.set_legacy_id(number);
    const auto answer = LookUp(request);
    ASSERT_TRUE(answer.ok()) << answer.status();
    ASSERT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MATCH);
    EXPECT_EQ(answer->persons(0).pin(), person.pin);
  }
}

TEST_F(LookUpTest, TwoHoldersOfOneOldNumberAreAMultipleMatch) {
  const seeds::Person first = Someone("homonyms.one");
  const auto other = GetPerson(Someone("homonyms.two").pin);
  ASSERT_TRUE(other.ok());
  ASSERT_TRUE(harness
                  .Do([&](CallContext& context, store::Txn& txn) {
                    v1::Person changed = other->person();
                    changed.add_legacy_ids(first.legacy_ids.back());
                    return registry.Update(context, txn, changed);
                  })
                  .ok());
  v1::LookUpPersonRequest request = ClaimOf(first);
  request.clear_pin();
  request.set_legacy_id(first.legacy_ids.back());
  const auto answer = LookUp(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MULTIPLE_MATCH);
  EXPECT_EQ(answer->persons_size(), 2);
}

TEST_F(LookUpTest, NumbersThatNobodyCanHaveAreRefusedEachWithItsReason) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  request.set_pin("90109");
  EXPECT_THAT(LookUp(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.set_pin("903095000001");
  EXPECT_THAT(LookUp(request), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  request.set_pin("001195000001");
  EXPECT_THAT(LookUp(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  request.set_pin("901225000001");
  EXPECT_THAT(LookUp(request), HasReason(Reason::PERSONAL_NUMBER_IN_FUTURE));
  request.clear_pin();
  request.set_legacy_id("12345678x");
  EXPECT_THAT(LookUp(request), HasReason(Reason::LEGACY_ID_MALFORMED));
}

TEST_F(LookUpTest, ExactlyOneNumberAndBothOtherFieldsAreRequired) {
  v1::LookUpPersonRequest request = ClaimOf(Someone("binh-family.mother"));
  request.set_legacy_id("123456789");
  EXPECT_THAT(LookUp(request), HasReason(Reason::INVALID_FIELD));
  request = ClaimOf(Someone("binh-family.mother"));
  request.clear_full_name();
  EXPECT_THAT(LookUp(request), HasReason(Reason::INVALID_FIELD));
  request = ClaimOf(Someone("binh-family.mother"));
  *request.mutable_birth_date() = DateOf(2023, 2, 29);
  EXPECT_THAT(LookUp(request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(LookUpTest, VerificationComparesTheSexWhenGiven) {
  v1::VerifyPersonRequest request = VerificationOf(Someone("binh-family.mother"));
  request.set_sex(common::v1::SEX_FEMALE);
  auto answer = Verify(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MATCH);
  EXPECT_EQ(answer->state(), v1::PERSON_STATE_ALIVE);
  request.set_sex(common::v1::SEX_MALE);
  answer = Verify(request);
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_PARTIAL_MATCH);
  EXPECT_THAT(answer->differing_fields(), ElementsAre(v1::IDENTITY_FIELD_SEX));
  EXPECT_EQ(answer->state(), v1::PERSON_STATE_UNSPECIFIED);
}

TEST_F(LookUpTest, VerificationTellsThatAMatchIsDeceased) {
  const auto answer = Verify(VerificationOf(Someone("deceased-father.father")));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::MATCH_OUTCOME_MATCH);
  EXPECT_EQ(answer->state(), v1::PERSON_STATE_DECEASED);
}

TEST_F(LookUpTest, VerificationRefusesNumbersAsLookUpDoes) {
  v1::VerifyPersonRequest request = VerificationOf(Someone("binh-family.mother"));
  request.set_pin("x");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.set_pin("903095000001");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  request.set_pin("001195000001");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  request.set_pin("901225000001");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_IN_FUTURE));
  request.clear_pin();
  request.set_legacy_id("1");
  EXPECT_THAT(Verify(request), HasReason(Reason::LEGACY_ID_MALFORMED));
}

TEST_F(LookUpTest, GettingSomebodyByNumberOrNobody) {
  const seeds::Person person = Someone("old-papers.month-year");
  const auto answer = GetPerson(person.pin);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->person().birth_date().month(), 7);
  EXPECT_EQ(answer->person().birth_date().day(), 0);
  const seeds::NumberCell cell{"01", seeds::Sex::kFemale, 1995};
  const auto nobody = GetPerson(SmallNation()->FreeNumber(cell, 3).value());
  EXPECT_EQ(nobody.status().code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(nobody, HasReason(Reason::PERSON_NOT_FOUND));
  EXPECT_THAT(GetPerson("12"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(GetPerson("903095000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(GetPerson("001195000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
}

TEST_F(LookUpTest, ResidenceIsAnsweredInTheCodesOfTheDay) {
  const seeds::Person person = Someone("two-provinces.mother");
  ASSERT_EQ(person.residence.province_code, "92");
  const seeds::Person merged = Someone("khmer-family.father");
  EXPECT_EQ(GetPerson(merged.pin)->person().permanent_residence().address().province_code(), "84");
  EXPECT_FALSE(GetPerson(merged.pin)->person().permanent_residence().address().district_code().empty());
  harness.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  EXPECT_EQ(GetPerson(merged.pin)->person().permanent_residence().address().province_code(), "86");
  EXPECT_EQ(GetPerson(merged.pin)->person().permanent_residence().address().district_code(), "");
}

TEST_F(LookUpTest, PagesListEverybodyOnceInOrderOfNumber) {
  v1::ListPersonsRequest request;
  request.set_page_size(100);
  std::vector<std::string> pins;
  do {
    const auto page = List(request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const v1::Person& person : page->persons()) pins.push_back(person.pin());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(static_cast<int64_t>(pins.size()), SmallNation()->population());
  EXPECT_TRUE(std::is_sorted(pins.begin(), pins.end()));
}

TEST_F(LookUpTest, ListsByMotherOldNumberOrNameAndBirthDate) {
  v1::ListPersonsRequest by_mother;
  by_mother.set_mother_pin(Someone("over-six.mother").pin);
  ASSERT_EQ(List(by_mother)->persons_size(), 1);
  EXPECT_EQ(List(by_mother)->persons(0).pin(), Someone("over-six.brother").pin);

  v1::ListPersonsRequest by_old_number;
  by_old_number.set_legacy_id(Someone("binh-family.father").legacy_ids.front());
  ASSERT_GE(List(by_old_number)->persons_size(), 1);

  v1::ListPersonsRequest by_name;
  by_name.set_full_name("Nguyễn Văn Mẫu Trùng");
  *by_name.mutable_birth_date() = DateOf(1975, 5, 15);
  EXPECT_EQ(List(by_name)->persons_size(), 3) << "the year-only homonym agrees, the one without accents doesn't";
}

TEST_F(LookUpTest, AListTakesOneFilterThatHasAnIndex) {
  v1::ListPersonsRequest request;
  request.set_full_name("NGUYỄN VĂN MẪU TRÙNG");
  EXPECT_THAT(List(request), HasReason(Reason::FILTER_NOT_SUPPORTED));
  *request.mutable_birth_date() = DateOf(1975);
  request.set_mother_pin(Someone("over-six.mother").pin);
  EXPECT_THAT(List(request), HasReason(Reason::FILTER_NOT_SUPPORTED));
  request.clear_full_name();
  request.clear_birth_date();
  request.set_mother_pin("12");
  EXPECT_THAT(List(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.set_mother_pin("903095000001");
  EXPECT_THAT(List(request), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  request.clear_mother_pin();
  request.set_legacy_id("12");
  EXPECT_THAT(List(request), HasReason(Reason::LEGACY_ID_MALFORMED));
  v1::ListPersonsRequest bad_token;
  bad_token.set_page_token("not one of ours");
  EXPECT_THAT(List(bad_token), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::population
