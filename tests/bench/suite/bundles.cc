// Birth bundles completed per second: one process, direct transport, automatic officers, MANUAL worlds.
#include <atomic>
#include <thread>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/persona_forms.h"
#include "deploy/lienthong/town.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/bundle_run.h"

namespace lienthong::bench {
namespace {

constexpr int kWorlds = 1000;
constexpr int kThreads = 2;

}  // namespace

Results Bundles() {
  TownOptions options;
  options.with_timer = false;
  ASSIGN_OR_RETURN(auto town, Town::Make(options));
  ASSIGN_OR_RETURN(const PersonaBirth birth, BirthOf(town->nation(), "binh-family"));
  for (int i = 0; i < kWorlds; ++i) {
    control::v1::World world;
    world.set_name(absl::StrCat("bench-", i));
    RETURN_IF_ERROR(town->CreateWorld(std::move(world)));
  }
  RETURN_IF_ERROR(RunBundle(town->transport(), "bench-0", birth));  // compiles the expressions
  std::atomic<int> next{1};
  std::atomic<int> failed{0};
  const double begun = Seconds();
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int world = next++; world < kWorlds; world = next++) {
        if (!RunBundle(town->transport(), absl::StrCat("bench-", world), birth).ok()) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double seconds = Seconds() - begun;
  if (failed > 0) return absl::InternalError(absl::StrCat(failed.load(), " bundles did not complete"));
  ASSIGN_OR_RETURN(const int calls, CallsIn(town->transport(), "bench-1"));
  return std::vector<Result>{{"bundle.birth-residence-health-card", (kWorlds - 1) / seconds, "bundles/s", std::nullopt,
                              std::nullopt, "1000/s", absl::StrCat(calls, " calls per bundle, direct, ", kThreads, " threads")}};
}

}  // namespace lienthong::bench
