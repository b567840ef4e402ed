#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "lienthong/tax/v1/tax_service.pb.h"
#include "seeds/nation/nation.h"
#include "services/base/error/error.h"
#include "services/base/identity/proto_values.h"
#include "services/tax/tax_agency.h"
#include "tests/testing/agency_harness.h"

namespace lienthong::tax {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

MATCHER_P(HasReason, reason, "") { return lienthong::ReasonOf(arg.status()) == reason; }

std::shared_ptr<const seeds::Nation> SmallNation() {
  static const auto* nation = [] {
    seeds::NationOptions options;
    options.population = 1000;
    return new std::shared_ptr<const seeds::Nation>(seeds::Nation::Generate(options).value());
  }();
  return *nation;
}

seeds::Person Someone(absl::string_view persona) { return SmallNation()->FindPersona(persona).value().person; }

class TaxServiceTest : public testing::Test {
 protected:
  TaxServiceTest() { Register(SmallNation(), harness_.handlers()); }

  absl::StatusOr<v1::LookUpTaxpayerResponse> LookUp(const std::string& tax_code, const std::string& pin = "") {
    v1::LookUpTaxpayerRequest request;
    request.set_tax_code(tax_code);
    request.set_pin(pin);
    return harness_.Call<v1::LookUpTaxpayerResponse>("lienthong.tax.v1.TaxService/LookUpTaxpayer", request);
  }
  absl::StatusOr<v1::VerifyTaxpayerResponse> Verify(const v1::VerifyTaxpayerRequest& request) {
    return harness_.Call<v1::VerifyTaxpayerResponse>("lienthong.tax.v1.TaxService/VerifyTaxpayer", request);
  }
  absl::StatusOr<v1::ListTaxpayersResponse> List(const v1::ListTaxpayersRequest& request) {
    return harness_.Call<v1::ListTaxpayersResponse>("lienthong.tax.v1.TaxService/ListTaxpayers", request);
  }
  static v1::VerifyTaxpayerRequest ClaimOf(const seeds::Person& person) {
    v1::VerifyTaxpayerRequest request;
    request.set_pin(person.pin);
    request.set_full_name(person.full_name);
    *request.mutable_birth_date() = ToProto(person.birth_date);
    return request;
  }

