#include "lienthong/applications/v1/desk_state.pb.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/world/agenda.h"
#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using population::v1::IssuePersonalNumberRequest;
using population::v1::IssuePersonalNumberResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kIssue[] = "lienthong.population.v1.PopulationService/IssuePersonalNumber";

// A procedure that must ask the population register before it has a result.
class DeskGrantingTest : public DeskTest {
 protected:
  DeskGrantingTest() {
    rules_.grant = [](CallContext& context, store::Txn& txn, const Application& application) {
      v1::OfficerAct whose;
      whose.set_application_id(application.application_id());
      agenda::Work ask;
      ask.due = context.now;
      ask.kind = control::v1::ROW_KIND_OUTBOX_REQUEST;
      ask.owner = absl::StrCat("birth/", application.application_id());
      ask.continuation = "test.answered";
      ask.arguments = whose.SerializeAsString();
      ask.call = agenda::Call("population", kIssue, IssuePersonalNumberRequest());
      agenda::Schedule(context, txn, std::move(ask));
      return Granted::WaitFor("population");
    };
    harness_.handlers().Continue<v1::OfficerAct>(
        "test.answered", [this](CallContext& context, store::Txn& txn, const v1::OfficerAct& whose,
                                const host::CallAnswer& answer) { return Answered(context, txn, whose, answer); });
  }

  // What came of it in last_.
  absl::Status Answered(CallContext& context, store::Txn& txn, const v1::OfficerAct& whose,
                        const host::CallAnswer& answer) {
    const std::string& id = whose.application_id();
    last_ = answer.status.ok() ? desk_.Complete(context, txn, id, Form("done"), {RuledProcedure::Extract()}).status()
                               : desk_.Stop(context, txn, id, answer.status).status();
    return absl::OkStatus();
  }

  // As the population register's event would: another agency's word that the applicant is needed.
  template <class Ask>
  absl::Status Asks(Ask ask) {
    return harness_.Do(ask).status();
  }
  auto AsksSupplement() {
    return Asks([this](CallContext& context, store::Txn& txn) {
      v1::SupplementRequest request;
      request.add_items("mother.name");
      request.set_reason(Reason::COMPONENT_MISSING);
      return desk_.RequestSupplement(context, txn, "app-1", request);
    });
  }
  auto AsksPayment(int64_t amount) {
    return Asks([this, amount](CallContext& context, store::Txn& txn) {
      v1::PaymentRequest request;
      request.set_fee_code("LATE");
      request.set_amount_vnd(amount);
      return desk_.RequestPayment(context, txn, "app-1", request);
    });
  }

  absl::Status last_;
};

TEST_F(DeskGrantingTest, TheApplicationSaysWhomItWaitsFor) {
  ASSERT_TRUE(Submit().ok());
  const Application application = Now();
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4));
  EXPECT_EQ(application.next_actor(), v1::ACTOR_AGENCY);
  EXPECT_EQ(application.waiting_for(), "population");
  EXPECT_EQ(harness_.CountCalls(kIssue), 1);
  EXPECT_EQ(harness_.pending().front().row.call().to(), "population");
}

TEST_F(DeskGrantingTest, TheAnswerCompletesIt) {
  ASSERT_TRUE(Submit().ok());
  harness_.Advance(absl::Hours(3));
  harness_.Answer(kIssue, IssuePersonalNumberResponse());
  const Application application = Now();
  EXPECT_TRUE(last_.ok()) << last_;
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
  EXPECT_EQ(FromProto(application.history(3).at()), harness_.now());
  EXPECT_TRUE(application.has_result());
  EXPECT_TRUE(application.waiting_for().empty());
  EXPECT_EQ(application.next_actor(), v1::ACTOR_NOBODY);
  EXPECT_THAT(application.documents(0).html(), ::testing::HasSubstr("SYNTHETIC"));
}

TEST_F(DeskGrantingTest, ARefusalStopsItWithTheAgencysReason) {
  ASSERT_TRUE(Submit().ok());
  harness_.Refuse(kIssue, Missing("PAPER"));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 8));
  EXPECT_EQ(Now().reason(), Reason::COMPONENT_MISSING);
  EXPECT_EQ(rules_.abandoned, 0) << "who refuses needs not be told";
}

