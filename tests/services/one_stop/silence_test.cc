#include "tests/services/one_stop/one_stop_fixture.h"

namespace lienthong::one_stop {
namespace {

using namespace applications::v1;  // NOLINT: the ten statuses
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SilenceTest : public OneStopTest {
 protected:
  void AnswerPoll(const Application& there) {
    GetApplicationResponse response;
    *response.mutable_application() = there;
    harness_.Answer(kPoll, response);
  }
};

TEST_F(SilenceTest, ALostDeliveryIsRepeated) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  harness_.TimeOut(kSubmitBirth);
  harness_.Advance(absl::Minutes(1));

  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 2);
  EXPECT_EQ(harness_.pending().front().As<SubmitBirthApplicationRequest>().header().application_id(), "app-1.B");
  EXPECT_EQ(Read().waiting_for(), "civil_registry");
}

TEST_F(SilenceTest, WaitsGrowBetweenDeliveries) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  harness_.TimeOut(kSubmitBirth);
  harness_.Advance(absl::Minutes(1));
  harness_.TimeOut(kSubmitBirth);
  harness_.Advance(absl::Minutes(4));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 2);

  harness_.Advance(absl::Minutes(1));
  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 3);
}

TEST_F(SilenceTest, AnAgencyPastItsTimeIsAsked) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 17));
  EXPECT_EQ(harness_.CountCalls(kPoll), 0) << "it is in time until then";
  harness_.Advance(absl::Seconds(1));
  EXPECT_EQ(harness_.CountCalls(kPoll), 1);
  AnswerPoll(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED, APPLICATION_STATUS_COMPLETED}));

  EXPECT_EQ(Read().status(), APPLICATION_STATUS_COMPLETED) << "its event was lost";
  EXPECT_THAT(harness_.Rows(), IsEmpty());
}

TEST_F(SilenceTest, AnAgencyThatGoesOnSilentIsAskedEachHalfWorkingDay) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  const Application there = There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED});
  AnswerSubmission(there);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 17, 0, 1));
  AnswerPoll(there);

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 6, 11));
  EXPECT_EQ(harness_.CountCalls(kPoll), 1);
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 6, 11, 30));
  EXPECT_EQ(harness_.CountCalls(kPoll), 2);
  EXPECT_EQ(Read().status(), APPLICATION_STATUS_IN_PROCESS);
  EXPECT_EQ(Read().waiting_for(), "civil_registry");
}

TEST_F(SilenceTest, ALostPollIsFollowedByTheNext) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 17, 0, 1));
  harness_.TimeOut(kPoll);

  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 6, 12));
  EXPECT_EQ(harness_.CountCalls(kPoll), 2);
}

TEST_F(SilenceTest, AnAgencyThatKnowsNothingGetsItAgain) {
  ASSERT_TRUE(Receive(Dossier()).ok());
  AnswerSubmission(There({APPLICATION_STATUS_SUBMITTED, APPLICATION_STATUS_ACCEPTED}));
  harness_.AdvanceTo(AgencyHarness::At(2024, 8, 5, 17, 0, 1));
  harness_.Refuse(kPoll, ResourceNotFound("application", "app-1.B"));

  EXPECT_EQ(harness_.CountCalls(kSubmitBirth), 2);
}

}  // namespace
}  // namespace lienthong::one_stop
