#include "services/base/applications/events.h"

#include "lienthong/gateway/v1/event_service.pb.h"
#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using gateway::v1::PublishEventsRequest;
using gateway::v1::PublishEventsResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class EventsTest : public DeskTest {
 protected:
  using Answer = absl::StatusOr<PublishEventsResponse>;
  // The receiver answers so from now on; every delivery is counted.
  void ReceiverAnswers(Answer answer) {
    harness_.Respond<PublishEventsRequest, PublishEventsResponse>(kPublishEvents,
                                                                  [this, answer](const PublishEventsRequest& request) {
                                                                    deliveries_.push_back(request.events(0));
                                                                    times_.push_back(harness_.now());
                                                                    return answer;
                                                                  });
  }
  std::vector<int> Reported() {
    std::vector<int> statuses;
    for (const ApplicationEvent& event : Events()) statuses.push_back(event.status());
    return statuses;
  }

  std::vector<gateway::v1::CloudEvent> deliveries_;
  std::vector<absl::Time> times_;
};

TEST_F(EventsTest, EveryChangeButTheSubmissionIsTold) {
  Script({Line(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT), PaymentLine(8000), Line(v1::OFFICER_ACTION_APPROVE)});
  ASSERT_TRUE(Submit().ok());
  ASSERT_TRUE(Supplement().ok());
  ASSERT_TRUE(Pay(8000).ok());
  EXPECT_THAT(Reported(), ElementsAre(2, 5, 2, 6, 4, 9));
  int64_t sequence = 1;
  for (const ApplicationEvent& event : Events()) EXPECT_EQ(event.sequence(), ++sequence);
}

TEST_F(EventsTest, AttributesAreThoseOfCloudEvents) {
  ASSERT_TRUE(Submit(Header(), Form(), {"one_stop", false}, "22").ok());
  ASSERT_THAT(harness_.events(), SizeIs(2));
  EXPECT_EQ(harness_.events()[1].to, "one_stop");
  const gateway::v1::CloudEvent& event = harness_.events()[1].event;
  EXPECT_EQ(event.id(), "app-1/3");
  EXPECT_EQ(event.source(), "urn:lienthong:civil_registry:22");
  EXPECT_EQ(event.spec_version(), "1.0");
  EXPECT_EQ(event.type(), "vn.lienthong.application.status_changed");
  EXPECT_EQ(event.subject(), "app-1");
  EXPECT_EQ(FromProto(event.time()), harness_.now());
}

TEST_F(EventsTest, TheResultAndItsPapersComeWithTheCompletion) {
  ASSERT_TRUE(Submit().ok());
  const Application application = Now();
  const ApplicationEvent event = Events().back();
  EXPECT_EQ(event.status(), v1::APPLICATION_STATUS_COMPLETED);
  EXPECT_EQ(event.agency(), "civil_registry");
  EXPECT_EQ(event.result().SerializeAsString(), application.result().SerializeAsString());
  ASSERT_EQ(event.documents_size(), 1);
  EXPECT_EQ(event.documents(0).SerializeAsString(), application.documents(0).SerializeAsString());
  EXPECT_EQ(event.receipt_code(), application.receipt_code());
  EXPECT_EQ(FromProto(event.due_at()), FromProto(application.due_at()));
  EXPECT_FALSE(Events().front().has_result());
}

TEST_F(EventsTest, ARefusalBringsReasonAndNote) {
  rules_.examine = [](const Application&) { return Verdict::Refuse(Missing("PAPER")); };
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(Events().back().reason(), Reason::COMPONENT_MISSING);
  EXPECT_THAT(Events().back().note().vi(), ::testing::HasSubstr("PAPER"));
}

TEST_F(EventsTest, EachSupplementAndPaymentComesWithItsOwnRequest) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  for (const char* item : {"ONE", "TWO"}) {
    v1::DecideApplicationRequest request = Decision(v1::OFFICER_ACTION_REQUEST_SUPPLEMENT);
    request.set_items(0, item);
    ASSERT_TRUE(Decide(request).ok());
    EXPECT_THAT(Events().back().supplement().items(), ElementsAre(item));
    ASSERT_TRUE(Supplement({Paper(item)}).ok());
  }
  for (const int64_t amount : {1000, 2000}) {
    v1::DecideApplicationRequest request = Decision(v1::OFFICER_ACTION_REQUEST_PAYMENT);
    request.set_amount_vnd(amount);
    ASSERT_TRUE(Decide(request).ok());
    EXPECT_EQ(Events().back().payment().amount_vnd(), amount);
    ASSERT_TRUE(Pay(amount).ok());
  }
  // Made again later, they are still the same requests.
  const Application application = Now();
  EXPECT_THAT(EventOf(application, 2).supplement().items(), ElementsAre("ONE"));
  EXPECT_THAT(EventOf(application, 4).supplement().items(), ElementsAre("TWO"));
  EXPECT_EQ(EventOf(application, 7).payment().amount_vnd(), 1000);
  EXPECT_EQ(EventOf(application, 9).payment().amount_vnd(), 2000);
}

TEST_F(EventsTest, ALostDeliveryComesAgainAsTheSameEvent) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  ReceiverAnswers(AgencyHarness::Lost());
  const absl::Time start = harness_.now();
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_ACCEPT).ok());
  ASSERT_THAT(deliveries_, SizeIs(1));
  harness_.AdvanceTo(start + absl::Minutes(1));
  ASSERT_THAT(deliveries_, SizeIs(2));
  EXPECT_EQ(deliveries_[0].SerializeAsString(), deliveries_[1].SerializeAsString());
  ReceiverAnswers(PublishEventsResponse());
  harness_.AdvanceTo(start + absl::Minutes(6));
  EXPECT_THAT(deliveries_, SizeIs(3));
  harness_.Advance(absl::Hours(48));
  EXPECT_THAT(deliveries_, SizeIs(3)) << "taken in, so never again";
}

TEST_F(EventsTest, EventuallyItGivesUpAndPollingHasToDo) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  ReceiverAnswers(absl::UnavailableError("away"));
  const absl::Time start = harness_.now();
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_ACCEPT).ok());
  harness_.Advance(absl::Hours(24 * 30));
  std::vector<absl::Duration> after;
  for (const absl::Time time : times_) after.push_back(time - start);
  EXPECT_THAT(after, ElementsAre(absl::ZeroDuration(), absl::Minutes(1), absl::Minutes(6), absl::Minutes(36),
                                 absl::Minutes(156), absl::Minutes(876)));
  EXPECT_THAT(harness_.Rows(), IsEmpty());
}

TEST_F(EventsTest, ARefusedEventIsNotSentAgain) {
  PersonDecides();
  ASSERT_TRUE(Submit().ok());
  ReceiverAnswers(EventApplicationUnknown("app-1"));
  ASSERT_TRUE(Decide(v1::OFFICER_ACTION_ACCEPT).ok());
  harness_.Advance(absl::Hours(48));
  EXPECT_THAT(deliveries_, SizeIs(1));
}

TEST_F(EventsTest, AnEventLeavesBeforeTheOfficerActsAtTheSameInstant) {
  ASSERT_TRUE(Submit().ok());
  EXPECT_EQ(harness_.calls()[0].kind(), control::v1::ROW_KIND_EVENT_DELIVERY);
  EXPECT_THAT(Reported(), ElementsAre(2, 9));
}

}  // namespace
}  // namespace lienthong::applications