TEST_F(DeskGrantingTest, NobodyDecidesTwiceWhileItWaits) {
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Decide(v1::OFFICER_ACTION_APPROVE), HasReason(Reason::TRANSITION_NOT_ALLOWED));
  EXPECT_THAT(Decide(v1::OFFICER_ACTION_VERIFY_FIRST), HasReason(Reason::TRANSITION_NOT_ALLOWED));
  EXPECT_EQ(harness_.CountCalls(kIssue), 1);
}

TEST_F(DeskGrantingTest, AWithdrawalIsPassedOnAndTheLateAnswerChangesNothing) {
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_EQ(rules_.abandoned, 1);
  harness_.Answer(kIssue, IssuePersonalNumberResponse());
  EXPECT_EQ(ReasonOf(last_), Reason::TRANSITION_NOT_ALLOWED);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 7, 8));
  EXPECT_FALSE(Now().has_result());
}

TEST_F(DeskGrantingTest, AnOfficersRefusalIsPassedOn) {
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_REFUSE).ok());
  EXPECT_EQ(rules_.abandoned, 1);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 8));
}

TEST_F(DeskGrantingTest, ASupplementForTheOtherAgencyGoesStraightOn) {
  ASSERT_TRUE(Submit().ok());
  PersonDecides();
  ASSERT_TRUE(AsksSupplement().ok());
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_APPLICANT);
  const common::v1::Address form = Form("corrected");

  const auto answered = Supplement({}, &form);

  ASSERT_TRUE(answered.ok()) << answered.status();
  EXPECT_EQ(answered->status(), v1::APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(answered->waiting_for(), "population");
  EXPECT_EQ(rules_.grants, 2);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 5, 4));
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_AGENCY);
}

TEST_F(DeskGrantingTest, APaymentForTheOtherAgencyGoesStraightOn) {
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(AsksPayment(8000).ok());
  ASSERT_TRUE(Pay(8000).ok());
  EXPECT_EQ(rules_.grants, 2);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 6, 4));
  EXPECT_EQ(Now().waiting_for(), "population");
}

TEST_F(DeskGrantingTest, ASupplementForTheOtherAgencyThatNeverComesIsPassedOn) {
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(AsksSupplement().ok());
  harness_.Advance(absl::Hours(24 * 30));
  EXPECT_EQ(Now().reason(), Reason::LATE_SUPPLEMENT);
  EXPECT_EQ(rules_.abandoned, 1);
}

TEST_F(DeskGrantingTest, AWithdrawalWhileTheOtherAgencyAsksIsPassedOn) {
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(AsksPayment(8000).ok());
  ASSERT_TRUE(Withdraw().ok());
  EXPECT_EQ(rules_.abandoned, 1);
  EXPECT_EQ(rules_.grants, 1);
  EXPECT_THAT(harness_.Rows(), IsEmpty());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 6, 7, 8));
}

TEST_F(DeskGrantingTest, WorkOnNoApplicationIsRefused) {
  const auto completed = harness_.Do(
      [this](CallContext& context, store::Txn& txn) { return desk_.Complete(context, txn, "nobody", Form()); });
  EXPECT_THAT(completed, HasReason(Reason::RESOURCE_NOT_FOUND));
}

TEST_F(DeskGrantingTest, ANonPositivePaymentIsRefused) {
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(ReasonOf(AsksPayment(0)), Reason::INVALID_FIELD);
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_IN_PROCESS);
}

TEST_F(DeskGrantingTest, AGrantWithNeitherResultNorWaitIsADefect) {
  rules_.grant = [](CallContext&, store::Txn&, const Application&) { return Granted(); };
  ASSERT_TRUE(Submit().ok());
  const auto defects = harness_.TakeDefects();
  ASSERT_EQ(defects.size(), 1u);
  EXPECT_EQ(ReasonOf(defects[0]), Reason::INTERNAL_ERROR);
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_ACCEPTED);
}

}  // namespace
}  // namespace lienthong::applications
