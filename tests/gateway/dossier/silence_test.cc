// Offices out of reach, and offices that say nothing.
#include "tests/gateway/dossier/dossier_fixture.h"

namespace lienthong::dossier {
namespace {

using namespace applications::v1;  // NOLINT: statuses

class SilenceTest : public DossierTest {
 protected:
  // In, with an appointment on Wednesday 2024-08-07 17:00.
  void SetUp() override {
    File();
    TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  }
  void AnswerPoll(const Application& there) {
    GetApplicationResponse response;
    *response.mutable_application() = there;
    harness_.Answer(kPoll, response);
  }
};

TEST_F(SilenceTest, NobodyIsAskedBeforeTheAppointment) {
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 7, 17));
  EXPECT_EQ(harness_.CountCalls(kPoll), 0);
}

TEST_F(SilenceTest, ADeadlineAsksBeforeItConcludesSilence) {
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 7, 17, 1));
  ASSERT_EQ(harness_.CountCalls(kPoll), 1);
  EXPECT_FALSE(Part(0).silent()) << "asked, not answered yet";
  AnswerPoll(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED}));
  EXPECT_EQ(Count(gateway::v1::DOSSIER_EVENT_KIND_AGENCY_SILENT), 0) << "decided in time; only its event was lost";
  EXPECT_EQ(Read().parts_size(), 3);
}

TEST_F(SilenceTest, ASilentOfficeIsNamedAndAskedEveryWorkingDayUntilItAnswers) {
  const Application there = There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  harness_.Respond<GetApplicationRequest, GetApplicationResponse>(kPoll, [&](const GetApplicationRequest&) {
    GetApplicationResponse response;
    *response.mutable_application() = there;
    return response;
  });
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 7, 18));
  EXPECT_TRUE(Part(0).silent());
  EXPECT_EQ(Part(0).polls(), 1);
  EXPECT_EQ(Read().waiting_for(), "one_stop");
  EXPECT_EQ(Count(gateway::v1::DOSSIER_EVENT_KIND_AGENCY_SILENT), 1);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 12, 23));
  EXPECT_EQ(Part(0).polls(), 4) << "Wednesday, Thursday, Friday, Monday: no office answers at a weekend";
  EXPECT_EQ(Count(gateway::v1::DOSSIER_EVENT_KIND_AGENCY_SILENT), 1) << "it is said once";

  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED})).ok());
  EXPECT_FALSE(Part(0).silent());
  EXPECT_EQ(Read().parts_size(), 3) << "the run went on";
  const int asked = harness_.CountCalls(kPoll);
  harness_.Advance(absl::Hours(24 * 7));
  EXPECT_EQ(harness_.CountCalls(kPoll), asked);
}

TEST_F(SilenceTest, AnOfficeThatDoesNotEvenAnswerThePollIsSilent) {
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 7, 17, 1));
  harness_.TimeOut(kPoll);
  EXPECT_TRUE(Part(0).silent());
  EXPECT_FALSE(harness_.Rows().empty()) << "it is asked again";
}

TEST_F(SilenceTest, AnOfficeThatWaitsForTheApplicantIsNotLate) {
  ASSERT_TRUE(Tell(There(0, {APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_SUPPLEMENT_REQUESTED},
                         common::v1::COMPONENT_MISSING))
                  .ok());
  harness_.Advance(absl::Hours(24 * 30));
  EXPECT_EQ(harness_.CountCalls(kPoll), 0);
  EXPECT_EQ(Read().next_actor(), ACTOR_APPLICANT);
}

using OutOfReachTest = DossierTest;

TEST_F(OutOfReachTest, ADeliveryIsRepeatedUnderTheSameRequestId) {
  File();
  harness_.Refuse(kReceive, Error(absl::StatusCode::kUnavailable, Reason::TENANT_OUTAGE).With("tenant", "01"));
  EXPECT_EQ(Read().reason(), common::v1::TENANT_OUTAGE);
  EXPECT_EQ(Read().next_actor(), ACTOR_AGENCY);
  EXPECT_THAT(Read().explanation().en(), ::testing::HasSubstr("delivered again"));
  harness_.Advance(absl::Minutes(15));
  ASSERT_EQ(harness_.CountCalls(kReceive), 2);
  EXPECT_EQ(harness_.calls().front().call().method(), absl::StrCat(kPortal, "RegisterDossier"));
  std::vector<control::v1::Row> deliveries;
  for (const auto& row : harness_.calls()) {
    if (row.call().method() == kReceive) deliveries.push_back(row);
  }
  EXPECT_EQ(deliveries[0].call().request_id(), deliveries[1].call().request_id());
  EXPECT_EQ(deliveries[0].call().body(), deliveries[1].call().body());
  TakeInBirth({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  EXPECT_EQ(Part(0).status(), APPLICATION_STATUS_ACCEPTED);
  EXPECT_EQ(Part(0).next_actor(), ACTOR_OFFICER);
}

TEST_F(OutOfReachTest, AnOfficeThatSaysWhenIsBelieved) {
  File();
  harness_.Refuse(kReceive, Error(absl::StatusCode::kUnavailable, Reason::TENANT_OUTAGE)
                                .With("tenant", "01")
                                .RetryAfter(absl::Hours(2)));
  harness_.Advance(absl::Minutes(119));
  EXPECT_EQ(harness_.CountCalls(kReceive), 1);
  harness_.Advance(absl::Minutes(1));
  EXPECT_EQ(harness_.CountCalls(kReceive), 2);
}

TEST_F(OutOfReachTest, TheHistoryTellsOnceThatAnOfficeIsOutOfReach) {
  File();
  for (int i = 0; i < 3; ++i) {
    harness_.TimeOut(kReceive);
    harness_.Advance(absl::Minutes(15));
  }
  EXPECT_EQ(Part(0).submit_attempts(), 3);
  EXPECT_EQ(Count(gateway::v1::DOSSIER_EVENT_KIND_PART_CHANGED), 1);
}

}  // namespace
}  // namespace lienthong::dossier
