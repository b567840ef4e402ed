#include "tests/services/one_stop/one_stop_fixture.h"

namespace lienthong::one_stop {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses
using ::testing::HasSubstr;

class ReceiptsTest : public OneStopTest {
 protected:
  absl::StatusOr<v1::GetReceiptResponse> Get(const v1::GetReceiptRequest& request) {
    return harness_.Call<v1::GetReceiptResponse>(absl::StrCat(kService, "GetReceipt"), request);
  }
  absl::StatusOr<v1::ReturnResultResponse> Return(const std::string& id, const std::string& province_code = "01") {
    v1::ReturnResultRequest request;
    request.set_province_code(province_code);
    request.set_application_id(id);
    return harness_.Call<v1::ReturnResultResponse>(absl::StrCat(kService, "ReturnResult"), request);
  }
};

TEST_F(ReceiptsTest, AreFoundByCodeAndByApplication) {
  const std::string code = Receive(Dossier())->receipt().receipt_code();
  v1::GetReceiptRequest by_code;
  by_code.set_province_code("01");
  by_code.set_receipt_code(code);
  v1::GetReceiptRequest by_application;
  by_application.set_province_code("01");
  by_application.set_application_id("app-1");

  EXPECT_EQ(Get(by_code)->receipt().application_id(), "app-1");
  const auto found = Get(by_application);
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->receipt().receipt_code(), code);
  EXPECT_THAT(found->document().html(), HasSubstr("SYNTHETIC"));
  EXPECT_THAT(found->document().html(), HasSubstr(code));
  EXPECT_EQ(found->forwarding().agency(), "civil_registry");
  EXPECT_TRUE(found->forwarding().has_forwarded_at());
  EXPECT_FALSE(found->forwarding().has_answered_at());
}

TEST_F(ReceiptsTest, BelongToTheirProvince) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  v1::GetReceiptRequest request;
  request.set_province_code("48");
  request.set_application_id("app-1");

  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::RECEIPT_NOT_FOUND);
  request.set_province_code("99");
  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::TENANT_UNKNOWN);
  request.clear_application_id();
  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::INVALID_FIELD);
}

TEST_F(ReceiptsTest, AreOutOfReachDuringAnOutage) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  ASSERT_TRUE(SetReadiness("01", v1::TENANT_READINESS_OUTAGE).ok());
  v1::GetReceiptRequest request;
  request.set_province_code("01");
  request.set_application_id("app-1");

  EXPECT_EQ(ReasonOf(Get(request).status()), Reason::TENANT_OUTAGE);
  EXPECT_EQ(ReasonOf(Return("app-1").status()), Reason::TENANT_OUTAGE);
}

TEST_F(ReceiptsTest, ResultsAreHandedOverOnce) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  EXPECT_EQ(ReasonOf(Return("app-1").status()), Reason::RESULT_NOT_READY);
  EXPECT_EQ(ReasonOf(Return("app-2").status()), Reason::RESOURCE_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Return("app-1", "99").status()), Reason::TENANT_UNKNOWN);
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED}));

  EXPECT_EQ(Return("app-1")->application().status(), APPLICATION_STATUS_RESULT_RETURNED);
  EXPECT_EQ(Return("app-1")->application().status(), APPLICATION_STATUS_RESULT_RETURNED);
}

}  // namespace
}  // namespace lienthong::one_stop
