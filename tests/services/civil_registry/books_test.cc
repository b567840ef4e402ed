#include "tests/services/civil_registry/births_fixture.h"

namespace lienthong::civil_registry {
namespace {

using ::testing::HasSubstr;

constexpr char kFind[] = "lienthong.civil_registry.v1.CivilRegistryService/FindBirthRecords";
constexpr char kLookUp[] = "lienthong.civil_registry.v1.CivilRegistryService/LookUpMarriage";
constexpr char kExtract[] = "lienthong.civil_registry.v1.CivilRegistryService/GetExtract";

// What the books answer, of the nation and of the world.
class BooksTest : public BirthsTest {
 protected:
  absl::StatusOr<v1::GetBirthRecordResponse> Get(const v1::GetBirthRecordRequest& request) {
    return harness_.Call<v1::GetBirthRecordResponse>(kGetRecord, request);
  }
  absl::StatusOr<v1::FindBirthRecordsResponse> Find(const v1::FindBirthRecordsRequest& request) {
    return harness_.Call<v1::FindBirthRecordsResponse>(kFind, request);
  }
  absl::StatusOr<v1::LookUpMarriageResponse> LookUp(const v1::LookUpMarriageRequest& request) {
    return harness_.Call<v1::LookUpMarriageResponse>(kLookUp, request);
  }
  absl::StatusOr<v1::GetExtractResponse> Extract(const std::string& record_id, v1::ExtractKind kind) {
    v1::GetExtractRequest request;
    request.set_record_id(record_id);
    request.set_kind(kind);
    return harness_.Call<v1::GetExtractResponse>(kExtract, request);
  }
};

TEST_F(BooksTest, HoldTheBirthsOfTheNation) {
  const seeds::Person daughter = Persona("an-family.daughter");
  v1::GetBirthRecordRequest by_pin;
  by_pin.set_pin(daughter.pin);

  const auto found = Get(by_pin);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->record().full_name(), daughter.full_name);
  EXPECT_EQ(found->record().mother().pin(), Persona("an-family.mother").pin);
  EXPECT_EQ(found->record().father().full_name(), Persona("an-family.father").full_name);
  EXPECT_EQ(found->record().state(), v1::BIRTH_RECORD_STATE_FINAL);

  v1::GetBirthRecordRequest by_id;
  by_id.set_record_id(found->record().record_id());
  EXPECT_EQ(Get(by_id)->record().pin(), daughter.pin);
}

TEST_F(BooksTest, SayWhichNameFoundNothing) {
  v1::GetBirthRecordRequest request;
  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::INVALID_FIELD);
  request.set_record_id("00001-2024-00099");
  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::BIRTH_RECORD_NOT_FOUND);
  request.set_application_id("app-1");
  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::INVALID_FIELD) << "two names";
}

TEST_F(BooksTest, FindByMotherOldAndNewBirths) {
  LetPopulationAnswer();
  Settle("app-1", DeclarationOf("an-family"));
  v1::FindBirthRecordsRequest request;
  request.set_mother_pin(Persona("an-family.mother").pin);

  const auto found = Find(request);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->records_size(), 2);
}

TEST_F(BooksTest, FindByNameAndDateWithoutAccents) {
  const seeds::Person daughter = Persona("an-family.daughter");
  v1::FindBirthRecordsRequest request;
  request.set_child_full_name("pham mau chi");
  *request.mutable_child_birth_date() = ToProto(daughter.birth_date);

  const auto found = Find(request);
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->records_size(), 1);
  EXPECT_EQ(found->records(0).pin(), daughter.pin);
}

TEST_F(BooksTest, ListEverythingPageByPage) {
  v1::FindBirthRecordsRequest request;
  request.set_page_size(2);
  const auto first = Find(request);
  ASSERT_EQ(first->records_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = Find(request);
  EXPECT_LT(first->records(1).record_id(), second->records(0).record_id());

  request.set_page_token("none");
  EXPECT_EQ(ReasonOf(Find(request).status()), Reason::PAGE_TOKEN_INVALID);
}

TEST_F(BooksTest, RefuseFiltersWithoutIndex) {
  v1::FindBirthRecordsRequest name_only;
  name_only.set_child_full_name("PHẠM MẪU CHI");
  v1::FindBirthRecordsRequest both = name_only;
  both.set_mother_pin("1");
  EXPECT_EQ(ReasonOf(Find(name_only).status()), Reason::FILTER_NOT_SUPPORTED);
  EXPECT_EQ(ReasonOf(Find(both).status()), Reason::FILTER_NOT_SUPPORTED);
}

TEST_F(BooksTest, LookUpMarriages) {
  v1::LookUpMarriageRequest request;
  request.set_pin(Persona("divorced-mother.mother").pin);
  const auto all = LookUp(request);
  ASSERT_TRUE(all.ok()) << all.status();
  ASSERT_EQ(all->marriages_size(), 1);
  EXPECT_EQ(all->marriages(0).husband_full_name(), Persona("divorced-mother.former-husband").full_name);

  *request.mutable_on_date() = ToProto(absl::CivilDay(2021, 8, 30));
  EXPECT_EQ(LookUp(request)->marriages_size(), 1);
  *request.mutable_on_date() = ToProto(absl::CivilDay(2021, 8, 31));
  EXPECT_EQ(LookUp(request)->marriages_size(), 0) << "it ended on that day";

  request.clear_on_date();
  request.set_spouse_pin(Persona("binh-family.father").pin);
  EXPECT_EQ(LookUp(request)->marriages_size(), 0);
  request.set_pin("1");
  EXPECT_EQ(ReasonOf(LookUp(request).status()), Reason::PERSONAL_NUMBER_NOT_12_DIGITS);
}

TEST_F(BooksTest, PrintFinalRecordsOnly) {
  Settle("app-1", DeclarationOf("binh-family"));
  const std::string record_id = RecordOf("app-1")->record_id();
  EXPECT_EQ(ReasonOf(Extract(record_id, v1::EXTRACT_KIND_BIRTH_EXTRACT).status()), Reason::BIRTH_RECORD_NOT_FINAL);
  EXPECT_EQ(ReasonOf(Extract("none", v1::EXTRACT_KIND_BIRTH_EXTRACT).status()), Reason::BIRTH_RECORD_NOT_FOUND);
  harness_.Answer(kIssue, *NumberFor(harness_.pending().front().As<IssuePersonalNumberRequest>()));

  const auto extract = Extract(record_id, v1::EXTRACT_KIND_BIRTH_EXTRACT);
  ASSERT_TRUE(extract.ok()) << extract.status();
  EXPECT_EQ(extract->document().kind(), "BIRTH_EXTRACT");
  EXPECT_THAT(extract->document().html(), HasSubstr("SYNTHETIC"));
  EXPECT_THAT(extract->document().html(), HasSubstr("TRẦN MẪU AN"));
}

}  // namespace
}  // namespace lienthong::civil_registry
