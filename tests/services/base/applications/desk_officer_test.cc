#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class DeskOfficerTest : public DeskTest {};

TEST_F(DeskOfficerTest, AtOnceIsAStepOfItsOwnAtTheSameInstant) {
  const auto submitted = Submit();
  ASSERT_TRUE(submitted.ok()) << submitted.status();
  EXPECT_EQ(submitted->status(), v1::APPLICATION_STATUS_ACCEPTED);
  const Application application = Now();
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 9));
  EXPECT_EQ(FromProto(application.history(2).at()), harness_.now());
  EXPECT_EQ(application.officer_actions(), 1);
  EXPECT_EQ(application.next_actor(), v1::ACTOR_NOBODY);
  common::v1::FileReference result;
  ASSERT_TRUE(application.result().UnpackTo(&result));
  EXPECT_EQ(result.file_name(), "a");
  ASSERT_EQ(application.documents_size(), 1);
  EXPECT_THAT(application.documents(0).html(), ::testing::HasSubstr("SYNTHETIC"));
}

// Office hours are 07:30-11:30 and 13:00-17:00: four hours from 08:00 end at 13:30.
TEST_F(DeskOfficerTest, AfterWorkingHoursNotBefore) {
  DecidesAfter(4);
  ASSERT_TRUE(Submit().ok());
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 13, 29, 59));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_ACCEPTED);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 13, 30));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 9));
}

TEST_F(DeskOfficerTest, ADecisionOnALaterDayGoesThroughProcessing) {
  DecidesAfter(8);
  ASSERT_TRUE(Submit().ok());
  harness_.Advance(absl::Hours(48));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
}

TEST_F(DeskOfficerTest, ABrokenRuleRefuses) {
  rules_.examine = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  ASSERT_TRUE(Submit().ok());
  const Application application = Now();
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 8));
  EXPECT_EQ(application.reason(), Reason::COMPONENT_MISSING);
  EXPECT_EQ(application.history(2).reason(), Reason::COMPONENT_MISSING);
  EXPECT_THAT(application.history(2).note().en(), ::testing::HasSubstr("PAPER"));
  EXPECT_FALSE(application.has_result());
  EXPECT_EQ(rules_.grants, 0);
}

TEST_F(DeskOfficerTest, ARuleMayAskForASupplementOrAPayment) {
  rules_.examine = [](const Application& application) {
    if (application.components().empty()) return Verdict::Supplement(Missing("PAPER"), {"PAPER"});
    common::v1::LocalizedText title;
    title.set_vi("Lệ phí");
    if (application.payments().empty()) return Verdict::Payment("LATE", 8000, title);
    return Verdict::Approve();
  };
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_THAT(Now().supplements(0).items(), ElementsAre("PAPER"));
  ASSERT_TRUE(Supplement().ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_PAYMENT_REQUESTED);
  EXPECT_EQ(Now().payments(0).amount_vnd(), 8000);
  EXPECT_EQ(Now().payments(0).title().vi(), "Lệ phí");
  ASSERT_TRUE(Pay(8000).ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 5, 2, 6, 4, 9));
}

TEST_F(DeskOfficerTest, IntakeMayAskForASupplementAndLooksAgain) {
  rules_.receive = [](const Application& application) {
    return application.components().empty() ? Verdict::Supplement(Missing("PAPER"), {"PAPER"}) : Verdict::Approve();
  };
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Supplement().ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 5, 1, 2, 9));
}

TEST_F(DeskOfficerTest, APaymentAtIntakeTakesTheApplicationInFirst) {
  rules_.receive = [](const Application&) { return Verdict::Payment("FEE", 5000, {}); };
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Pay(5000).ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 6, 4, 9));
}

TEST_F(DeskOfficerTest, APersonIsWaitedFor) {
  PersonDecides();
  const auto submitted = Submit();
  ASSERT_TRUE(submitted.ok());
  EXPECT_EQ(submitted->status(), v1::APPLICATION_STATUS_SUBMITTED);
  EXPECT_EQ(submitted->next_actor(), v1::ACTOR_OFFICER);
  harness_.Advance(absl::Hours(24 * 60));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUBMITTED);
  EXPECT_THAT(harness_.Rows(), IsEmpty());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_APPROVE).ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 9));
  EXPECT_EQ(Now().history(2).by(), "officer-7");
}

