#include "tests/services/one_stop/one_stop_fixture.h"

namespace lienthong::one_stop {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses
using ::testing::SizeIs;

class TenantsTest : public OneStopTest {
 protected:
  absl::StatusOr<v1::ListTenantsResponse> List(int page_size, const std::string& page_token = "") {
    v1::ListTenantsRequest request;
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return harness_.Call<v1::ListTenantsResponse>(absl::StrCat(kService, "ListTenants"), request);
  }
  absl::StatusOr<v1::Tenant> Get(const std::string& province_code) {
    v1::GetTenantRequest request;
    request.set_province_code(province_code);
    const auto response = harness_.Call<v1::GetTenantResponse>(absl::StrCat(kService, "GetTenant"), request);
    if (!response.ok()) return response.status();
    return response->tenant();
  }
};

TEST_F(TenantsTest, ThereAreSixtyThreeAllReady) {
  const auto first = List(60);
  ASSERT_TRUE(first.ok());
  const auto rest = List(60, first->next_page_token());
  ASSERT_TRUE(rest.ok());

  EXPECT_EQ(first->tenants_size() + rest->tenants_size(), 63);
  EXPECT_EQ(first->tenants(0).province_name(), "Hà Nội");
  EXPECT_EQ(first->tenants(0).agency_code(), "H26");
  EXPECT_EQ(first->tenants(0).readiness(), v1::TENANT_READINESS_READY);
}

TEST_F(TenantsTest, RefusesUnknownOnes) {
  v1::ReceiveDossierRequest request = Dossier();
  request.set_province_code("99");

  EXPECT_EQ(ReasonOf(Receive(request).status()), Reason::TENANT_UNKNOWN);
  EXPECT_EQ(ReasonOf(Get("99").status()), Reason::TENANT_UNKNOWN);
  EXPECT_EQ(ReasonOf(SetReadiness("99", v1::TENANT_READINESS_READY).status()), Reason::TENANT_UNKNOWN);
  EXPECT_EQ(ReasonOf(List(1, "none").status()), Reason::PAGE_TOKEN_INVALID);
  EXPECT_EQ(ReasonOf(SetReadiness("01", v1::TENANT_READINESS_UNSPECIFIED).status()), Reason::INVALID_FIELD);
}

TEST_F(TenantsTest, OneThatIsNotReadyTakesNothingIn) {
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_NOT_READY).ok());

  const absl::Status refused = Receive(Dossier()).status();

  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(ReasonOf(refused), Reason::TENANT_NOT_READY);
}

TEST_F(TenantsTest, AnOutageEndsByItself) {
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_OUTAGE, AgencyHarness::At(2024, 8, 5, 10)).ok());

  const absl::Status refused = Receive(Dossier()).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refused), Reason::TENANT_OUTAGE);
  EXPECT_TRUE(Get("01")->has_readiness_until());

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 10));
  EXPECT_EQ(Get("01")->readiness(), v1::TENANT_READINESS_READY);
  EXPECT_TRUE(Receive(Dossier()).ok());
}

TEST_F(TenantsTest, ADegradedOnePassesOnLater) {
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_DEGRADED, absl::InfiniteFuture(), 90).ok());
  ASSERT_TRUE(Receive(Dossier()).ok());

  harness_.Advance(absl::Minutes(89));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 0);
  harness_.Advance(absl::Minutes(1));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 1);
}

TEST_F(TenantsTest, WhatWasTakenInWaitsForTheEndOfAnOutage) {
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_DEGRADED).ok());
  ASSERT_TRUE(Receive(Dossier()).ok());
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_OUTAGE).ok());
  harness_.Advance(absl::Hours(48));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 0);
  EXPECT_EQ(Read().waiting_for(), "civil_registry");

  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_READY).ok());
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 1);
}

TEST_F(TenantsTest, WhatWasTakenInIsPassedOnWhenAnOutageEndsByItself) {
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_DEGRADED).ok());
  ASSERT_TRUE(Receive(Dossier()).ok());
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_OUTAGE, AgencyHarness::At(2024, 8, 6, 8)).ok());

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 6, 8));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 1);
}

TEST_F(TenantsTest, HearsNothingDuringAnOutage) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_OUTAGE).ok());
  const Application done =
      There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED});

  EXPECT_EQ(ReasonOf(Tell(done).status()), Reason::TENANT_OUTAGE);

  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_READY).ok());
  ASSERT_TRUE(Tell(done).ok());
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_COMPLETED);
}

TEST_F(TenantsTest, MergedProvincesNameTheirSuccessor) {
  harness_.AdvanceTo(AgencyHarness::At(2025, 7, 1, 8));
  const auto merged = Get("02");  // Hà Giang
  ASSERT_TRUE(merged.ok());
  ASSERT_NE(merged->successor_code(), "02");
  v1::ReceiveDossierRequest request = Dossier();
  request.set_province_code("02");
  request.mutable_form()->mutable_birth()->set_commune_code("00688");

  const absl::Status refused = Receive(request).status();
  EXPECT_EQ(ReasonOf(refused), Reason::STALE_CODE);
  EXPECT_EQ(ErrorInfoOf(refused)->metadata().at("successor"), merged->successor_code());

  request.set_province_code(merged->successor_code());
  EXPECT_TRUE(Receive(request).ok()) << "its communes are the successor's";
}

}  // namespace
}  // namespace lienthong::one_stop
