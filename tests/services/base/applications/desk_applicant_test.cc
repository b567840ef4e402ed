#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeskApplicantTest : public DeskTest {
 protected:
  // Submitted on Monday 5 August 2024 at 08:00; a supplement is open until 17:00 of the seventh working day.
  void OpenSupplement() {
    Script({Line(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT), Line(v1::OFFICER_ACTION_APPROVE)});
    ASSERT_TRUE(Submit().ok());
    ASSERT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  }
  void OpenPayment() {
    Script({PaymentLine(8000), Line(v1::OFFICER_ACTION_APPROVE)});
    ASSERT_TRUE(Submit().ok());
    ASSERT_EQ(StatusNow(), v1::APPLICATION_STATUS_PAYMENT_REQUESTED);
  }
  const absl::Time due_ = AgencyHarness::At(2024, 8, 14, 17);
};

TEST_F(DeskApplicantTest, ASupplementIsDueInSevenWorkingDays) {
  OpenSupplement();
  const Application application = Now();
  ASSERT_EQ(application.supplements_size(), 1);
  EXPECT_EQ(FromProto(application.supplements(0).due_at()), due_);
  EXPECT_EQ(FromProto(application.supplements(0).requested_at()), harness_.now());
  EXPECT_EQ(application.supplements(0).reason(), Reason::COMPONENT_MISSING);
  EXPECT_FALSE(application.supplements(0).has_answered_at());
  EXPECT_EQ(application.next_actor(), v1::ACTOR_APPLICANT);
}

TEST_F(DeskApplicantTest, InTimeItGoesBackAndTimeCountsAnew) {
  OpenSupplement();
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 8, 16));
  const auto answered = Supplement({Paper("PAPER", true)});
  ASSERT_TRUE(answered.ok()) << answered.status();
  EXPECT_EQ(answered->status(), v1::APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(FromProto(answered->supplements(0).answered_at()), harness_.now());
  // After 15:00 on Thursday: received on Friday, two working days more.
  EXPECT_EQ(FromProto(answered->due_at()), AgencyHarness::At(2024, 8, 13, 17));
  EXPECT_EQ(FromProto(answered->received_at()), AgencyHarness::At(2024, 8, 5, 8));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 5, 2, 9));
  EXPECT_EQ(Now().history(3).by(), "applicant");
  EXPECT_THAT(harness_.Rows(), IsEmpty()) << "the deadline is dropped";
}

TEST_F(DeskApplicantTest, ComponentsAreReplacedByCodeAndAdded) {
  PersonDecides();
  ApplicationHeader header = Header();
  *header.add_components() = Paper("FIRST");
  *header.add_components() = Paper("SECOND");
  ASSERT_TRUE(Submit(header).ok());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT).ok());
  ASSERT_TRUE(Supplement({Paper("SECOND", true), Paper("THIRD")}).ok());
  const Application application = Now();
  ASSERT_EQ(application.components_size(), 3);
  EXPECT_FALSE(application.components(0).digitised());
  EXPECT_EQ(application.components(1).component_code(), "SECOND");
  EXPECT_TRUE(application.components(1).digitised());
  EXPECT_EQ(application.components(2).component_code(), "THIRD");
}

TEST_F(DeskApplicantTest, TheFormIsReplacedWhenGiven) {
  OpenSupplement();
  const common::v1::Address form = Form("corrected");
  ASSERT_TRUE(Supplement({}, &form).ok());
  common::v1::FileReference result;
  ASSERT_TRUE(Now().result().UnpackTo(&result));
  EXPECT_EQ(result.file_name(), "corrected");
}

TEST_F(DeskApplicantTest, AFormOfAnotherTypeIsRefused) {
  OpenSupplement();
  const common::v1::Date form;
  EXPECT_THAT(Supplement({}, &form), HasReason(Reason::INVALID_FIELD));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
}

TEST_F(DeskApplicantTest, ExactlyAtTheDueTimeIsInTime) {
  OpenSupplement();
  harness_.AdvanceTo(due_);
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_TRUE(Supplement().ok());
  harness_.Advance(absl::Hours(1));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_COMPLETED);
}

TEST_F(DeskApplicantTest, AfterTheDueTimeButBeforeTheDeskActsIsLate) {
  OpenSupplement();
  harness_.AdvanceTo(due_ + absl::Milliseconds(1));
  EXPECT_THAT(Supplement(), HasReason(Reason::LATE_SUPPLEMENT));
}

TEST_F(DeskApplicantTest, ASecondLaterTheApplicationIsStopped) {
  OpenSupplement();
  harness_.AdvanceTo(due_ + absl::Seconds(1));
  const Application application = Now();
  EXPECT_EQ(application.status(), v1::APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(application.reason(), Reason::LATE_SUPPLEMENT);
  EXPECT_THAT(application.history(3).note().en(), ::testing::HasSubstr("7 working days"));
  EXPECT_EQ(application.history(3).by(), "civil_registry");
  EXPECT_EQ(application.next_actor(), v1::ACTOR_NOBODY);
  EXPECT_THAT(Supplement(), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

TEST_F(DeskApplicantTest, NothingIsSupplementedUnasked) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Supplement(), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

TEST_F(DeskApplicantTest, DeliveredAgainWithAnotherFormIsTheSupplement) {
  OpenSupplement();
  const auto delivered = Submit(Header(), Form("corrected"));
  ASSERT_TRUE(delivered.ok()) << delivered.status();
  EXPECT_EQ(delivered->status(), v1::APPLICATION_STATUS_ACCEPTED);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 5, 2, 9));
  EXPECT_EQ(delivered->receipt_code(), Now().receipt_code());
}

TEST_F(DeskApplicantTest, DeliveredAgainWithOtherPapersIsTheSupplement) {
  OpenSupplement();
  ApplicationHeader header = Header();
  *header.add_components() = Paper("PAPER");
  ASSERT_TRUE(Submit(header).ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 5, 2, 9));
  EXPECT_EQ(Now().components_size(), 1);
}

