#include "services/base/applications/desk_service.h"

#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeskServiceTest : public DeskTest {
 protected:
  absl::StatusOr<v1::ListApplicationsResponse> List(const v1::ListApplicationsRequest& request) {
    return harness_.Call<v1::ListApplicationsResponse>(absl::StrCat(kService, "ListApplications"), request);
  }
  static std::vector<std::string> Ids(const absl::StatusOr<v1::ListApplicationsResponse>& response) {
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> ids;
    if (!response.ok()) return ids;
    for (const auto& application : response->applications()) ids.push_back(application.application_id());
    return ids;
  }
  // a and c complete in 22, b waits in 01 under another dossier.
  void Fill() {
    ASSERT_TRUE(Submit(Header("c"), Form(), {}, "22").ok());
    ASSERT_TRUE(Submit(Header("a"), Form(), {}, "22").ok());
    PersonDecides();
    ApplicationHeader other = Header("b");
    other.set_dossier_code("G22.99-240805-000002");
    ASSERT_TRUE(Submit(other, Form(), {}, "01").ok());
  }
};

TEST_F(DeskServiceTest, TheAgencyMayBeLeftOutOrMustBeTheOwn) {
  ASSERT_TRUE(Submit().ok());
  v1::GetApplicationRequest request;
  request.set_application_id("app-1");
  const std::string method = absl::StrCat(kService, "GetApplication");
  EXPECT_TRUE(harness_.Call<v1::GetApplicationResponse>(method, request).ok());
  request.set_agency("civil_registry");
  EXPECT_TRUE(harness_.Call<v1::GetApplicationResponse>(method, request).ok());
  request.set_agency("population");
  EXPECT_THAT(harness_.Call<v1::GetApplicationResponse>(method, request), HasReason(Reason::AGENCY_UNKNOWN));
}

TEST_F(DeskServiceTest, EveryMethodWantsAnIdAndKnowsItsOwn) {
  const auto reasons = [this](const char* method, auto request, auto response) {
    using Response = decltype(response);
    std::vector<Reason> reasons;
    const std::string full = absl::StrCat(kService, method);
    reasons.push_back(ReasonOf(harness_.Call<Response>(full, request).status()));
    request.set_application_id("nobody");
    reasons.push_back(ReasonOf(harness_.Call<Response>(full, request).status()));
    request.set_agency("population");
    reasons.push_back(ReasonOf(harness_.Call<Response>(full, request).status()));
    return reasons;
  };
  const auto expected = ElementsAre(Reason::INVALID_FIELD, Reason::RESOURCE_NOT_FOUND, Reason::AGENCY_UNKNOWN);
  v1::DecideApplicationRequest decide;
  decide.set_action(v1::OFFICER_ACTION_ACCEPT);
  v1::PayApplicationRequest pay;
  pay.set_amount_vnd(1);
  EXPECT_THAT(reasons("GetApplication", v1::GetApplicationRequest(), v1::GetApplicationResponse()), expected);
  EXPECT_THAT(reasons("DecideApplication", decide, v1::DecideApplicationResponse()), expected);
  EXPECT_THAT(reasons("SupplementApplication", v1::SupplementApplicationRequest(), v1::SupplementApplicationResponse()),
              expected);
  EXPECT_THAT(reasons("WithdrawApplication", v1::WithdrawApplicationRequest(), v1::WithdrawApplicationResponse()),
              expected);
  EXPECT_THAT(reasons("PayApplication", pay, v1::PayApplicationResponse()), expected);
}

TEST_F(DeskServiceTest, ADecisionMustBeComplete) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  v1::DecideApplicationRequest refuse = Decision(v1::OFFICER_ACTION_REFUSE);
  refuse.clear_reason();
  v1::DecideApplicationRequest unknown = Decision(v1::OFFICER_ACTION_REFUSE);
  unknown.set_reason(static_cast<Reason>(99999));
  v1::DecideApplicationRequest supplement = Decision(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
  supplement.clear_items();
  v1::DecideApplicationRequest payment = Decision(v1::OFFICER_ACTION_REQUEST_PAYMENT);
  payment.set_amount_vnd(-1);
  for (const auto& request : {refuse, unknown, supplement, payment, Decision(v1::OFFICER_ACTION_UNSPECIFIED),
                              Decision(v1::OFFICER_ACTION_STAY_SILENT), Decision(static_cast<v1::OfficerAction>(77))}) {
    EXPECT_THAT(Decide(request), HasReason(Reason::INVALID_FIELD)) << request.ShortDebugString();
  }
  EXPECT_THAT(Statuses(), ElementsAre(1));
}

TEST_F(DeskServiceTest, ListsInOrderOfId) {
  Fill();
  EXPECT_THAT(Ids(List({})), ElementsAre("a", "b", "c"));
}

TEST_F(DeskServiceTest, ListsByEachFilterAndByAllTogether) {
  Fill();
  v1::ListApplicationsRequest request;
  request.set_status(v1::APPLICATION_STATUS_COMPLETED);
  EXPECT_THAT(Ids(List(request)), ElementsAre("a", "c"));
  request.set_tenant("01");
  EXPECT_THAT(Ids(List(request)), IsEmpty());
  request.clear_status();
  EXPECT_THAT(Ids(List(request)), ElementsAre("b"));
  request.set_dossier_code(Header().dossier_code());
  EXPECT_THAT(Ids(List(request)), IsEmpty());
  request.set_tenant("22");
  EXPECT_THAT(Ids(List(request)), ElementsAre("a", "c"));
  request.set_agency("population");
  EXPECT_THAT(List(request), HasReason(Reason::AGENCY_UNKNOWN));
}

TEST_F(DeskServiceTest, AChangedStatusMovesInItsFilter) {
  Fill();
  ASSERT_TRUE(Decide(Decision(v1::OFFICER_ACTION_ACCEPT, "b")).ok());
  v1::ListApplicationsRequest request;
  request.set_status(v1::APPLICATION_STATUS_SUBMITTED);
  EXPECT_THAT(Ids(List(request)), IsEmpty());
  request.set_status(v1::APPLICATION_STATUS_ACCEPTED);
  EXPECT_THAT(Ids(List(request)), ElementsAre("b"));
}

TEST_F(DeskServiceTest, PagesBelongToTheirQuery) {
  Fill();
  v1::ListApplicationsRequest request;
  request.set_page_size(2);
  const auto first = List(request);
  EXPECT_THAT(Ids(first), ElementsAre("a", "b"));
  request.set_page_token(first->next_page_token());
  EXPECT_THAT(Ids(List(request)), ElementsAre("c"));
  request.set_tenant("22");
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
  request.set_page_token("nonsense");
  EXPECT_THAT(List(request), HasReason(Reason::PAGE_TOKEN_INVALID));
}

}  // namespace
}  // namespace lienthong::applications
