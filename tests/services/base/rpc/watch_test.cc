#include <atomic>

#include "services/base/error/error.h"
#include "services/base/rpc/watch_call.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

// What the test sees of a stream at the server.
struct Counter {
  std::atomic<int> asked = 0;
  absl::Notification gone;
};

// Messages "0", "1", ... up to `end`, each `padding` bytes longer than its number, then `status`.
class CountingStream : public RawStream {
 public:
  CountingStream(Counter* counter, int end, size_t padding, absl::Status status)
      : counter_(counter), end_(end), padding_(padding), status_(std::move(status)) {}
  ~CountingStream() override { counter_->gone.Notify(); }
  void Next(absl::AnyInvocable<void(Item)> done) override {
    const int number = counter_->asked++;
    if (number >= end_) return done(Item{true, "", status_});
    done(Item{false, std::to_string(number) + std::string(padding_, ' '), absl::OkStatus()});
  }

 private:
  Counter* const counter_;
  const int end_;
  const size_t padding_;
  const absl::Status status_;
};

// Never has anything to say.
class SilentStream : public RawStream {
 public:
  explicit SilentStream(Counter* counter) : counter_(counter) {}
  ~SilentStream() override { counter_->gone.Notify(); }
  void Next(absl::AnyInvocable<void(Item)> done) override { waiting_ = std::move(done); }

 private:
  Counter* const counter_;
  absl::AnyInvocable<void(Item)> waiting_;
};

class WatchTest : public ServerTest {
 protected:
  void Serve(int end, size_t padding, absl::Status status) {
    dispatcher.watch = [=, this](RawCall) { return std::make_unique<CountingStream>(&counter, end, padding, status); };
  }
  bool StreamIsGone() { return counter.gone.WaitForNotificationWithTimeout(kPatience); }

  Counter counter;
};
INSTANTIATE_TEST_SUITE_P(Wires, WatchTest, ::testing::Bool(), WireName);

TEST_P(WatchTest, MessagesComeInOrderAndThenTheEnd) {
  Serve(100, 0, absl::OkStatus());
  const auto stream = transport.Watch("echo", RawCall{kCount});
  for (int i = 0; i < 100; ++i) EXPECT_EQ(NextOf(*stream).message, std::to_string(i));
  const RawStream::Item end = NextOf(*stream);
  EXPECT_TRUE(end.end);
  EXPECT_TRUE(end.status.ok()) << end.status;
  EXPECT_TRUE(NextOf(*stream).end) << "an ended stream stays ended";
  EXPECT_TRUE(StreamIsGone());
}

TEST_P(WatchTest, EndKeepsItsDetails) {
  const absl::Status refusal = ResourceNotFound("dossier", "d-1");
  Serve(1, 0, refusal);
  const auto stream = transport.Watch("echo", RawCall{kCount});
  NextOf(*stream);
  EXPECT_EQ(NextOf(*stream).status, refusal);
}

TEST_P(WatchTest, SlowReaderHoldsTheServerBack) {
  constexpr int kMessages = 1'000;
  Serve(kMessages, 100'000, absl::OkStatus());
  const auto stream = transport.Watch("echo", RawCall{kCount});
  NextOf(*stream);
  // The rest would be 100 MB; what the wire takes without a reader is its window, at most some tens of messages.
  Ask(transport, "echo", RawCall{kSay, {}, std::string(1 << 20, 'x')});
  EXPECT_LT(counter.asked, kMessages / 4);
}

TEST_P(WatchTest, ReaderThatLeavesEndsTheStream) {
  Serve(1'000'000, 1'000, absl::OkStatus());
  auto stream = transport.Watch("echo", RawCall{kCount});
  NextOf(*stream);
  stream.reset();
  EXPECT_TRUE(StreamIsGone());
}

TEST_P(WatchTest, ReaderThatLeavesASilentStreamHearsNothing) {
  absl::Notification began;
  dispatcher.watch = [&](RawCall) {
    began.Notify();
    return std::make_unique<SilentStream>(&counter);
  };
  std::atomic<bool> called = false;
  auto stream = transport.Watch("echo", RawCall{kCount});
  stream->Next([&called](RawStream::Item) { called = true; });
  ASSERT_TRUE(began.WaitForNotificationWithTimeout(kPatience));
  stream.reset();
  EXPECT_TRUE(StreamIsGone());
  EXPECT_FALSE(called);
}

TEST_P(WatchTest, DeadlineEndsASilentStream) {
  dispatcher.watch = [&](RawCall) { return std::make_unique<SilentStream>(&counter); };
  RawCall call{kCount};
  call.timeout = absl::Milliseconds(50);
  const auto stream = transport.Watch("echo", call);
  EXPECT_EQ(ReasonOf(NextOf(*stream).status), Reason::DEADLINE_PASSED);
  EXPECT_TRUE(StreamIsGone());
}

TEST_P(WatchTest, StopEndsStreamsAtOnceAndSaysWhy) {
  absl::Notification began;
  dispatcher.watch = [&](RawCall) {
    began.Notify();
    return std::make_unique<SilentStream>(&counter);
  };
  const auto stream = transport.Watch("echo", RawCall{kCount});
  ASSERT_TRUE(began.WaitForNotificationWithTimeout(kPatience));
  server->Stop(absl::InfiniteDuration());
  const RawStream::Item end = NextOf(*stream);
  EXPECT_EQ(end.status.code(), absl::StatusCode::kUnavailable);
  // An in-process channel may drop the parting words.
  if (OverTcp()) {
    EXPECT_EQ(ReasonOf(end.status), Reason::SERVER_STOPPING);
  }
  EXPECT_TRUE(StreamIsGone());
}

TEST_P(WatchTest, LargeRequestIsRefused) {
  Serve(1, 0, absl::OkStatus());
  const auto stream = transport.Watch("echo", RawCall{kCount, {}, std::string((4 << 20) + 1, 'x')});
  EXPECT_EQ(ReasonOf(NextOf(*stream).status), Reason::MESSAGE_TOO_LARGE);
}

}  // namespace
}  // namespace lienthong::host
