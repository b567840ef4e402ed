#include "services/base/rpc/grpc_server.h"

#include <atomic>

#include "absl/synchronization/blocking_counter.h"
#include "services/base/error/error.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using GrpcServerTest = ServerTest;
INSTANTIATE_TEST_SUITE_P(Wires, GrpcServerTest, ::testing::Bool(), WireName);

TEST_P(GrpcServerTest, EchoesBytesOfEverySize) {
  for (const size_t size : {0, 1, 100, 2048, 2049, 70'000, 3'000'000}) {
    const std::string body(size, '\x80');
    const RawAnswer answer = Ask(transport, "echo", RawCall{kSay, {}, body});
    ASSERT_TRUE(answer.status.ok()) << answer.status;
    EXPECT_EQ(answer.body, body);
  }
}

TEST_P(GrpcServerTest, CarriesHeadersTrailersAndDeadline) {
  RawCall seen;
  dispatcher.unary = [&seen](RawCall call, AnswerCallback done) {
    seen = std::move(call);
    done(RawAnswer{absl::OkStatus(), "", {{kAnsweredTrailer, "1"}, {kNextTrailer, std::string("\0\xff", 2)}}});
  };
  RawCall call{kSay, {{kWorldHeader, "w-1"}, {"token-bin", std::string("\0\xfe", 2)}}, ""};
  call.timeout = absl::Seconds(100);

  const RawAnswer answer = Ask(transport, "echo", call);

  EXPECT_EQ(seen.method, kSay);
  EXPECT_EQ(seen.metadata.size(), 2u);
  EXPECT_EQ(Find(seen.metadata, kWorldHeader), "w-1");
  EXPECT_EQ(Find(seen.metadata, "token-bin"), absl::string_view("\0\xfe", 2));
  EXPECT_LE(seen.timeout, absl::Seconds(101));
  EXPECT_GT(seen.timeout, absl::Seconds(50));
  EXPECT_EQ(Find(answer.trailers, kAnsweredTrailer), "1");
  EXPECT_EQ(Find(answer.trailers, kNextTrailer), absl::string_view("\0\xff", 2));
}

TEST_P(GrpcServerTest, NoDeadlineIsInfinite) {
  absl::Duration seen;
  dispatcher.unary = [&seen](RawCall call, AnswerCallback done) {
    seen = call.timeout;
    done(RawAnswer{});
  };
  Ask(transport, "echo", RawCall{kSay});
  EXPECT_EQ(seen, absl::InfiniteDuration());
}

TEST_P(GrpcServerTest, IllegalTrailersAreLeftOutAndTheServerLives) {
  dispatcher.unary = [](RawCall, AnswerCallback done) {
    done(RawAnswer{absl::OkStatus(), "", {{"Bad Name", "x"}, {"bad-value", "\n"}, {"good", "y"}}});
  };
  const RawAnswer answer = Ask(transport, "echo", RawCall{kSay});
  ASSERT_TRUE(answer.status.ok()) << answer.status;
  EXPECT_EQ(answer.trailers, (Metadata{{"good", "y"}}));
}

TEST_P(GrpcServerTest, RefusalKeepsReasonAndDetails) {
  const absl::Status refusal = WithDomain(InvalidField("person.name", "must not be empty"), "population");
  dispatcher.unary = [&refusal](RawCall, AnswerCallback done) {
    done(RawAnswer{refusal, "", {{kAnsweredTrailer, "1"}}});
  };
  const RawAnswer answer = Ask(transport, "echo", RawCall{kSay});
  EXPECT_EQ(answer.status, refusal);
  EXPECT_EQ(Find(answer.trailers, kAnsweredTrailer), "1");
}

TEST_P(GrpcServerTest, UnknownMethodIsRefusedWithAReason) {
  const RawAnswer answer = Ask(transport, "echo", RawCall{"lienthong.testing.v1.EchoService/Sing"});
  EXPECT_EQ(answer.status.code(), absl::StatusCode::kUnimplemented);
  ASSERT_EQ(ReasonOf(answer.status), Reason::METHOD_UNKNOWN);
  EXPECT_EQ(ErrorInfoOf(answer.status)->metadata().at("method"), "lienthong.testing.v1.EchoService/Sing");
}

TEST_P(GrpcServerTest, LargeMessageIsRefusedAndTheServerGoesOn) {
  std::atomic<int> dispatched = 0;
  dispatcher.unary = [&dispatched](RawCall, AnswerCallback done) {
    ++dispatched;
    done(RawAnswer{});
  };
  const RawAnswer large = Ask(transport, "echo", RawCall{kSay, {}, std::string((4 << 20) + 1, 'x')});
  const RawAnswer huge = Ask(transport, "echo", RawCall{kSay, {}, std::string((16 << 20) + 1, 'x')});
  const RawAnswer small = Ask(transport, "echo", RawCall{kSay, {}, std::string(4 << 20, 'x')});

  EXPECT_EQ(large.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(large.status), Reason::MESSAGE_TOO_LARGE);
  EXPECT_EQ(huge.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(small.status.ok()) << small.status;
  EXPECT_EQ(dispatched, 1);
}

TEST_P(GrpcServerTest, AMethodForUploadsTakesMoreThanTheOthers) {
  GrpcServer::Options options;
  options.larger[kSay] = 20 << 20;
  GrpcServer uploads(&dispatcher, options);
  const auto port = uploads.Listen("127.0.0.1", 0);
  ASSERT_TRUE(port.ok()) << port.status();
  directory.SetAddress("uploads", absl::StrCat("127.0.0.1:", *port));
  EXPECT_TRUE(Ask(transport, "uploads", RawCall{kSay, {}, std::string(20 << 20, 'x')}).status.ok());
  const RawAnswer large = Ask(transport, "uploads", RawCall{kSay, {}, std::string((20 << 20) + 1, 'x')});
  EXPECT_EQ(ReasonOf(large.status), Reason::MESSAGE_TOO_LARGE);
}

TEST_P(GrpcServerTest, AnswerThatIsForgottenBecomesAnError) {
  dispatcher.unary = [](RawCall, AnswerCallback) {};
  const RawAnswer answer = Ask(transport, "echo", RawCall{kSay});
  EXPECT_EQ(ReasonOf(answer.status), Reason::INTERNAL_ERROR);
}

TEST_P(GrpcServerTest, AnswerAfterTheDeadlineIsDropped) {
  Awaited<AnswerCallback> kept;
  dispatcher.unary = [&kept](RawCall, AnswerCallback done) { kept.Give(std::move(done)); };
  RawCall call{kSay};
  call.timeout = absl::Milliseconds(50);

  const RawAnswer answer = Ask(transport, "echo", call);
  kept.Take()(RawAnswer{});

  EXPECT_EQ(answer.status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ReasonOf(answer.status), Reason::DEADLINE_PASSED);
}

TEST_P(GrpcServerTest, TwoHundredCallsAtOnce) {
  constexpr int kCalls = 200;
  absl::Mutex mutex;
  std::vector<std::pair<RawCall, AnswerCallback>> running;
  // Nobody is answered before all have arrived.
  dispatcher.unary = [&](RawCall call, AnswerCallback done) {
    std::vector<std::pair<RawCall, AnswerCallback>> all;
    {
      absl::MutexLock lock(&mutex);
      running.emplace_back(std::move(call), std::move(done));
      if (running.size() == kCalls) all.swap(running);
    }
    for (auto& [request, answer] : all) answer(RawAnswer{absl::OkStatus(), request.body, {}});
  };
  absl::BlockingCounter open(kCalls);
  std::atomic<int> right = 0;
  for (int i = 0; i < kCalls; ++i) {
    const std::string body = std::to_string(i);
    transport.Call("echo", RawCall{kSay, {}, body}, [&, body](RawAnswer answer) {
      if (answer.status.ok() && answer.body == body) ++right;
      open.DecrementCount();
    });
  }
  open.Wait();
  EXPECT_EQ(right, kCalls);
}

TEST(GrpcServerListenTest, TakenPortIsAnError) {
  FakeDispatcher dispatcher;
  GrpcServer first(&dispatcher);
  GrpcServer second(&dispatcher);
  const auto port = first.Listen("127.0.0.1", 0);
  ASSERT_TRUE(port.ok());
  const auto taken = second.Listen("127.0.0.1", *port);
  EXPECT_EQ(ReasonOf(taken.status()), Reason::ADDRESS_UNAVAILABLE);
}

TEST(GrpcServerListenTest, ServesInProcessWithoutAPort) {
  FakeDispatcher dispatcher;
  GrpcServer server(&dispatcher);
  ASSERT_TRUE(server.StartInProcess().ok());
  Directory directory;
  directory.SetChannel("echo", server.InProcessChannel());
  GrpcTransport transport(&directory);
  EXPECT_EQ(Ask(transport, "echo", RawCall{kSay, {}, "hi"}).body, "hi");
}

}  // namespace
}  // namespace lienthong::host
