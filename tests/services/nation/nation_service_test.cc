// The nation for testers: by number, by name, by what people are, page by page.
#include "services/nation/nation_service.h"

#include <algorithm>
#include <set>

#include "gmock/gmock.h"
#include "absl/strings/match.h"
#include "gtest/gtest.h"
#include "lienthong/control/v1/nation_service.pb.h"
#include "services/base/error/error.h"
#include "tests/services/nation/nation_fixture.h"
#include "tests/testing/agency_harness.h"

namespace lienthong::nation {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow

MATCHER_P(HasReason, reason, "") { return ReasonOf(arg.status()) == reason; }

class NationServiceTest : public ::testing::Test {
 protected:
  NationServiceTest() { Register(SmallNation(), harness_.handlers()); }

  template <class Response, class Request>
  absl::StatusOr<Response> Call(const char* method, const Request& request) {
    return harness_.Call<Response>(std::string("lienthong.control.v1.NationService/") + method, request);
  }
  absl::StatusOr<FindPersonsResponse> Find(const FindPersonsRequest& request) {
    return Call<FindPersonsResponse>("FindPersons", request);
  }
  NationPerson Mother() {
    FindPersonsRequest request;
    request.set_persona("binh-family.mother");
    return Find(request)->persons(0);
  }
  // Somebody computed, with a bit of everything.
  NationPerson Somebody() {
    SamplePersonsRequest request;
    request.set_livelihood(NATION_LIVELIHOOD_EMPLOYEE);
    request.set_insured(true);
    return Call<SamplePersonsResponse>("SamplePersons", request)->persons(0);
  }

