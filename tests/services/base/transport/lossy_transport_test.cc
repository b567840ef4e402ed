#include "services/base/transport/lossy_transport.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "services/base/error/error.h"
#include "services/base/transport/ended_stream.h"

namespace lienthong::host {
namespace {

// Arrives always, and remembers.
class Recorder : public Transport {
 public:
  void Call(const std::string& to, RawCall call, AnswerCallback done) override {
    bodies.push_back(call.body);
    done(RawAnswer{absl::OkStatus(), call.body, {}});
  }
  std::unique_ptr<RawStream> Watch(const std::string& to, RawCall call) override {
    return std::make_unique<EndedStream>(absl::OkStatus());
  }
  std::vector<std::string> bodies;
};

// True when the answer arrived.
bool Send(Transport& transport, const std::string& body) {
  absl::Status status;
  transport.Call("tax", RawCall{"a.B/C", {}, body}, [&status](RawAnswer answer) { status = answer.status; });
  EXPECT_EQ(ReasonOf(status), status.ok() ? Reason::REASON_UNSPECIFIED : Reason::PEER_UNREACHABLE);
  return status.ok();
}

TEST(LossyTransportTest, LosesNothingWhenToldSo) {
  Recorder recorder;
  LossyTransport transport(&recorder, 7, {0, 0});
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(Send(transport, std::to_string(i)));
}

TEST(LossyTransportTest, LostRequestNeverReachesTheCallee) {
  Recorder recorder;
  LossyTransport transport(&recorder, 7, {100, 0});
  EXPECT_FALSE(Send(transport, "x"));
  EXPECT_TRUE(recorder.bodies.empty());
  EXPECT_EQ(transport.requests_lost(), 1);
}

TEST(LossyTransportTest, LostAnswerReachesTheCallee) {
  Recorder recorder;
  LossyTransport transport(&recorder, 7, {0, 100});
  EXPECT_FALSE(Send(transport, "x"));
  EXPECT_EQ(recorder.bodies, std::vector<std::string>{"x"});
  EXPECT_EQ(transport.answers_lost(), 1);
}

TEST(LossyTransportTest, LosesAboutAsMuchAsAsked) {
  Recorder recorder;
  LossyTransport transport(&recorder, 7, {10, 0});
  for (int i = 0; i < 10'000; ++i) Send(transport, std::to_string(i));
  EXPECT_GT(transport.requests_lost(), 800);
  EXPECT_LT(transport.requests_lost(), 1'200);
}

TEST(LossyTransportTest, OrderDoesNotChangeWhatIsLost) {
  Recorder forward_recorder;
  Recorder backward_recorder;
  LossyTransport forward(&forward_recorder, 7, {50, 0});
  LossyTransport backward(&backward_recorder, 7, {50, 0});
  for (int i = 0; i < 200; ++i) Send(forward, std::to_string(i));
  for (int i = 199; i >= 0; --i) Send(backward, std::to_string(i));

  std::reverse(backward_recorder.bodies.begin(), backward_recorder.bodies.end());
  EXPECT_EQ(forward_recorder.bodies, backward_recorder.bodies);
}

TEST(LossyTransportTest, AnotherSeedLosesOthers) {
  Recorder one_recorder;
  Recorder other_recorder;
  LossyTransport one(&one_recorder, 7, {50, 0});
  LossyTransport other(&other_recorder, 8, {50, 0});
  for (int i = 0; i < 200; ++i) Send(one, std::to_string(i)), Send(other, std::to_string(i));
  EXPECT_NE(one_recorder.bodies, other_recorder.bodies);
}

TEST(LossyTransportTest, RepeatedCallHasAFreshChance) {
  Recorder recorder;
  LossyTransport transport(&recorder, 7, {50, 0});
  int arrived = 0;
  for (int i = 0; i < 100; ++i) arrived += Send(transport, "the same") ? 1 : 0;
  EXPECT_GT(arrived, 20);
  EXPECT_LT(arrived, 80);
}

}  // namespace
}  // namespace lienthong::host
