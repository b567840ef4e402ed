#include "services/base/rpc/grpc_transport.h"

#include "services/base/error/error.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using GrpcTransportTest = ServerTest;
INSTANTIATE_TEST_SUITE_P(Wires, GrpcTransportTest, ::testing::Bool(), WireName);

TEST_P(GrpcTransportTest, UnknownNameIsUnreachable) {
  const RawAnswer answer = Ask(transport, "nobody", RawCall{kSay});
  EXPECT_EQ(answer.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(answer.status), Reason::PEER_UNREACHABLE);
  EXPECT_EQ(ReasonOf(NextOf(*transport.Watch("nobody", RawCall{kCount})).status), Reason::PEER_UNREACHABLE);
}

TEST_P(GrpcTransportTest, TenantFallsBackToItsAgency) {
  EXPECT_EQ(Ask(transport, "echo/22", RawCall{kSay, {}, "hi"}).body, "hi");
}

TEST_P(GrpcTransportTest, ServerThatIsGoneIsUnreachable) {
  server->Stop(absl::ZeroDuration());
  const RawAnswer answer = Ask(transport, "echo", RawCall{kSay});
  EXPECT_EQ(answer.status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(answer.status), Reason::PEER_UNREACHABLE);
  EXPECT_EQ(Find(answer.trailers, kAnsweredTrailer).data(), nullptr);
}

TEST_P(GrpcTransportTest, AnsweredUnavailableIsTheCalleesOwn) {
  dispatcher.unary = [](RawCall, AnswerCallback done) {
    done(RawAnswer{absl::UnavailableError("closed for lunch"), "", {{kAnsweredTrailer, "1"}}});
  };
  const RawAnswer answer = Ask(transport, "echo", RawCall{kSay});
  EXPECT_EQ(answer.status, absl::UnavailableError("closed for lunch"));
}

TEST_P(GrpcTransportTest, IllegalHeaderIsRefusedBeforeTheWire) {
  for (const auto& header : Metadata{{"Upper", "x"}, {"lienthong-world", "a\nb"}, {"grpc-timeout", "1S"}, {"", "x"}}) {
    const RawAnswer answer = Ask(transport, "echo", RawCall{kSay, {header}, ""});
    EXPECT_EQ(ReasonOf(answer.status), Reason::INVALID_FIELD) << header.first;
    EXPECT_EQ(ReasonOf(NextOf(*transport.Watch("echo", RawCall{kCount, {header}, ""})).status), Reason::INVALID_FIELD);
  }
}

TEST_P(GrpcTransportTest, NoTimeLeftIsNoCall) {
  RawCall call{kSay};
  call.timeout = -absl::Seconds(1);
  EXPECT_EQ(ReasonOf(Ask(transport, "echo", call).status), Reason::DEADLINE_PASSED);
}

}  // namespace
}  // namespace lienthong::host
