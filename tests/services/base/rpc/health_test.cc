#include "services/base/rpc/health.h"

#include "grpc/health/v1/health.pb.h"
#include "services/base/error/error.h"
#include "tests/services/base/rpc/fixture.h"

namespace lienthong::host {
namespace {

using grpc::health::v1::HealthCheckRequest;
using grpc::health::v1::HealthCheckResponse;

constexpr char kService[] = "lienthong.testing.v1.EchoService";

RawCall Health(const char* method, const std::string& service) {
  HealthCheckRequest request;
  request.set_service(service);
  return RawCall{std::string("grpc.health.v1.Health/") + method, {}, request.SerializeAsString()};
}

int StatusIn(const std::string& body) {
  HealthCheckResponse response;
  EXPECT_TRUE(response.ParseFromString(body));
  return response.status();
}

using HealthTest = ServerTest;
INSTANTIATE_TEST_SUITE_P(Wires, HealthTest, ::testing::Bool(), WireName);

TEST_P(HealthTest, CheckAnswersForServerAndService) {
  server->health().SetServing(kService, false);
  EXPECT_EQ(StatusIn(Ask(transport, "echo", Health("Check", "")).body), HealthCheckResponse::SERVING);
  EXPECT_EQ(StatusIn(Ask(transport, "echo", Health("Check", kService)).body), HealthCheckResponse::NOT_SERVING);
}

TEST_P(HealthTest, CheckOfAnUnknownServiceIsNotFound) {
  const RawAnswer answer = Ask(transport, "echo", Health("Check", "no.such.Service"));
  EXPECT_EQ(answer.status.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ReasonOf(answer.status), Reason::RESOURCE_NOT_FOUND);
}

TEST_P(HealthTest, BrokenBytesAreRefused) {
  RawCall call = Health("Check", "");
  call.body = "\xff\xff";
  EXPECT_EQ(ReasonOf(Ask(transport, "echo", call).status), Reason::MALFORMED_MESSAGE);
  call.method = "grpc.health.v1.Health/Watch";
  EXPECT_EQ(ReasonOf(NextOf(*transport.Watch("echo", call)).status), Reason::MALFORMED_MESSAGE);
}

TEST_P(HealthTest, WatchTellsEachChangeOnce) {
  const auto stream = transport.Watch("echo", Health("Watch", kService));
  EXPECT_EQ(StatusIn(NextOf(*stream).message), HealthCheckResponse::SERVING);
  server->health().SetServing(kService, true);
  server->health().SetServing(kService, false);
  EXPECT_EQ(StatusIn(NextOf(*stream).message), HealthCheckResponse::NOT_SERVING);
}

TEST_P(HealthTest, WatchOfAnUnknownServiceSaysSo) {
  const auto stream = transport.Watch("echo", Health("Watch", "no.such.Service"));
  EXPECT_EQ(StatusIn(NextOf(*stream).message), HealthCheckResponse::SERVICE_UNKNOWN);
}

TEST_P(HealthTest, WatchersHearOfTheStopBeforeTheirStreamEnds) {
  const auto stream = transport.Watch("echo", Health("Watch", ""));
  EXPECT_EQ(StatusIn(NextOf(*stream).message), HealthCheckResponse::SERVING);
  server->Stop(kPatience);
  if (!OverTcp()) return;  // an in-process channel drops what is unread when its server stops
  EXPECT_EQ(StatusIn(NextOf(*stream).message), HealthCheckResponse::NOT_SERVING);
  const RawStream::Item last = NextOf(*stream);
  EXPECT_TRUE(last.end);
  EXPECT_EQ(ReasonOf(last.status), Reason::SERVER_STOPPING);
}

}  // namespace
}  // namespace lienthong::host
