#include "tests/services/one_stop/one_stop_fixture.h"

namespace lienthong::one_stop {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ForwardingTest : public OneStopTest {
 protected:
  // A dossier that the civil registry has begun to work on.
  void Forwarded() {
    ASSERT_TRUE(Receive(Dossier()).ok());
    AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
  }

  // There, a supplement was asked for.
  Application AskedForSupplement() {
    Application there =
        There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_SUPPLEMENT_REQUESTED});
    SupplementRequest& supplement = *there.add_supplements();
    supplement.add_items("BIRTH_NOTIFICATION");
    supplement.set_reason(Reason::BIRTH_NOTIFICATION_MISSING);
    supplement.mutable_note()->set_en("Add it.");
    return there;
  }

  Application AskedForPayment() {
    Application there =
        There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_PAYMENT_REQUESTED});
    PaymentRequest& payment = *there.add_payments();
    payment.set_fee_code("BIRTH_REGISTRATION");
    payment.set_amount_vnd(8000);
    payment.mutable_title()->set_en("Late registration");
    return there;
  }

  absl::Status Pay(int64_t amount_vnd) {
    PayApplicationRequest request;
    request.set_application_id("app-1");
    request.set_amount_vnd(amount_vnd);
    request.set_payment_reference("reference-1");
    return harness_.Call<PayApplicationResponse>(absl::StrCat(kDesk, "PayApplication"), request).status();
  }

  absl::Status Withdraw() {
    WithdrawApplicationRequest request;
    request.set_application_id("app-1");
    return harness_.Call<WithdrawApplicationResponse>(absl::StrCat(kDesk, "WithdrawApplication"), request).status();
  }
};

TEST_F(ForwardingTest, ASupplementGoesUpAndItsAnswerDown) {
  Forwarded();
  ASSERT_TRUE(Tell(AskedForSupplement()).ok());
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_EQ(Read().supplements(0).reason(), Reason::BIRTH_NOTIFICATION_MISSING);
  EXPECT_EQ(Read().supplements(0).items(0), "BIRTH_NOTIFICATION");

  v1::ReceiveDossierRequest again = Dossier();
  again.mutable_form()->mutable_birth()->mutable_child()->set_given_name("BÌNH");
  ASSERT_TRUE(Receive(again).ok());

  ASSERT_THAT(harness_.pending(), SizeIs(1));
  const auto passed = harness_.pending().front().As<SupplementApplicationRequest>();
  EXPECT_EQ(passed.application_id(), "app-1.B");
  civil_registry::v1::BirthDeclaration form;
  ASSERT_TRUE(passed.form().UnpackTo(&form));
  EXPECT_EQ(form.child().given_name(), "BÌNH");
  EXPECT_EQ(Read().next_actor(), ACTOR_AGENCY);
}

TEST_F(ForwardingTest, ALostSupplementIsPassedAgainUnderTheSameRequestId) {
  Forwarded();
  ASSERT_TRUE(Tell(AskedForSupplement()).ok());
  v1::ReceiveDossierRequest again = Dossier();
  again.mutable_form()->mutable_birth()->mutable_child()->set_given_name("BÌNH");
  ASSERT_TRUE(Receive(again).ok());
  const std::string request_id = harness_.pending().front().row.call().request_id();

  harness_.TimeOut(kSupplementThere);
  harness_.Advance(absl::Minutes(1));

  ASSERT_THAT(harness_.pending(), SizeIs(1));
  EXPECT_EQ(harness_.pending().front().row.call().request_id(), request_id);
}

TEST_F(ForwardingTest, APaymentGoesUpAndItsReceiptDown) {
  Forwarded();
  ASSERT_TRUE(Tell(AskedForPayment()).ok());
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_PAYMENT_REQUESTED);
  EXPECT_EQ(Read().payments(0).amount_vnd(), 8000);

  ASSERT_TRUE(Pay(8000).ok());

  ASSERT_THAT(harness_.pending(), SizeIs(1));
  const auto passed = harness_.pending().front().As<PayApplicationRequest>();
  EXPECT_EQ(passed.application_id(), "app-1.B");
  EXPECT_EQ(passed.amount_vnd(), 8000);
  EXPECT_EQ(passed.payment_reference(), "reference-1");
}

