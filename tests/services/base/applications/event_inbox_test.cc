#include "services/base/applications/event_inbox.h"

#include "services/base/applications/events.h"
#include "tests/services/base/applications/desk_fixture.h"

namespace lienthong::applications {
namespace {

using gateway::v1::CloudEvent;
using gateway::v1::PublishEventsRequest;
using gateway::v1::PublishEventsResponse;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// The desk's receiving side, as an agency that hands applications on to another uses it.
class EventInboxTest : public DeskTest {
 protected:
  EventInboxTest() {
    desk_.OnEvent([this](CallContext&, store::Txn&, const ApplicationEvent& event) {
      if (event.application_id() == "unknown") return EventApplicationUnknown(event.application_id());
      seen_.push_back(event.sequence());
      return absl::OkStatus();
    });
  }

  static CloudEvent Event(int64_t sequence, const std::string& id = "app-9") {
    Application application;
    application.set_application_id(id);
    application.set_agency("population");
    for (int64_t i = 0; i < sequence; ++i) application.add_history()->set_status(v1::APPLICATION_STATUS_ACCEPTED);
    return CloudEventOf(application, sequence);
  }
  absl::StatusOr<PublishEventsResponse> Publish(const std::vector<CloudEvent>& events) {
    PublishEventsRequest request;
    *request.mutable_events() = {events.begin(), events.end()};
    return harness_.Call<PublishEventsResponse>(kPublishEvents, request);
  }

  std::vector<int64_t> seen_;
};

TEST_F(EventInboxTest, EachEventCountsOnce) {
  const auto first = Publish({Event(2), Event(3)});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->accepted(), 2);
  EXPECT_EQ(first->duplicates(), 0);
  const auto again = Publish({Event(3), Event(4), Event(4)});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->accepted(), 1);
  EXPECT_EQ(again->duplicates(), 2);
  EXPECT_THAT(seen_, ElementsAre(2, 3, 4));
}

TEST_F(EventInboxTest, TheSameIdOfAnotherSourceIsAnotherEvent) {
  CloudEvent other = Event(2);
  other.set_source("urn:lienthong:social_insurance");
  const auto published = Publish({Event(2), other});
  ASSERT_TRUE(published.ok());
  EXPECT_EQ(published->accepted(), 2);
}

TEST_F(EventInboxTest, ARefusedRequestTakesNothingIn) {
  EXPECT_THAT(Publish({Event(2), Event(2, "unknown")}), HasReason(Reason::EVENT_APPLICATION_UNKNOWN));
  const auto again = Publish({Event(2)});
  ASSERT_TRUE(again.ok());
  EXPECT_EQ(again->accepted(), 1);
}

TEST_F(EventInboxTest, MalformedEventsAreRefused) {
  CloudEvent no_id = Event(2), no_source = Event(2), old = Event(2), type = Event(2), data = Event(2), none = Event(2);
  no_id.clear_id();
  no_source.clear_source();
  old.set_spec_version("0.3");
  type.set_type("vn.lienthong.something");
  data.mutable_data()->PackFrom(Form());
  none.clear_data();
  EXPECT_THAT(Publish({no_id}), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Publish({no_source}), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Publish({old}), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Publish({type}), HasReason(Reason::EVENT_TYPE_UNKNOWN));
  EXPECT_THAT(Publish({data}), HasReason(Reason::EVENT_TYPE_UNKNOWN));
  EXPECT_THAT(Publish({none}), HasReason(Reason::EVENT_TYPE_UNKNOWN));
  EXPECT_THAT(Publish({}), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(Publish(std::vector<CloudEvent>(101, Event(2))), HasReason(Reason::INVALID_FIELD));
  EXPECT_THAT(seen_, IsEmpty());
}

TEST_F(EventInboxTest, BytesThatAreNoEventAreRefused) {
  CloudEvent broken = Event(2);
  broken.mutable_data()->set_value("\xff\xff\xff");
  EXPECT_THAT(Publish({broken}), HasReason(Reason::EVENT_TYPE_UNKNOWN));
}

}  // namespace
}  // namespace lienthong::applications