  AgencyHarness harness_{"tax"};
};

TEST_F(TaxServiceTest, ATaxpayerIsFoundByEitherNumber) {
  const seeds::Person person = Someone("binh-family.mother");
  ASSERT_FALSE(person.tax_code.empty());
  for (const auto& answer : {LookUp(person.tax_code), LookUp("", person.pin)}) {
    ASSERT_TRUE(answer.ok()) << answer.status();
    ASSERT_EQ(answer->taxpayers_size(), 1);
    EXPECT_EQ(answer->taxpayers(0).tax_code(), person.tax_code);
    EXPECT_EQ(answer->taxpayers(0).pin(), person.pin);
    EXPECT_EQ(answer->taxpayers(0).kind(), v1::TAXPAYER_KIND_INDIVIDUAL);
    EXPECT_EQ(answer->taxpayers(0).state(), v1::TAXPAYER_STATE_ACTIVE);
    EXPECT_EQ(answer->taxpayers(0).managing_office(), "Cục Thuế Thành phố Hà Nội");
  }
}

TEST_F(TaxServiceTest, NobodyIsAnAnswer) {
  const auto no_taxpayer = LookUp("", Someone("unmarried-mother.mother").pin);
  ASSERT_TRUE(no_taxpayer.ok()) << no_taxpayer.status();
  EXPECT_THAT(no_taxpayer->taxpayers(), IsEmpty());
  const auto unused = LookUp("3123456782");
  ASSERT_TRUE(unused.ok()) << unused.status();
  EXPECT_THAT(unused->taxpayers(), IsEmpty());
}

TEST_F(TaxServiceTest, CodesAndNumbersThatNobodyCanHaveAreRefused) {
  EXPECT_THAT(LookUp("0100012345"), HasReason(Reason::TAX_CODE_NOT_VALID));
  EXPECT_EQ(ErrorInfoOf(LookUp("0100012345").status())->metadata().at("fault"), "CHECK_DIGIT");
  EXPECT_THAT(LookUp("", "12"), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  EXPECT_THAT(LookUp("", "903095000001"), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  EXPECT_THAT(LookUp("", "001095000001"), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
  EXPECT_THAT(LookUp(""), HasReason(Reason::INVALID_FIELD));
}

TEST_F(TaxServiceTest, ThePersonalNumberIsNoTaxCodeBeforeJuly2025) {
  const auto answer = LookUp(Someone("binh-family.mother").pin);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_THAT(answer->taxpayers(), IsEmpty());
}

TEST_F(TaxServiceTest, FromJuly2025ThePersonalNumberIsTheTaxCode) {
  harness_.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  const seeds::Person person = Someone("binh-family.mother");
  for (const auto& answer : {LookUp(person.pin), LookUp(person.tax_code), LookUp("", person.pin)}) {
    ASSERT_TRUE(answer.ok()) << answer.status();
    ASSERT_EQ(answer->taxpayers_size(), 1);
    EXPECT_EQ(answer->taxpayers(0).tax_code(), person.pin);
    EXPECT_EQ(answer->taxpayers(0).address().district_code(), "");
  }
  EXPECT_EQ(Verify(ClaimOf(person))->tax_code(), person.pin);
}

TEST_F(TaxServiceTest, AllThreeFieldsAgree) {
  const seeds::Person person = Someone("binh-family.mother");
  auto request = ClaimOf(person);
  request.set_full_name("nguyễn thị mẫu bình");
  const auto answer = Verify(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::TAXPAYER_VERIFICATION_MATCH);
  EXPECT_EQ(answer->tax_code(), person.tax_code);
}

TEST_F(TaxServiceTest, WhatDiffersIsTold) {
  auto request = ClaimOf(Someone("binh-family.mother"));
  request.set_full_name("AI ĐÓ");
  request.mutable_birth_date()->set_year(1990);
  const auto answer = Verify(request);
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::TAXPAYER_VERIFICATION_PARTIAL_MATCH);
  EXPECT_THAT(answer->differing_fields(), ElementsAre(v1::TAXPAYER_FIELD_FULL_NAME, v1::TAXPAYER_FIELD_BIRTH_DATE));
  EXPECT_EQ(answer->tax_code(), "");
}

TEST_F(TaxServiceTest, WhoIsNoTaxpayerDoesntMatch) {
  const auto answer = Verify(ClaimOf(Someone("unmarried-mother.mother")));
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_EQ(answer->outcome(), v1::TAXPAYER_VERIFICATION_NO_MATCH);
}

TEST_F(TaxServiceTest, VerificationRefusesNumbersThatNobodyCanHave) {
  auto request = ClaimOf(Someone("binh-family.mother"));
  request.set_pin("12");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_NOT_12_DIGITS));
  request.set_pin("903095000001");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_PROVINCE_UNKNOWN));
  request.set_pin("001095000001");
  EXPECT_THAT(Verify(request), HasReason(Reason::PERSONAL_NUMBER_OUTSIDE_SAFE_RANGE));
}

TEST_F(TaxServiceTest, CheckTaxCodeIsAnswered) {
  v1::CheckTaxCodeRequest request;
  const std::string method = "lienthong.tax.v1.TaxService/CheckTaxCode";
  EXPECT_THAT(harness_.Call<v1::CheckTaxCodeResponse>(method, request), HasReason(Reason::INVALID_FIELD));
  request.set_tax_code(Someone("binh-family.mother").tax_code);
  EXPECT_TRUE(harness_.Call<v1::CheckTaxCodeResponse>(method, request)->valid());
}

TEST_F(TaxServiceTest, PagesListEverybodyOnceInOrder) {
  v1::ListTaxpayersRequest request;
  request.set_page_size(7);
  std::vector<std::string> codes;
  do {
    const auto page = List(request);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& taxpayer : page->taxpayers()) codes.push_back(taxpayer.tax_code());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_GT(codes.size(), 20u);
  EXPECT_TRUE(std::is_sorted(codes.begin(), codes.end()));
  EXPECT_EQ(std::adjacent_find(codes.begin(), codes.end()), codes.end());
  request.set_page_token("nonsense");
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::tax
