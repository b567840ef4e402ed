// SIGTERM at any moment: the process ends within its deadline with 0, and says why to whom it leaves.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>

#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/error/error.h"
#include "tests/processes/mute_peer.h"
#include "tests/processes/server_process.h"
#include "tests/processes/town_client.h"

namespace lienthong::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

constexpr char kAdvance[] = "control.v1.ControlService/AdvanceClock";

std::unique_ptr<ServerProcess> Up(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments = {"up", "--port", "0", "--http-port", "0"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return ServerProcess::Start(arguments);
}

struct Ending {
  std::shared_ptr<absl::Notification> told = std::make_shared<absl::Notification>();
  std::shared_ptr<host::RawStream::Item> item = std::make_shared<host::RawStream::Item>();
};

Ending Ask(host::RawStream& stream) {
  Ending ending;
  stream.Next([told = ending.told, item = ending.item](host::RawStream::Item given) {
    *item = std::move(given);
    told->Notify();
  });
  return ending;
}

TEST(StopTest, AnIdleTownEndsAtOnce) {
  const auto server = Up();
  ASSERT_THAT(server->ready(), StartsWith("ready "));
  server->Signal(SIGTERM);
  EXPECT_EQ(server->Wait(), 0);
  EXPECT_THAT(server->RestOfOutput(), IsEmpty()) << "the ready line is the only one";
}

TEST(StopTest, EveryProcessOfASplitTownEnds) {
  const auto gateway = ServerProcess::Start({"gateway", "--port", "0", "--http-port", "0"});
  const auto agency = ServerProcess::Start({"serve", "population", "--control", gateway->AddressOf("gateway")});
  ASSERT_THAT(agency->ready(), StartsWith("ready population="));
  agency->Signal(SIGINT);
  EXPECT_EQ(agency->Wait(), 0);
  gateway->Signal(SIGTERM);
  EXPECT_EQ(gateway->Wait(), 0);
}

TEST(StopTest, AnAgencyWhoseGatewayIsGoneEndsToo) {
  auto gateway = ServerProcess::Start({"gateway", "--port", "0", "--http-port", "0"});
  const auto agency =
      ServerProcess::Start({"serve", "population", "--control", gateway->AddressOf("gateway"), "--grace", "1"});
  gateway.reset();
  agency->Signal(SIGTERM);
  EXPECT_EQ(agency->Wait(), 0);
}

TEST(StopTest, AProcessThatIsNotReadyYetEndsAtOnce) {
  const SilentPeer nobody;
  const auto agency = ServerProcess::Start({"serve", "population", "--control", nobody.address()}, false);
  ASSERT_TRUE(nobody.AwaitCaller());
  agency->Signal(SIGTERM);
  EXPECT_EQ(agency->Wait(absl::Seconds(5)), 0);
}

TEST(StopTest, OpenStreamsAreEndedWithAReason) {
  const auto server = Up();
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.CreateWorld("w").ok());
  control::v1::SetOfficersRequest officers;
  officers.set_request_id("by-hand");
  officers.set_world("w");
  auto* policy = officers.add_officers();
  policy->set_agency("population");
  policy->set_mode(control::v1::OFFICER_MODE_PERSON);
  ASSERT_TRUE(
      client.Call<control::v1::SetOfficersResponse>("control", "control.v1.ControlService/SetOfficers", officers).ok());
  const auto dossier = client.FileBirth("w");
  ASSERT_TRUE(dossier.ok()) << dossier.status();
  gateway::v1::WatchDossierRequest request;
  request.set_dossier_id(*dossier);
  const host::RawCall watch{"lienthong.gateway.v1.GatewayService/WatchDossier",
                            {{host::kWorldHeader, "w"}},
                            request.SerializeAsString()};
  auto reading = client.transport().Watch("gateway", watch);
  auto silent = client.transport().Watch("gateway", watch);  // never reads
  Ending last = Ask(*reading);
  // Until the history has been read to its end: the dossier waits for an officer, so the stream stays open.
  gateway::v1::GetDossierRequest look;
  look.set_dossier_id(*dossier);
  const auto read = client.Call<gateway::v1::GetDossierResponse>("gateway", "gateway.v1.GatewayService/GetDossier", look, "w");
  ASSERT_TRUE(read.ok());
  for (int64_t i = 0; i < read->dossier().sequence(); ++i) {
    last.told->WaitForNotification();
    ASSERT_FALSE(last.item->end) << last.item->status;
    last = Ask(*reading);
  }

  server->Signal(SIGTERM);

  EXPECT_EQ(server->Wait(), 0);
  last.told->WaitForNotification();
  EXPECT_TRUE(last.item->end);
  EXPECT_EQ(last.item->status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(last.item->status), Reason::SERVER_STOPPING);
  EXPECT_TRUE(RetryAfterOf(last.item->status).has_value());
}