TEST_F(DeskOfficerTest, APersonsApprovalIsCheckedByTheRules) {
  PersonDecides();
  rules_.examine = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  ASSERT_TRUE(Submit().ok());
  const auto decided = Decide(v1::OFFICER_ACTION_APPROVE);
  ASSERT_TRUE(decided.ok()) << decided.status();
  EXPECT_EQ(decided->status(), v1::APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(decided->reason(), Reason::COMPONENT_MISSING);
}

TEST_F(DeskOfficerTest, APersonsAcceptanceIsCheckedByTheLookAtIntake) {
  PersonDecides();
  rules_.receive = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  ASSERT_TRUE(Submit().ok());
  const auto approved = Decide(v1::OFFICER_ACTION_APPROVE);
  ASSERT_TRUE(approved.ok()) << approved.status();
  EXPECT_EQ(approved->status(), v1::APPLICATION_STATUS_NOT_ACCEPTED);
}

TEST_F(DeskOfficerTest, APersonWaitsForASupplementToComeBack) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT).ok());
  ASSERT_TRUE(Supplement().ok());
  harness_.Advance(absl::Hours(500));
  EXPECT_THAT(Statuses(), ElementsAre(1, 5, 1));
}

TEST_F(DeskOfficerTest, TheReasonAndNoteOfAPersonAreKept) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  v1::DecideApplicationRequest request = Decision(v1::OFFICER_ACTION_NOT_ACCEPT);
  request.set_officer("officer-9");
  request.mutable_note()->set_en("Come back with a signature.");
  const auto decided = Decide(request);
  ASSERT_TRUE(decided.ok()) << decided.status();
  EXPECT_EQ(decided->reason(), Reason::REFUSED_BY_OFFICER);
  EXPECT_EQ(decided->officer(), "officer-9");
  EXPECT_EQ(decided->history(1).by(), "officer-9");
  EXPECT_EQ(decided->history(1).note().en(), "Come back with a signature.");
}

TEST_F(DeskOfficerTest, AScriptPlaysOneLineAVisitAndRepeatsTheLast) {
  Script({PaymentLine(1000), Line(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT)});
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_PAYMENT_REQUESTED);
  ASSERT_TRUE(Pay(1000).ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  ASSERT_TRUE(Supplement({Paper("ONE")}).ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_SUPPLEMENT_REQUESTED);
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 6, 4, 5, 4, 5));
  EXPECT_EQ(Now().officer_actions(), 3);
  EXPECT_EQ(Now().supplements_size(), 2);
}

TEST_F(DeskOfficerTest, AScriptGoesOnWhileTheApplicationStays) {
  Script({Line(v1::OFFICER_ACTION_ACCEPT), Line(v1::OFFICER_ACTION_PROCESS, 2), Line(v1::OFFICER_ACTION_APPROVE, 1)});
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2));
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 10));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4));
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 11));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
}

TEST_F(DeskOfficerTest, AScriptThatEndsLeavesTheApplicationToAPerson) {
  Script({Line(v1::OFFICER_ACTION_PROCESS)});
  ASSERT_TRUE(Submit().ok());
  harness_.Advance(absl::Hours(500));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4));
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_OFFICER);
  EXPECT_THAT(harness_.Rows(), IsEmpty());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_APPROVE).ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_COMPLETED);
}

TEST_F(DeskOfficerTest, AScriptedSilenceSaysNothingThenGoesOn) {
  Script({Line(v1::OFFICER_ACTION_STAY_SILENT, 24), Line(v1::OFFICER_ACTION_APPROVE)});
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Statuses(), ElementsAre(1));
  harness_.Advance(absl::Hours(24 * 7));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 9));
  EXPECT_GT(FromProto(Now().history(2).at()), FromProto(Now().due_at()));
}

TEST_F(DeskOfficerTest, ASilentLastLineIsSilenceForGood) {
  Script({Line(v1::OFFICER_ACTION_STAY_SILENT)});
  ASSERT_TRUE(Submit().ok());
  harness_.Advance(absl::Hours(24 * 100));
  EXPECT_THAT(Statuses(), ElementsAre(1));
  EXPECT_THAT(harness_.events(), IsEmpty());
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_OFFICER);
}