  AgencyHarness harness_{"gateway"};
};

TEST_F(NationServiceTest, EveryNumberLeadsBackToItsHolder) {
  const NationPerson person = Somebody();
  ASSERT_FALSE(person.pin().empty());
  const auto leads_back = [&](auto set) {
    FindPersonsRequest request;
    set(request);
    const auto found = Find(request);
    ASSERT_TRUE(found.ok()) << found.status();
    bool there = false;
    for (const NationPerson& one : found->persons()) there |= one.pin() == person.pin();
    EXPECT_TRUE(there) << request.ShortDebugString();
  };
  leads_back([&](auto& request) { request.set_pin(person.pin()); });
  leads_back([&](auto& request) { request.set_si_number(person.si_number()); });
  leads_back([&](auto& request) { request.set_card_code(person.insurance_card().card_code()); });
  leads_back([&](auto& request) { request.set_household_id(person.household_id()); });
  if (!person.tax_code().empty()) leads_back([&](auto& request) { request.set_tax_code(person.tax_code()); });
  if (!person.phone().empty()) leads_back([&](auto& request) { request.set_phone(person.phone()); });
  if (person.legacy_ids_size() > 0) leads_back([&](auto& request) { request.set_legacy_id(person.legacy_ids(0)); });
}

TEST_F(NationServiceTest, NumbersThatNobodyCanHaveAreToldApart) {
  const auto find = [this](const std::string& pin) {
    FindPersonsRequest request;
    request.set_pin(pin);
    return Find(request);
  };
  EXPECT_THAT(find("12"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(find("001195000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  EXPECT_THAT(find("903095000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(find("901225000001"), HasReason(Reason::PERSONAL_NUMBER_IN_FUTURE));
  EXPECT_THAT(find(SmallNation()->FreeNumber({"01", seeds::Sex::kMale, 1990}, 5).value()),
              HasReason(Reason::NATION_NUMBER_FREE));
  EXPECT_THAT(find("901000000001"), HasReason(Reason::NATION_NUMBER_CELL_EMPTY)) << "1900 is too long ago";
  EXPECT_THAT(Find(FindPersonsRequest()), HasReason(Reason::INVALID_FIELD));
}

TEST_F(NationServiceTest, FiguresStandBesideTheirTargets) {
  GetNationStatsRequest request;
  request.set_sample(2'000);
  const auto answer = Call<GetNationStatsResponse>("GetNationStats", request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  std::set<std::string> groups;
  for (const NationStat& stat : answer->stats()) {
    groups.insert(stat.group());
    EXPECT_FALSE(stat.name().empty());
    EXPECT_FALSE(stat.unit().empty());
  }
  EXPECT_GT(groups.size(), 5u);
  request.set_sample(999);
  EXPECT_THAT(Call<GetNationStatsResponse>("GetNationStats", request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(NationServiceTest, AWorldOfRealisticNumbersSeesTheSamePeople) {
  const NationPerson safe = Mother();
  harness_.world().set_realistic_numbers(true);
  const NationPerson real = Mother();
  EXPECT_EQ(safe.pin()[0], '9');
  EXPECT_EQ(real.pin()[0], '0');
  EXPECT_EQ(real.full_name(), safe.full_name());
  FindPersonsRequest request;
  request.set_pin(safe.pin());
  EXPECT_THAT(Find(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_REALISTIC_RANGE));
}

TEST_F(NationServiceTest, NamesAreSearchedWithoutAccents) {
  SearchPersonsRequest request;
  request.set_full_name("nguyen thi mau binh");
  *request.mutable_birth_date() = Mother().birth_date();
  const auto found = Call<SearchPersonsResponse>("SearchPersons", request);
  ASSERT_TRUE(found.ok()) << found.status();
  ASSERT_EQ(found->persons_size(), 1);
  EXPECT_EQ(found->persons(0).persona(), "binh-family.mother");
  request.clear_birth_date();
  EXPECT_THAT(Call<SearchPersonsResponse>("SearchPersons", request), HasReason(Reason::INVALID_FIELD));
  request.mutable_birth_date()->set_year(1990);
  request.set_residence_province_code("03");
  EXPECT_THAT(Call<SearchPersonsResponse>("SearchPersons", request), HasReason(Reason::ADDRESS_UNKNOWN));
}

TEST_F(NationServiceTest, ASampleIsTheSameForTheSameDrawAndKeepsItsFilters) {
  SamplePersonsRequest request;
  request.set_age_from(60);
  request.set_limit(5);
  const auto first = Call<SamplePersonsResponse>("SamplePersons", request).value();
  ASSERT_EQ(first.persons_size(), 5);
  for (const NationPerson& person : first.persons()) EXPECT_LE(person.birth_date().year(), 1963);
  EXPECT_EQ(Call<SamplePersonsResponse>("SamplePersons", request)->SerializeAsString(), first.SerializeAsString());
  request.set_draw(2);
  EXPECT_NE(Call<SamplePersonsResponse>("SamplePersons", request)->SerializeAsString(), first.SerializeAsString());
}

TEST_F(NationServiceTest, ContradictionsAreAnsweredByTheirReason) {
  SamplePersonsRequest request;
  request.set_age_from(40);
  request.set_age_to(30);
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", request), HasReason(Reason::NOBODY_CAN_MATCH));
}

TEST_F(NationServiceTest, WhatMayBeButIsNotAndWhatIsInNoListAreToldApart) {
  SamplePersonsRequest nobody;
  nobody.set_household_size(60);
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", nobody), HasReason(Reason::NOBODY_WAS_FOUND));
  SamplePersonsRequest group;
  group.set_ethnicity_code("99");
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", group), HasReason(Reason::NATION_QUERY_INVALID));
  SamplePersonsRequest commune;
  commune.set_residence_commune_code("99999");
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", commune), HasReason(Reason::ADDRESS_UNKNOWN));
}

TEST_F(NationServiceTest, UnitsThatAreNoMoreAreStale) {
  harness_.Advance(absl::Hours(24 * 330));  // to 2025-07-01
  SamplePersonsRequest merged;
  merged.set_residence_province_code("06");  // Bắc Kạn, part of Thái Nguyên since that day
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", merged), HasReason(Reason::STALE_CODE));
  SamplePersonsRequest district;
  district.set_residence_district_code("001");
  EXPECT_THAT(Call<SamplePersonsResponse>("SamplePersons", district), HasReason(Reason::STALE_CODE));
}

TEST_F(NationServiceTest, PagesGiveEverybodyOnceAndTokensBelongToTheNation) {
  std::set<std::string> pins;
  ListNationPersonsRequest request;
  request.set_page_size(997);
  do {
    const auto page = Call<ListNationPersonsResponse>("ListNationPersons", request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const NationPerson& person : page->persons()) EXPECT_TRUE(pins.insert(person.pin()).second);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(static_cast<int64_t>(pins.size()), SmallNation()->population());
  request.set_page_token("another nation's");
  EXPECT_THAT(Call<ListNationPersonsResponse>("ListNationPersons", request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

TEST_F(NationServiceTest, ExportsEverybodyPageByPage) {
  ExportNationPersonsRequest request;
  request.set_page_size(1000);
  request.set_format(NATION_LINE_FORMAT_CSV);
  request.set_view("tax");
  int64_t people = 0, lines = 0;
  do {
    const auto page = Call<ExportNationPersonsResponse>("ExportNationPersons", request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_EQ(absl::StartsWith(page->lines(), "pin,full_name,"), request.page_token().empty()) << "one header";
    people += page->people();
    lines += std::count(page->lines().begin(), page->lines().end(), '\n');
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_EQ(people, SmallNation()->population());
  EXPECT_EQ(lines, people + 1);
}

TEST_F(NationServiceTest, ATokenOfAnotherExportIsRefused) {
  ExportNationPersonsRequest request;
  const auto page = Call<ExportNationPersonsResponse>("ExportNationPersons", request);
  ASSERT_TRUE(page.ok()) << page.status();
  request.set_page_token(page->next_page_token());
  request.set_view("health");
  EXPECT_THAT(Call<ExportNationPersonsResponse>("ExportNationPersons", request), HasReason(Reason::PAGE_TOKEN_INVALID));
  request.set_view("police");
  request.clear_page_token();
  EXPECT_THAT(Call<ExportNationPersonsResponse>("ExportNationPersons", request),
              HasReason(Reason::INVALID_FIELD));
  request.set_view("");
  request.set_province_code("03");
  EXPECT_THAT(Call<ExportNationPersonsResponse>("ExportNationPersons", request), HasReason(Reason::ADDRESS_UNKNOWN));
}

TEST_F(NationServiceTest, AKitHoldsACardForEverybody) {
  MakeNationKitRequest request;
  request.set_story("pensioners");
  request.set_count(3);
  const auto kit = Call<MakeNationKitResponse>("MakeNationKit", request);
  ASSERT_TRUE(kit.ok()) << kit.status();
  ASSERT_EQ(kit->files_size(), 5);
  EXPECT_TRUE(absl::StartsWith(kit->files(0).name(), "cards/9"));
  EXPECT_THAT(kit->files(0).text(), ::testing::HasSubstr("<svg"));
  EXPECT_EQ(kit->files(3).name(), "people.csv");
  EXPECT_EQ(std::count(kit->files(3).text().begin(), kit->files(3).text().end(), '\n'), 4);
  request.set_story("astronauts");
  EXPECT_THAT(Call<MakeNationKitResponse>("MakeNationKit", request), HasReason(Reason::INVALID_FIELD));
  request.set_count(-1);
  EXPECT_THAT(Call<MakeNationKitResponse>("MakeNationKit", request), HasReason(Reason::INVALID_FIELD));
}

TEST_F(NationServiceTest, AHouseholdNamesItsMembersAndItsOwner) {
  GetNationHouseholdRequest request;
  request.set_household_id(Mother().household_id());
  const auto answer = Call<GetNationHouseholdResponse>("GetNationHousehold", request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->household().head_pin(), Mother().pin());
  EXPECT_EQ(answer->household().member_pins_size(), 2);
  request.set_household_id("nowhere");
  EXPECT_THAT(Call<GetNationHouseholdResponse>("GetNationHousehold", request), HasReason(Reason::RESOURCE_NOT_FOUND));
}

TEST_F(NationServiceTest, TheNationSaysWhichItIs) {
  const auto described = Call<DescribeNationResponse>("DescribeNation", DescribeNationRequest()).value();
  EXPECT_EQ(described.digest(), SmallNation()->Digest());
  EXPECT_EQ(described.population(), SmallNation()->population());
  EXPECT_EQ(described.as_of().year(), 2023);
}

}  // namespace
}  // namespace lienthong::nation
