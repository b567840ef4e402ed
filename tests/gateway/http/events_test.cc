#include "gateway/http/connect/events.h"

#include "exchange.h"
#include "fake_backend.h"
#include "gmock/gmock.h"
#include "google/protobuf/dynamic_message.h"
#include "gtest/gtest.h"
#include "sample_types.h"

namespace lienthong::http {
namespace {

using testing::HasSubstr;

constexpr char kWatch[] = "/grpc.health.v1.Health/Watch?stream&message=%7B%22service%22%3A%22known%22%7D";
constexpr char kSampleWatch[] = "/sample.Sample/Watch?stream&message=%7B%22name%22%3A%22a%22%7D";

// An open stream of events and the hands on its far end.
class EventsTest : public testing::Test {
 protected:
  void Open(HttpRequest request) {
    handler_ = std::make_unique<Handler>(backend_);
    handler_->Handle(std::move(request), [this](Reply reply) { reply_ = std::move(reply); });
  }
  // The next event; "(waiting)" when there is none yet.
  std::string Next() {
    auto event = std::make_shared<std::string>("(waiting)");
    reply_.events->Next([event](absl::optional<std::string> given) { *event = given.value_or("(end)"); });
    return *event;
  }
  void UseSample() {
    backend_.pool = &SamplePool();
    backend_.services = {"sample.Sample"};
  }
  static std::string ItemBytes(std::int64_t sequence, const std::string& text) {
    google::protobuf::DynamicMessageFactory factory;
    const auto& type = SampleType("Item");
    const std::unique_ptr<google::protobuf::Message> item(factory.GetPrototype(&type)->New());
    item->GetReflection()->SetInt64(item.get(), type.FindFieldByName("sequence"), sequence);
    item->GetReflection()->SetString(item.get(), type.FindFieldByName("text"), text);
    return item->SerializeAsString();
  }
  std::string WatchedAs() {
    const JsonCodec codec(SamplePool());
    return *codec.ToJson(SampleType("WatchRequest"), backend_.last_body);
  }

  FakeBackend backend_;
  std::unique_ptr<Handler> handler_;
  Reply reply_;
};

TEST_F(EventsTest, FramesEachMessageAndTheEnd) {
  Open({"GET", kWatch, {{"lienthong-world", "w1"}}, ""});
  backend_.streams[0]->SendStatus(FakeBackend::Health::SERVING);
  backend_.streams[0]->SendStatus(FakeBackend::Health::NOT_SERVING);
  backend_.streams[0]->End(absl::OkStatus());

  EXPECT_EQ(reply_.response.status, 200);
  EXPECT_EQ(HeaderOf(reply_.response, "content-type"), "text/event-stream");
  EXPECT_EQ(Next(), "event: message\ndata: {\"status\":\"SERVING\"}\n\n");
  EXPECT_EQ(Next(), "event: message\ndata: {\"status\":\"NOT_SERVING\"}\n\n");
  EXPECT_EQ(Next(), "event: end\ndata: {}\n\n");
  EXPECT_EQ(Next(), "(end)");
  EXPECT_EQ(backend_.last_method, "grpc.health.v1.Health/Watch");
  EXPECT_THAT(backend_.last_metadata, testing::Contains(testing::Pair("lienthong-world", "w1")));
}

TEST_F(EventsTest, ARefusalIsTheLastEvent) {
  Open({"GET", kWatch, {}, ""});
  backend_.streams[0]->End(ResourceNotFound("dossier", "d1"));

  const std::string event = Next();

  EXPECT_THAT(event, HasSubstr("event: end\ndata: {\"error\":{\"code\":\"not_found\""));
  EXPECT_EQ(event.find('\n', event.find("data:")), event.size() - 2) << "data must be one line";
  EXPECT_EQ(Next(), "(end)");
}

TEST_F(EventsTest, TheSequenceFieldIsTheEventsId) {
  UseSample();
  Open({"GET", kSampleWatch, {}, ""});
  backend_.streams[0]->Send({ItemBytes(41, "x\ny"), absl::OkStatus()});

  EXPECT_EQ(Next(), "event: message\nid: 41\ndata: {\"sequence\":\"41\",\"text\":\"x\\ny\"}\n\n");
}

TEST_F(EventsTest, AReconnectingClientGoesOnAfterItsLastEvent) {
  UseSample();
  Open({"GET", kSampleWatch, {{"last-event-id", "41"}}, ""});
  EXPECT_EQ(WatchedAs(), R"({"name":"a","afterSequence":"41"})");

  Open({"GET", std::string(kSampleWatch) + "&last_event_id=42", {}, ""});
  EXPECT_EQ(WatchedAs(), R"({"name":"a","afterSequence":"42"})");

  Open({"GET", kSampleWatch, {}, ""});
  EXPECT_EQ(WatchedAs(), R"({"name":"a","afterSequence":"0"})");
}

TEST_F(EventsTest, RefusesWrongRequestsAsHttpErrors) {
  UseSample();
  Open({"GET", kSampleWatch, {{"last-event-id", "x"}}, ""});
  EXPECT_THAT(reply_.response, Refused(400, "HTTP_HEADER_INVALID"));
  Open({"GET", "/sample.Sample/Watch?stream&message=%7B%22nam%22%3A1%7D", {}, ""});
  EXPECT_THAT(reply_.response, Refused(400, "FIELD_UNKNOWN"));
  EXPECT_TRUE(backend_.streams.empty());
}

TEST_F(EventsTest, DroppingTheEventsCancelsTheCall) {
  Open({"GET", kWatch, {}, ""});
  EXPECT_EQ(Next(), "(waiting)");

  reply_.events.reset();

  backend_.streams[0]->AwaitCancelled();
}

TEST_F(EventsTest, TheServersEndIsSaid) {
  Open({"GET", kWatch, {}, ""});

  EXPECT_THAT(reply_.events->Goodbye(), HasSubstr("SERVER_STOPPING"));
}

TEST_F(EventsTest, AUnaryMethodWithoutSideEffectsTakesConnectsGet) {
  UseSample();
  Open({"GET", "/sample.Sample/Get?connect=v1&encoding=json&message=%7B%22name%22%3A%22known%22%7D", {}, ""});
  EXPECT_EQ(reply_.response.status, 200);
  EXPECT_EQ(backend_.last_method, "sample.Sample/Get");

  Open({"GET", "/sample.Sample/Get?connect=v1&encoding=proto&base64=1&message=CgVrbm93bg", {}, ""});
  EXPECT_EQ(reply_.response.status, 200);
  EXPECT_EQ(backend_.calls, 2);

  Open({"GET", "/sample.Sample/Get?connect=v1&encoding=xml&message=", {}, ""});
  EXPECT_THAT(reply_.response, Refused(400, "QUERY_INVALID"));
  Open({"GET", "/sample.Sample/Get?connect=v1&encoding=json", {}, ""});
  EXPECT_THAT(reply_.response, Refused(400, "QUERY_INVALID"));
  Open({"GET", "/sample.Sample/Put?connect=v1&encoding=json&message=%7B%7D", {}, ""});
  EXPECT_THAT(reply_.response, Refused(405, "HTTP_METHOD_NOT_ALLOWED"));
}

}  // namespace
}  // namespace lienthong::http
