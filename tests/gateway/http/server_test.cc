#include "gateway/http/server.h"

#include <thread>

#include "exchange.h"
#include "fake_backend.h"
#include "gateway/http/files/files.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "raw_client.h"
#include "services/base/admission/admission.h"

namespace lienthong::http {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

constexpr char kGetHealth[] = "GET /healthz HTTP/1.1\r\nhost: h\r\n\r\n";
constexpr char kOpenWatch[] =
    "GET /grpc.health.v1.Health/Watch?stream HTTP/1.1\r\nhost: h\r\naccept: text/event-stream\r\n\r\n";

class ServerTest : public testing::Test {
 protected:
  void Start(ServerOptions options = {}) {
    auto server = Server::Start(backend_, options);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
  }

  FakeBackend backend_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, KeepsTheConnectionForFurtherRequests) {
  Start();
  RawClient client(server_->port());
  for (int i = 0; i < 3; ++i) {
    client.Send(CheckCall("known"));
    const std::string response = client.ReadResponse();
    EXPECT_THAT(response, StartsWith("HTTP/1.1 200"));
    EXPECT_THAT(response, HasSubstr(R"({"status":"SERVING"})"));
  }
}

TEST_F(ServerTest, AnswersPipelinedRequestsInTheirOrder) {
  Start();
  RawClient client(server_->port());

  client.Send(CheckCall("later") + CheckCall("known") + kGetHealth);
  backend_.AwaitHeld(1);
  EXPECT_EQ(backend_.calls, 1) << "the second waits for the first";
  backend_.Release();

  EXPECT_THAT(client.ReadResponse(), HasSubstr("SERVING"));
  EXPECT_THAT(client.ReadResponse(), HasSubstr("SERVING"));
  EXPECT_THAT(client.ReadResponse(), HasSubstr("agencies"));
}

TEST_F(ServerTest, HonoursConnectionClose) {
  Start();
  RawClient client(server_->port());

  client.Send("GET /healthz HTTP/1.1\r\nhost: h\r\nconnection: close\r\n\r\n");

  EXPECT_THAT(client.ReadResponse(), HasSubstr("onnection: close"));
  EXPECT_TRUE(client.AwaitClose());
}

TEST_F(ServerTest, HeadHasTheLengthButNoBody) {
  Start();
  RawClient client(server_->port());

  client.Send("HEAD /metrics HTTP/1.1\r\nhost: h\r\n\r\n" + std::string(kGetHealth));

  EXPECT_THAT(client.ReadResponse(false), HasSubstr("ontent-"));
  EXPECT_THAT(client.ReadResponse(), HasSubstr("agencies")) << "the next answer follows at once";
}

TEST_F(ServerTest, TakesAChunkedBody) {
  Start();
  RawClient client(server_->port());

  client.Send(
      "POST /grpc.health.v1.Health/Check HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n"
      "transfer-encoding: chunked\r\n\r\n5\r\n{\"ser\r\nf\r\nvice\": \"known\"}\r\n0\r\n\r\n");

  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 200"));
}

TEST_F(ServerTest, RefusesWhatIsNoHttpAndCloses) {
  Start();
  for (const char* bytes :
       {"NONSENSE\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nbad header\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n"}) {
    RawClient client(server_->port());
    client.Send(bytes);
    const std::string response = client.ReadResponse();
    EXPECT_THAT(response, StartsWith("HTTP/1.1 400")) << bytes;
    EXPECT_THAT(response, HasSubstr("HTTP_MALFORMED")) << bytes;
  }
  RawClient client(server_->port());
  client.Send(kGetHealth);
  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 200")) << "the server keeps serving";
}

TEST_F(ServerTest, RefusesHeadersWithoutEnd) {
  Start({.max_header_bytes = 2048});
  RawClient client(server_->port());

  client.Send("GET / HTTP/1.1\r\nhost: h\r\nx-long: " + std::string(4096, 'x') + "\r\n\r\n");

  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 431"));
}

TEST_F(ServerTest, RefusesABodyBeforeItIsSent) {
  Start();
  RawClient announced(server_->port());
  announced.Send("POST /files HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 20000001\r\n\r\n");
  const std::string refused = announced.ReadResponse();
  EXPECT_THAT(refused, StartsWith("HTTP/1.1 413"));
  EXPECT_THAT(refused, HasSubstr("FILE_TOO_LARGE"));

  RawClient chunked(server_->port());
  chunked.Send(
      "POST /grpc.health.v1.Health/Check HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n"
      "transfer-encoding: chunked\r\n\r\n500000\r\n");
  EXPECT_THAT(chunked.ReadResponse(), HasSubstr("MESSAGE_TOO_LARGE"));
}

TEST_F(ServerTest, GivesTheGoAheadForALargeFile) {
  Start();
  RawClient client(server_->port());

  client.Send("POST /files HTTP/1.1\r\nhost: h\r\nexpect: 100-continue\r\ncontent-length: 20000000\r\n\r\n");
  ASSERT_TRUE(client.ReadUntil("100 Continue\r\n\r\n"));
  client.ReadResponse(false);
  client.Send(std::string(kMaxFileBytes, 'x'));

  EXPECT_THAT(client.ReadResponse(), StartsWith("HTTP/1.1 201"));
}

TEST_F(ServerTest, DropsSlowAndSilentPeers) {
  Start({.head_timeout = absl::Milliseconds(50), .idle_timeout = absl::Milliseconds(50)});
  RawClient silent(server_->port());
  EXPECT_TRUE(silent.AwaitClose());

  RawClient slow(server_->port());
  slow.Send("GET / HTT");
  EXPECT_THAT(slow.ReadResponse(), StartsWith("HTTP/1.1 408"));
}

TEST_F(ServerTest, SixtyFourStreamsLeaveRoomForOthers) {
  Start({.threads = 2});
  std::vector<std::unique_ptr<RawClient>> watchers;
  for (int i = 0; i < 64; ++i) {
    watchers.push_back(std::make_unique<RawClient>(server_->port()));
    watchers.back()->Send(kOpenWatch);
  }
  backend_.AwaitStream(63);

  RawClient other(server_->port());
  other.Send(CheckCall("known"));
  EXPECT_THAT(other.ReadResponse(), StartsWith("HTTP/1.1 200"));

  for (int i = 0; i < 64; ++i) backend_.AwaitStream(i)->SendStatus(FakeBackend::Health::SERVING);
  for (const auto& watcher : watchers)
    EXPECT_TRUE(watcher->ReadUntil("event: message\ndata: {\"status\":\"SERVING\"}"));
  for (int i = 0; i < 64; ++i) backend_.AwaitStream(i)->End(absl::OkStatus());
  for (const auto& watcher : watchers) {
    EXPECT_TRUE(watcher->AwaitClose());
    EXPECT_THAT(watcher->received(), HasSubstr("event: end\ndata: {}\n\n"));
  }
}

TEST_F(ServerTest, ASilentStreamBeats) {
  Start({.heartbeat = absl::Milliseconds(20)});
  RawClient watcher(server_->port());

  watcher.Send(kOpenWatch);

  EXPECT_TRUE(watcher.ReadUntil(": still here\n\n: still here\n\n"));
}

TEST_F(ServerTest, AWatcherThatHangsUpEndsItsCall) {
  Start();
  {
    RawClient watcher(server_->port());
    watcher.Send(kOpenWatch);
    backend_.AwaitStream(0);
  }
  backend_.streams[0]->AwaitCancelled();
}

TEST_F(ServerTest, StopClosesIdleConnectionsAndFinishesRunningCalls) {
  Start();
  const int port = server_->port();
  RawClient idle(port), running(port), watcher(port);
  idle.Send(kGetHealth);
  ASSERT_THAT(idle.ReadResponse(), StartsWith("HTTP/1.1 200"));
  running.Send(CheckCall("later"));
  watcher.Send(kOpenWatch);
  backend_.AwaitHeld(1);
  backend_.AwaitStream(0);

  std::thread stop([this] { server_->Stop(absl::Seconds(30)); });
  EXPECT_TRUE(idle.AwaitClose());
  EXPECT_TRUE(watcher.AwaitClose());
  EXPECT_THAT(watcher.received(), HasSubstr("SERVER_STOPPING"));
  backend_.Release();
  EXPECT_THAT(running.ReadResponse(), HasSubstr("SERVING"));
  EXPECT_TRUE(running.AwaitClose());
  stop.join();

  EXPECT_FALSE(RawClient(port).connected());
}

TEST_F(ServerTest, StopCutsOffWhatOutlivesTheGrace) {
  Start();
  RawClient client(server_->port());
  client.Send(CheckCall("later"));
  backend_.AwaitHeld(1);

  server_->Stop(absl::Milliseconds(20));

  EXPECT_TRUE(client.AwaitClose());
  server_.reset();
  backend_.Release();  // an answer to nobody
}

TEST_F(ServerTest, AnAddressInUseIsRefused) {
  Start();
  const auto second = Server::Start(backend_, {.port = server_->port()});

  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(Server::Start(backend_, {.host = "no such host"}).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(ServerTest, BeyondTheLimitAConnectionIsToldWhenToComeAgainAndCloses) {
  admission::Admission door({.connections = 1});
  Start({.admission = &door});
  RawClient first(server_->port());
  first.Send(kGetHealth);
  ASSERT_THAT(first.ReadResponse(), StartsWith("HTTP/1.1 200"));

  RawClient second(server_->port());
  const std::string refusal = second.ReadResponse();

  EXPECT_THAT(refusal, StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(refusal, HasSubstr("retry-after: 1"));
  EXPECT_THAT(refusal, HasSubstr("max-connections"));
  EXPECT_EQ(door.refused(admission::Limit::kConnections), 1);
  first.Send(kGetHealth);
  EXPECT_THAT(first.ReadResponse(), StartsWith("HTTP/1.1 200")) << "who was admitted is served";
  server_.reset();
}

TEST_F(ServerTest, BodiesBeyondTheLimitOfBytesAreNotRead) {
  admission::Admission door({.bytes = 1000});
  Start({.admission = &door});
  RawClient large(server_->port());
  large.Send(
      "POST /grpc.health.v1.Health/Check HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n"
      "content-length: 5000\r\n\r\n");

  const std::string refusal = large.ReadResponse();

  EXPECT_THAT(refusal, StartsWith("HTTP/1.1 429"));
  EXPECT_THAT(refusal, HasSubstr("max-bytes"));
  RawClient small(server_->port());
  small.Send(CheckCall("known"));
  EXPECT_THAT(small.ReadResponse(), StartsWith("HTTP/1.1 200"));
  EXPECT_EQ(door.bytes(), 0);
  server_.reset();
}

}  // namespace
}  // namespace lienthong::http
