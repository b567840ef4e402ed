// One minute of overload: figures for people.
#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "tests/processes/flood.h"
#include "tests/processes/server_process.h"
#include "tests/processes/town_client.h"

namespace {

using namespace lienthong::testing;  // NOLINT: a program of one page

constexpr int kCapacity = 64;
constexpr int kRoundSeconds = 10;

double Megabytes(int64_t bytes) { return static_cast<double>(bytes) / (1 << 20); }

}  // namespace

int main(int argc, char** argv) {
  const int seconds = argc > 1 ? std::atoi(argv[1]) : 60;
  const auto server =
      ServerProcess::Start({"up", "--port", "0", "--http-port", "0", "--max-calls", std::to_string(kCapacity)});
  TownClient client(server->AddressOf("gateway"));
  if (!client.CreateWorld("flood").ok()) return 1;
  std::printf("capacity %d calls, %d in flight\n", kCapacity, kCapacity * 10);
  std::printf("%8s %10s %10s %8s %8s %14s %14s %10s\n", "seconds", "accepted", "refused", "badly", "failed",
              "slowest ok ms", "slowest ref ms", "MiB");
  std::printf("%8d %10s %10s %8s %8s %14s %14s %10.1f\n", 0, "", "", "", "", "", "",
              Megabytes(server->ResidentBytes()));
  bool well = true;
  for (int done = 0; done < seconds;) {
    const int round = std::min(kRoundSeconds, seconds - done);
    const FloodResult result = Flood(client.transport(), {.to = "health",
                                                          .call = RepeatedNotice,
                                                          .in_flight = kCapacity * 10,
                                                          .time = absl::Seconds(round),
                                                          .most_calls = 2'000'000});
    done += round;
    well = well && result.failed == 0 && result.refused_badly == 0;
    std::printf("%8d %10lld %10lld %8lld %8lld %14.1f %14.1f %10.1f\n", done, static_cast<long long>(result.accepted),
                static_cast<long long>(result.refused), static_cast<long long>(result.refused_badly),
                static_cast<long long>(result.failed), absl::ToDoubleMilliseconds(result.slowest_accepted),
                absl::ToDoubleMilliseconds(result.slowest_refused), Megabytes(server->ResidentBytes()));
    std::fflush(stdout);
  }
  server->Signal(15);
  const int code = server->Wait();
  std::printf("ended with %d\n", code);
  return well && code == 0 ? 0 : 1;
}