// Somebody else's population register takes the call and never answers: the grace is used up, then the process ends.
TEST(StopTest, WhileWorkRunsNewCallsAreToldWhyAndTheDeadlineHolds) {
  MutePeer mute("population");
  const auto server = Up({"--agency", absl::StrCat("population=", mute.address()), "--grace", "2"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.FileBirth().ok());
  mute.AwaitCall();
  const absl::Time begun = absl::Now();

  server->Signal(SIGTERM);
  while (client.Health("gateway") == "SERVING") std::this_thread::yield();

  EXPECT_EQ(client.Health("gateway"), "NOT_SERVING");
  const auto refused = client.Call<gateway::v1::ListDossiersResponse>("gateway", "gateway.v1.GatewayService/ListDossiers",
                                                                      gateway::v1::ListDossiersRequest());
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(refused.status()), Reason::SERVER_STOPPING) << refused.status();
  EXPECT_TRUE(RetryAfterOf(refused.status()).has_value());
  EXPECT_THAT(HttpGet(server->AddressOf("http") + "/healthz"), StartsWith("HTTP/1.1 503"));
  EXPECT_EQ(server->Wait(), 0);
  EXPECT_LT(absl::Now() - begun, absl::Seconds(2 + 1 + 5)) << "grace, a second to cut off, and a busy machine";
  EXPECT_THAT(server->Errors(), HasSubstr("cut_off calls=0 rows="));
}

TEST(StopTest, TheSecondSignalEndsAtOnce) {
  MutePeer mute("population");
  const auto server = Up({"--agency", absl::StrCat("population=", mute.address()), "--grace", "600"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.FileBirth().ok());
  mute.AwaitCall();
  server->Signal(SIGTERM);
  while (client.Health("gateway") == "SERVING") std::this_thread::yield();
  EXPECT_EQ(server->Wait(absl::ZeroDuration()), -1) << "the grace is ten minutes";
  server->Signal(SIGTERM);
  EXPECT_EQ(server->Wait(absl::Seconds(5)), 1);
}

// A call of a MANUAL world is at somebody else's server, which never answers: the advance waits for it to land.
TEST(StopTest, AnAdvanceGivesWhatItHasReached) {
  MutePeer mute("population");
  const auto server = Up({"--agency", absl::StrCat("population=", mute.address())});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.CreateWorld("w").ok());
  ASSERT_TRUE(client.FileBirth("w").ok());
  mute.AwaitCall();
  const auto metrics = [&] { return HttpGet(server->AddressOf("http") + "/metrics"); };
  ASSERT_THAT(metrics(), Not(HasSubstr("lienthong_flights 0\n")));
  absl::StatusOr<control::v1::AdvanceClockResponse> answer;
  std::thread advancing([&] {
    control::v1::AdvanceClockRequest request;
    request.set_request_id("far");
    request.set_world("w");
    request.mutable_by()->set_seconds(24 * 3600);
    answer = client.Call<control::v1::AdvanceClockResponse>("control", kAdvance, request);
  });
  while (!absl::StrContains(metrics(), "lienthong_calls_in_flight 1\n")) std::this_thread::yield();

  server->Signal(SIGTERM);

  EXPECT_EQ(server->Wait(), 0);
  advancing.join();
  ASSERT_TRUE(answer.ok()) << answer.status();
  EXPECT_FALSE(answer->complete());
}

}  // namespace
}  // namespace lienthong::testing
