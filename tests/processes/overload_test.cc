// Ten times as many calls as a server takes on, from outside, over TCP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/error/error.h"
#include "tests/processes/flood.h"
#include "tests/processes/server_process.h"
#include "tests/processes/town_client.h"

namespace lienthong::testing {
namespace {

using ::testing::HasSubstr;

constexpr int64_t kMegabyte = 1 << 20;

TEST(OverloadTest, TenTimesTheCapacityIsRefusedOrDoneAndLeavesTheServerWell) {
  const auto server = ServerProcess::Start({"up", "--port", "0", "--http-port", "0", "--max-calls", "64"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.CreateWorld("flood").ok());
  FloodOptions options{.to = "health", .call = RepeatedNotice, .in_flight = 640, .time = absl::Seconds(1)};
  Flood(client.transport(), options);  // journals and pools fill
  const int64_t before = server->ResidentBytes();
  std::atomic<bool> over{false};
  std::string health;
  std::thread onlooker([&] {
    while (!over) health = client.Health("health");
  });

  options.time = absl::Seconds(3);
  const FloodResult result = Flood(client.transport(), options);

  over = true;
  onlooker.join();
  EXPECT_GT(result.accepted, 0);
  EXPECT_GT(result.refused, 0);
  EXPECT_EQ(result.refused_badly, 0);
  EXPECT_EQ(result.failed, 0) << result.first_failure;
  EXPECT_EQ(result.answered, result.accepted + result.refused);
  EXPECT_EQ(health, "SERVING") << "health is asked beside the flood";
  EXPECT_LT(server->ResidentBytes() - before, 32 * kMegabyte);
  control::v1::GetWorldRequest look;
  look.set_world("flood");
  EXPECT_TRUE(client.Call<control::v1::GetWorldResponse>("control", "control.v1.ControlService/GetWorld", look).ok());
  const std::string metrics = HttpGet(server->AddressOf("http") + "/metrics");
  EXPECT_THAT(metrics, HasSubstr("lienthong_calls_in_flight 0"));
  EXPECT_THAT(metrics, HasSubstr("lienthong_turns_waiting 0"));
  EXPECT_THAT(metrics, HasSubstr("OVERLOADED"));
  EXPECT_THAT(server->Errors(), HasSubstr("turned_away"));
}

TEST(OverloadTest, ASlowReaderOfAStreamMissesNothing) {
  const auto server = ServerProcess::Start({"up", "--port", "0", "--http-port", "0", "--max-world-watches", "1"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.CreateWorld("w").ok());
  const auto dossier = client.FileBirth("w");
  ASSERT_TRUE(dossier.ok()) << dossier.status();
  gateway::v1::WatchDossierRequest request;
  request.set_dossier_id(*dossier);
  const host::RawCall watch{"lienthong.gateway.v1.GatewayService/WatchDossier",
                            {{host::kWorldHeader, "w"}},
                            request.SerializeAsString()};
  auto slow = client.transport().Watch("gateway", watch);
  const auto next = [](host::RawStream& stream) {
    host::RawStream::Item item;
    absl::Notification given;
    stream.Next([&](host::RawStream::Item answer) {
      item = std::move(answer);
      given.Notify();
    });
    given.WaitForNotification();
    return item;
  };
  int64_t sequence = 0;
  for (auto item = next(*slow); !item.end; item = next(*slow)) {
    gateway::v1::WatchDossierResponse response;
    ASSERT_TRUE(response.ParseFromString(item.message));
    EXPECT_EQ(response.sequence(), ++sequence);
  }
  EXPECT_GT(sequence, 5);
  // From a number that this history never had.
  request.set_after_sequence(sequence + 1000);
  auto lost = client.transport().Watch("gateway", {watch.method, watch.metadata, request.SerializeAsString()});
  EXPECT_EQ(ReasonOf(next(*lost).status), Reason::WATCH_POSITION_GONE);
}

}  // namespace
}  // namespace lienthong::testing