TEST_F(DeskOfficerTest, AScriptedRefusalIsThreeAtIntakeAndEightLater) {
  Step refuse = Line(v1::OFFICER_ACTION_NOT_ACCEPT);
  refuse.set_reason(Reason::COMPONENT_MISSING);
  Script({refuse});
  ASSERT_TRUE(Submit("app-1").ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_NOT_ACCEPTED);
  EXPECT_EQ(Now().reason(), Reason::COMPONENT_MISSING);
  Script({Line(v1::OFFICER_ACTION_REFUSE)});
  ASSERT_TRUE(Submit("app-2").ok());
  EXPECT_EQ(Now("app-2").status(), v1::APPLICATION_STATUS_STOPPED);
  EXPECT_EQ(Now("app-2").reason(), Reason::REFUSED_BY_OFFICER);
}

TEST_F(DeskOfficerTest, AScriptedApprovalIsCheckedByTheRules) {
  rules_.examine = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  Script({Line(v1::OFFICER_ACTION_APPROVE)});
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_STOPPED);
}

TEST_F(DeskOfficerTest, LinesThatTheStatusDoesNotAllowAreSkipped) {
  Script({Line(v1::OFFICER_ACTION_PROCESS), Line(v1::OFFICER_ACTION_ACCEPT), Line(v1::OFFICER_ACTION_UNSPECIFIED),
          Line(v1::OFFICER_ACTION_APPROVE)});
  ASSERT_TRUE(Submit().ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
  EXPECT_EQ(Now().officer_actions(), 4);
}

TEST_F(DeskOfficerTest, AnEmptyScriptWaitsForAPerson) {
  Script({});
  ASSERT_TRUE(Submit().ok());
  harness_.Advance(absl::Hours(100));
  EXPECT_THAT(Statuses(), ElementsAre(1));
}

TEST_F(DeskOfficerTest, AVerificationIsAnnouncedAndTakesTheLongerTime) {
  Script({Line(v1::OFFICER_ACTION_VERIFY_FIRST, 24)});
  const auto submitted = Submit();
  ASSERT_TRUE(submitted.ok());
  EXPECT_EQ(submitted->status(), v1::APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(FromProto(submitted->due_at()), AgencyHarness::At(2024, 8, 12, 17));
  EXPECT_EQ(FromProto(Events().back().due_at()), AgencyHarness::At(2024, 8, 12, 17));
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 8, 7, 59));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_IN_PROCESS);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 8, 8));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
  EXPECT_EQ(Now().officer_actions(), 1);
}

TEST_F(DeskOfficerTest, APersonWhoVerifiesStillDecides) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  const auto verifying = Decide(v1::OFFICER_ACTION_VERIFY_FIRST);
  ASSERT_TRUE(verifying.ok());
  EXPECT_EQ(FromProto(verifying->due_at()), AgencyHarness::At(2024, 8, 12, 17));
  harness_.Advance(absl::Hours(300));
  EXPECT_EQ(StatusNow(), v1::APPLICATION_STATUS_IN_PROCESS);
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_APPROVE).ok());
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 4, 9));
}

TEST_F(DeskOfficerTest, APersonMayForestallThePlannedDecision) {
  DecidesAfter(8);
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_REFUSE).ok());
  EXPECT_THAT(harness_.Rows(), IsEmpty());
  harness_.Advance(absl::Hours(100));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2, 8));
  EXPECT_EQ(rules_.grants, 0);
}

TEST_F(DeskOfficerTest, ThePolicyInForceWhenTheTimeComesCounts) {
  DecidesAfter(8);
  ASSERT_TRUE(Submit().ok());
  PersonDecides();
  harness_.Advance(absl::Hours(100));
  EXPECT_THAT(Statuses(), ElementsAre(1, 2));
  EXPECT_EQ(Now().next_actor(), v1::ACTOR_OFFICER);
}

TEST_F(DeskOfficerTest, TheNarrowestPolicyRules) {
  PersonDecides();
  Officer narrow = Policy(control::v1::OFFICER_MODE_AUTOMATIC);
  narrow.set_agency("civil_registry");
  narrow.set_tenant("22");
  harness_.SetOfficer(narrow);
  ASSERT_TRUE(Submit(Header("here"), Form(), {}, "22").ok());
  ASSERT_TRUE(Submit(Header("elsewhere"), Form(), {}, "01").ok());
  EXPECT_EQ(Now("here").status(), v1::APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(Now("elsewhere").status(), v1::APPLICATION_STATUS_SUBMITTED);
}

}  // namespace
}  // namespace lienthong::applications
