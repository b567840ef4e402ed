#include "services/base/transport/direct_transport.h"

#include "gtest/gtest.h"
#include "services/base/error/error.h"

namespace lienthong::host {
namespace {

// Answers with its own name and the body it got.
class Named : public Dispatcher {
 public:
  explicit Named(std::string name) : name_(std::move(name)) {}
  void Unary(RawCall call, AnswerCallback done) override {
    done(RawAnswer{absl::OkStatus(), name_ + ":" + call.body, call.metadata});
  }
  std::unique_ptr<RawStream> Watch(RawCall call) override {
    class One : public RawStream {
     public:
      explicit One(std::string text) : text_(std::move(text)) {}
      void Next(absl::AnyInvocable<void(Item)> done) override {
        if (text_.empty()) return done(Item{true, "", absl::OkStatus()});
        done(Item{false, std::exchange(text_, ""), absl::OkStatus()});
      }

     private:
      std::string text_;
    };
    return std::make_unique<One>(name_ + ":" + call.body);
  }
  std::vector<std::string> Methods() const override { return {}; }

 private:
  const std::string name_;
};

RawAnswer Ask(Transport& transport, const std::string& to, RawCall call) {
  RawAnswer answer{absl::UnknownError("never answered"), "", {}};
  transport.Call(to, std::move(call), [&answer](RawAnswer given) { answer = std::move(given); });
  return answer;
}

RawStream::Item NextOf(RawStream& stream) {
  RawStream::Item item;
  stream.Next([&item](RawStream::Item given) { item = std::move(given); });
  return item;
}

TEST(DirectTransportTest, AnswersOnTheCallersStackWithTheSameBytes) {
  Named population("population");
  DirectTransport transport;
  transport.Seat("population", &population);

  const RawAnswer answer = Ask(transport, "population", RawCall{"a.B/C", {{"x-bin", std::string("\0\1", 2)}}, "hi"});

  EXPECT_TRUE(answer.status.ok());
  EXPECT_EQ(answer.body, "population:hi");
  EXPECT_EQ(Find(answer.trailers, "x-bin"), absl::string_view("\0\1", 2));
}

TEST(DirectTransportTest, TenantWithoutASeatIsServedByItsAgency) {
  Named agency("agency");
  Named tenant("tenant");
  DirectTransport transport;
  transport.Seat("one_stop", &agency);
  transport.Seat("one_stop/22", &tenant);

  EXPECT_EQ(Ask(transport, "one_stop/22", RawCall{}).body, "tenant:");
  EXPECT_EQ(Ask(transport, "one_stop/01", RawCall{}).body, "agency:");
}

TEST(DirectTransportTest, EmptySeatIsUnreachable) {
  Named tax("tax");
  DirectTransport transport;
  transport.Seat("tax", &tax);
  transport.Remove("tax");

  const RawAnswer answer = Ask(transport, "tax", RawCall{});
  const RawStream::Item item = NextOf(*transport.Watch("tax", RawCall{}));

  EXPECT_EQ(answer.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(answer.status), Reason::PEER_UNREACHABLE);
  EXPECT_TRUE(item.end);
  EXPECT_EQ(ReasonOf(item.status), Reason::PEER_UNREACHABLE);
}

TEST(DirectTransportTest, CallWithoutTimeLeftIsNotMade) {
  Named tax("tax");
  DirectTransport transport;
  transport.Seat("tax", &tax);
  RawCall late;
  late.timeout = absl::ZeroDuration();

  const RawAnswer answer = Ask(transport, "tax", late);

  EXPECT_EQ(answer.status.code(), absl::StatusCode::kDeadlineExceeded);
  EXPECT_EQ(ReasonOf(answer.status), Reason::DEADLINE_PASSED);
}

TEST(DirectTransportTest, StreamsGoThrough) {
  Named tax("tax");
  DirectTransport transport;
  transport.Seat("tax", &tax);

  const auto stream = transport.Watch("tax", RawCall{"a.B/C", {}, "hi"});

  EXPECT_EQ(NextOf(*stream).message, "tax:hi");
  EXPECT_TRUE(NextOf(*stream).end);
}

}  // namespace
}  // namespace lienthong::host
