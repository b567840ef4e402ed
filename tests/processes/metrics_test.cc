// What a scrape of the real program says after it has worked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "tests/processes/server_process.h"
#include "tests/processes/town_client.h"

namespace lienthong::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(MetricsTest, CallsRowsErrorsAndRequestsAreCounted) {
  const auto server = ServerProcess::Start({"up", "--port", "0", "--http-port", "0"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.CreateWorld("w").ok());
  ASSERT_TRUE(client.FileBirth("w").ok());
  ASSERT_FALSE(client.FileBirth("no-such-world").ok());
  HttpGet(server->AddressOf("http") + "/healthz");

  const std::string text = HttpGet(server->AddressOf("http") + "/metrics");

  EXPECT_THAT(text, StartsWith("HTTP/1.1 200"));
  for (const char* line : {
           "lienthong_call_duration_seconds_count{agency=\"gateway\",method=\"lienthong.gateway.v1.GatewayService/"
           "SubmitDossier\"} 1\n",
           "lienthong_errors_total{agency=\"health\",reason=\"WORLD_UNKNOWN\"} 1\n",
           "lienthong_agenda_rows_executed_total{agency=\"gateway\",kind=\"",
           "lienthong_journal_lines{agency=\"population\"} ",
           "lienthong_journal_dropped_lines{agency=\"population\"} 0\n",
           "lienthong_agenda_rows{agency=\"gateway\"} ",
           "lienthong_agenda_lag_seconds{agency=\"gateway\"} 0\n",
           "lienthong_turns_waiting 0\n",
           "lienthong_worlds{clock=\"manual\"} 1\n",
           "lienthong_worlds{clock=\"real\"} 1\n",
           "lienthong_watches_open 0\n",
           "lienthong_refused_total{limit=\"max-calls\"} 0\n",
           "lienthong_http_requests_total{status=\"200\"} 1\n",
           "lienthong_agency{agency=\"tax\",external=\"false\"} 1\n",
       }) {
    EXPECT_THAT(text, HasSubstr(line));
  }
}

// A scraper refuses a text in which a family comes twice.
TEST(MetricsTest, EveryFamilyIsWrittenOnce) {
  const auto server = ServerProcess::Start({"up", "--port", "0", "--http-port", "0"});
  TownClient client(server->AddressOf("gateway"));
  ASSERT_TRUE(client.FileBirth().ok());
  std::set<std::string> families;
  const std::string text = HttpGet(server->AddressOf("http") + "/metrics");
  for (const absl::string_view line : absl::StrSplit(text, '\n')) {
    if (!absl::StartsWith(line, "# TYPE ")) continue;
    EXPECT_TRUE(families.insert(std::string(line)).second) << line;
  }
  EXPECT_GT(families.size(), 15u);
}

TEST(MetricsTest, AnAgencyOfItsOwnHasADoorForScrapersWhenAsked) {
  const auto gateway = ServerProcess::Start({"gateway", "--port", "0", "--http-port", "0"});
  const std::string control = gateway->AddressOf("gateway");
  const auto open = ServerProcess::Start({"serve", "population", "--control", control, "--metrics-port", "0"});
  const auto closed = ServerProcess::Start({"serve", "tax", "--control", control});

  EXPECT_THAT(HttpGet(open->AddressOf("metrics")), HasSubstr("lienthong_journal_lines{agency=\"population\"} 0"));
  EXPECT_EQ(closed->AddressOf("metrics"), "");
}

}  // namespace
}  // namespace lienthong::testing
