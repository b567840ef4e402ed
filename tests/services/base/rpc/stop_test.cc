#include <thread>

#include "services/base/error/error.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using StopTest = ServerTest;
INSTANTIATE_TEST_SUITE_P(Wires, StopTest, ::testing::Bool(), WireName);

TEST_P(StopTest, RunningCallsAreAnswered) {
  Awaited<AnswerCallback> running;
  dispatcher.unary = [&running](RawCall, AnswerCallback done) { running.Give(std::move(done)); };
  auto answer = std::make_shared<Awaited<RawAnswer>>();
  transport.Call("echo", RawCall{kSay}, [answer](RawAnswer given) { answer->Give(std::move(given)); });
  AnswerCallback done = running.Take();

  std::thread stopper([this] { server->Stop(absl::InfiniteDuration()); });
  done(RawAnswer{absl::OkStatus(), "late but there", {}});
  stopper.join();

  EXPECT_EQ(answer->Take().body, "late but there");
}

TEST_P(StopTest, CallsBeyondTheGraceAreCancelled) {
  Awaited<AnswerCallback> running;
  dispatcher.unary = [&running](RawCall, AnswerCallback done) { running.Give(std::move(done)); };
  auto answer = std::make_shared<Awaited<RawAnswer>>();
  transport.Call("echo", RawCall{kSay}, [answer](RawAnswer given) { answer->Give(std::move(given)); });
  AnswerCallback done = running.Take();

  server->Stop(absl::Milliseconds(50));
  const RawAnswer given = answer->Take();
  done(RawAnswer{absl::OkStatus(), "too late", {}});

  EXPECT_EQ(given.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(given.status), Reason::PEER_UNREACHABLE);
}

TEST_P(StopTest, BetweenItsHalvesCallsAreTheDispatchersToRefuse) {
  server->BeginStop();

  EXPECT_EQ(Ask(transport, "echo", RawCall{kSay, {}, "still here"}).body, "still here");
  const auto stream = transport.Watch("echo", RawCall{kCount});
  const RawStream::Item end = NextOf(*stream);
  EXPECT_EQ(ReasonOf(end.status), Reason::SERVER_STOPPING);
  EXPECT_TRUE(RetryAfterOf(end.status).has_value());
}

TEST_P(StopTest, SecondStopDoesNothing) {
  server->Stop(absl::ZeroDuration());
  server->Stop(absl::ZeroDuration());
}

TEST_P(StopTest, NewServerOnAnotherPortTakesTheSeat) {
  ASSERT_TRUE(Ask(transport, "echo", RawCall{kSay}).status.ok());
  server->Stop(absl::ZeroDuration());
  ASSERT_FALSE(Ask(transport, "echo", RawCall{kSay}).status.ok());

  GrpcServer next(&dispatcher);
  const auto port = next.Listen("127.0.0.1", 0);
  ASSERT_TRUE(port.ok()) << port.status();
  directory.SetAddress("echo", absl::StrCat("127.0.0.1:", *port));

  EXPECT_EQ(Ask(transport, "echo", RawCall{kSay, {}, "again"}).body, "again");
}

}  // namespace
}  // namespace lienthong::host