TEST_F(DeskApplicantTest, ALateDuplicateOfTheFirstDeliveryIsNoSupplement) {
  OpenSupplement();
  const auto duplicate = Submit();
  ASSERT_TRUE(duplicate.ok());
  EXPECT_EQ(duplicate->status(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 5));
}

TEST_F(DeskApplicantTest, DuplicatesOfEveryDeliveryAreAcknowledgedAfterwards) {
  OpenSupplement();
  ASSERT_TRUE(Submit(Header(), Form("corrected")).ok());
  const Application before = Now();
  for (const char* form : {"a", "corrected"}) {
    const auto again = Submit(Header(), Form(form));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(again->SerializeAsString(), before.SerializeAsString());
  }
  EXPECT_THAT(Submit(Header(), Form("third")), HasReason(Reason::APPLICATION_ID_TAKEN));
}

TEST_F(DeskApplicantTest, ALateRedeliveryIsRefused) {
  OpenSupplement();
  harness_.AdvanceTo(due_ + absl::Milliseconds(1));
  EXPECT_THAT(Submit(Header(), Form("corrected")), HasReason(Reason::LATE_SUPPLEMENT));
}

TEST_F(DeskApplicantTest, APaymentMustBeExactAndCountsOnce) {
  OpenPayment();
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_APPLICANT);
  for (const int64_t wrong : {7999, 8001, 16000}) {
    EXPECT_THAT(Pay(wrong), HasReason(Reason::PAYMENT_AMOUNT_WRONG));
  }
  EXPECT_THAT(Pay(0), HasReason(Reason::INVALID_FIELD));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_PAYMENT_REQUESTED);
  harness_.Advance(absl::Hours(24));
  ASSERT_TRUE(Pay(8000).ok());
  const Application application = Now();
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 6, 4, 9));
  EXPECT_EQ(FromProto(application.payments(0).paid_at()), harness_.now());
  EXPECT_EQ(application.payments(0).payment_reference(), "ref-1");
  EXPECT_THAT(Pay(8000), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

TEST_F(DeskApplicantTest, NothingIsPaidUnasked) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Pay(8000), HasReason(Reason::TRANSITION_NOT_ALLOWED));
}

// At every status: from the open ones 7, then 8; the others refuse.
TEST_F(DeskApplicantTest, WithdrawsWhileOpenAndNeverAfterwards) {
  const struct {
    std::vector<v1::OfficerAction> way;
    bool open;
  } cases[] = {
      {{}, true},
      {{v1::OFFICER_ACTION_ACCEPT}, true},
      {{v1::OFFICER_ACTION_NOT_ACCEPT}, false},
      {{v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_PROCESS}, true},
      {{v1::OFFICER_ACTION_REQUEST_SUPPLEMENT}, true},
      {{v1::OFFICER_ACTION_REQUEST_PAYMENT}, true},
      {{v1::OFFICER_ACTION_ACCEPT, v1::OFFICER_ACTION_REFUSE}, false},
      {{v1::OFFICER_ACTION_APPROVE}, false},
      {{v1::OFFICER_ACTION_APPROVE, v1::OFFICER_ACTION_RETURN_RESULT}, false},
  };
  PersonDecides();
  int number = 0;
  for (const auto& [way, open] : cases) {
    const std::string id = absl::StrCat("withdraw-", ++number);
    SCOPED_TRACE(id);
    ASSERT_TRUE(Submit(id).ok());
    for (const v1::OfficerAction action : way) ASSERT_TRUE(Decide(Decision(action, id)).ok());
    const Application before = Now(id);
    v1::WithdrawApplicationRequest request;
    request.set_application_id(id);

    const auto withdrawn =
        harness_.Call<v1::WithdrawApplicationResponse>(absl::StrCat(kService, "WithdrawApplication"), request);

    ASSERT_EQ(withdrawn.ok(), open) << withdrawn.status();
    if (open) {
      const Application& application = withdrawn->application();
      const int last = application.history_size() - 1;
      EXPECT_EQ(application.history(last - 1).status(), v1::APPLICATION_STATUS_WITHDRAWAL_REQUESTED);
      EXPECT_EQ(application.history(last - 1).by(), "applicant");
      EXPECT_EQ(application.status(), v1::APPLICATION_STATUS_STOPPED);
      EXPECT_EQ(application.reason(), Reason::WITHDRAWN_BY_APPLICANT);
    } else {
      EXPECT_THAT(withdrawn, HasReason(Reason::TRANSITION_NOT_ALLOWED));
      EXPECT_EQ(Now(id).SerializeAsString(), before.SerializeAsString());
    }
    EXPECT_THAT(harness_.Rows(), IsEmpty());
  }
}

TEST_F(DeskApplicantTest, AWithdrawalDropsThePlannedDecision) {
  DecidesAfter(8);
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Withdraw().ok());
  harness_.Advance(absl::Hours(100));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 7, 8));
  EXPECT_THAT(Withdraw(), HasReason(Reason::TRANSITION_NOT_ALLOWED));
  EXPECT_EQ(rules_.grants, 0);
}

}  // namespace
}  // namespace lienthong::applications