TEST_F(ForwardingTest, AWithdrawalIsPassedOn) {
  Forwarded();

  ASSERT_TRUE(Withdraw().ok());

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_STOPPED);
  ASSERT_THAT(harness_.pending(), SizeIs(1));
  EXPECT_EQ(harness_.pending().front().As<WithdrawApplicationRequest>().application_id(), "app-1.B");
  EXPECT_THAT(harness_.Rows(), IsEmpty()) << "nobody is polled any more";
}

TEST_F(ForwardingTest, ALostWithdrawalIsPassedAgain) {
  Forwarded();
  ASSERT_TRUE(Withdraw().ok());
  harness_.TimeOut(kWithdrawThere);
  harness_.Advance(absl::Minutes(1));

  EXPECT_EQ(harness_.CountCalls(kWithdrawThere), 2);
}

TEST_F(ForwardingTest, AfterARefusalThereNothingIsTakenBack) {
  Forwarded();
  Application there = There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_STOPPED});
  there.mutable_history()->rbegin()->set_reason(Reason::MOTHER_MISMATCH);

  ASSERT_TRUE(Tell(there).ok());

  EXPECT_EQ(Read().reason(), Reason::MOTHER_MISMATCH);
  EXPECT_EQ(harness_.CountCalls(kWithdrawThere), 0);
}

TEST_F(ForwardingTest, AnObstacleThereIsSaidHere) {
  Forwarded();
  Application there =
      There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_IN_PROCESS});
  there.mutable_history()->rbegin()->set_reason(Reason::PERSONAL_NUMBER_NOT_ISSUED);

  ASSERT_TRUE(Tell(there).ok());

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(Read().waiting_for(), "civil_registry");
  EXPECT_EQ(Read().history().rbegin()->reason(), Reason::PERSONAL_NUMBER_NOT_ISSUED);
  EXPECT_EQ(harness_.events().back().to, "gateway");
}

TEST_F(ForwardingTest, OlderWordsArePassedOver) {
  Forwarded();
  ASSERT_TRUE(Tell(AskedForSupplement()).ok());

  ASSERT_TRUE(Tell(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED})).ok());

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
}

TEST_F(ForwardingTest, AnEventAboutNobodyIsRefused) {
  Application there = There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}, "nobody.B");

  EXPECT_EQ(ReasonOf(Tell(there).status()), Reason::EVENT_APPLICATION_UNKNOWN);
}

// The one-stop's officer asks on his own, and the registry decides meanwhile.
TEST_F(ForwardingTest, ADecisionDuringOnesOwnSupplementIsFoundAfterwards) {
  Forwarded();
  DecideApplicationRequest ask;
  ask.set_application_id("app-1");
  ask.set_action(OFFICER_ACTION_REQUEST_SUPPLEMENT);
  ask.add_items("phone");
  ASSERT_TRUE(harness_.Call<DecideApplicationResponse>(absl::StrCat(kDesk, "DecideApplication"), ask).ok());
  const Application done =
      There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED});
  ASSERT_TRUE(Tell(done).ok());
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_SUPPLEMENT_REQUESTED);

  SupplementApplicationRequest answer;
  answer.set_application_id("app-1");
  answer.add_components()->set_component_code("PHONE");
  ASSERT_TRUE(harness_.Call<SupplementApplicationResponse>(absl::StrCat(kDesk, "SupplementApplication"), answer).ok());
  GetApplicationResponse there;
  *there.mutable_application() = done;
  harness_.Answer(kPoll, there);

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_COMPLETED);
}

}  // namespace
}  // namespace lienthong::one_stop
