#include "services/portal/catalogue.h"

#include <algorithm>

#include "tests/services/portal/portal_fixture.h"

namespace lienthong::portal {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;

using CatalogueTest = PortalTest;

v1::GetProcedureRequest ByCode(const std::string& code) {
  v1::GetProcedureRequest request;
  request.set_procedure_code(code);
  return request;
}

TEST_F(CatalogueTest, TheBundleHasTheCodeAndTheTimesOfTheDay) {
  v1::GetProcedureRequest request;
  request.set_workflow("birth-residence-health-card");
  const auto now = Call<v1::GetProcedureResponse>("GetProcedure", request);
  ASSERT_TRUE(now.ok()) << now.status();
  EXPECT_EQ(now->procedure().procedure_code(), kBundle);
  EXPECT_EQ(now->procedure().working_days(), 3);
  EXPECT_EQ(now->procedure().working_days_with_verification(), 5);
  EXPECT_EQ(now->procedure().successor_code(), "3.000722");
  EXPECT_THAT(now->procedure().parts(), ElementsAre("1.001193", "1.004222", "1.002759"));

  EXPECT_EQ(now->procedure().fees(0).fee_code(), "BIRTH_REGISTRATION_LATE");
}

TEST_F(CatalogueTest, TheBundleEndsWhereItsSuccessorIsNotCarriedOut) {
  v1::GetProcedureRequest request;
  request.set_workflow("birth-residence-health-card");
  harness_.AdvanceTo(AgencyHarness::At(2026, 8, 31, 8));
  EXPECT_TRUE(Call<v1::GetProcedureResponse>("GetProcedure", request).ok());
  harness_.AdvanceTo(AgencyHarness::At(2026, 9, 1, 8));
  EXPECT_THAT(Call<v1::GetProcedureResponse>("GetProcedure", request), HasReason(Reason::PROCEDURE_NOT_IN_FORCE));
  EXPECT_THAT(Call<v1::GetProcedureResponse>("GetProcedure", ByCode("3.000722")),
              HasReason(Reason::PROCEDURE_UNKNOWN));
}

TEST_F(CatalogueTest, ACodeOutOfUseIsToldFromOneThatNeverWas) {
  EXPECT_THAT(Call<v1::GetProcedureResponse>("GetProcedure", ByCode("2.000986")),
              HasReason(Reason::PROCEDURE_NOT_IN_FORCE));
  EXPECT_THAT(Call<v1::GetProcedureResponse>("GetProcedure", ByCode("9.999999")), HasReason(Reason::PROCEDURE_UNKNOWN));
  v1::GetProcedureRequest before = ByCode("2.000986");
  before.mutable_on_date()->set_year(2024);
  before.mutable_on_date()->set_month(6);
  before.mutable_on_date()->set_day(30);
  EXPECT_TRUE(Call<v1::GetProcedureResponse>("GetProcedure", before).ok());
  v1::GetProcedureRequest both = ByCode(kBundle);
  both.set_workflow("birth-residence-health-card");
  EXPECT_THAT(Call<v1::GetProcedureResponse>("GetProcedure", both), HasReason(Reason::INVALID_FIELD));
}

TEST_F(CatalogueTest, LinkageFollowsFromTheCalls) {
  const auto linkage = [&](const std::string& code) {
    return Call<v1::GetProcedureResponse>("GetProcedure", ByCode(code)).value().procedure().linkage();
  };
  EXPECT_EQ(linkage("1.001193"), v1::LINKAGE_LINKED);
  EXPECT_EQ(linkage("1.004222"), v1::LINKAGE_STANDALONE);
  EXPECT_EQ(linkage(kBundle), v1::LINKAGE_LINKED);
}

TEST_F(CatalogueTest, AProcedureSaysHowSureItsCodeIs) {
  const auto mark = [&](const std::string& code) {
    return Call<v1::GetProcedureResponse>("GetProcedure", ByCode(code)).value().procedure().source_mark();
  };
  EXPECT_EQ(mark("1.001193"), "assumption");
  EXPECT_EQ(mark(kBundle), "M");
}

TEST_F(CatalogueTest, PagesGiveEveryProcedureOnceInOrder) {
  v1::ListProceduresRequest request;
  request.set_page_size(3);
  std::vector<std::string> codes;
  do {
    const auto page = Call<v1::ListProceduresResponse>("ListProcedures", request).value();
    ASSERT_LE(page.procedures_size(), 3);
    ASSERT_GT(page.procedures_size(), 0);
    for (const v1::Procedure& procedure : page.procedures()) codes.push_back(procedure.procedure_code());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  EXPECT_GT(codes.size(), 3u) << "more than one page";
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end());
  EXPECT_THAT(codes, IsSupersetOf({"1.001193", "1.002759", "1.004222", kBundle}));
  request.set_page_token("not ours");
  EXPECT_THAT(Call<v1::ListProceduresResponse>("ListProcedures", request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

TEST(CatalogueFileTest, FaultsAreNamedByTheirPlace) {
  const auto problem = [](const std::string& yaml) {
    return std::string(Catalogue::Parse(yaml, seeds::Law::Default()).status().message());
  };
  const std::string entry = "- code: \"1.000001\"\n  agencies: [tax]\n";
  EXPECT_THAT(problem(entry + "  mark: M\n  level: MOON\n"), HasSubstr("level"));
  EXPECT_THAT(problem(entry + "  level: PROVINCE\n"), HasSubstr("mark"));
  EXPECT_THAT(problem(entry + "  mark: perhaps\n"), AllOf(HasSubstr("catalogue.yaml:3:"), HasSubstr("mark")));
  EXPECT_NE(problem("- {codes: 1}\n"), "");
}

}  // namespace
}  // namespace lienthong::portal
