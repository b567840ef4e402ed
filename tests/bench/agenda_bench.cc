// What the pipeline, the agenda and the worlds cost, over each way a town is put together (0 direct, 1 in-process
// channels, 2 TCP as between processes). The figures are beside the goals in services/base/host/README.md.
#include <benchmark/benchmark.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "services/base/world/times.h"
#include "town.h"

namespace lienthong::testing {
namespace {

std::unique_ptr<Town> TownFor(const benchmark::State& state) {
  Town::Options options;
  options.wire = static_cast<Town::Wire>(state.range(0));
  auto town = std::make_unique<Town>(options);
  (void)town->Create("w");
  return town;
}

// One row with a call to another agency, and its continuation.
void AgendaRow(benchmark::State& state) {
  const auto town = TownFor(state);
  constexpr int kRows = 1000;
  int64_t ids = 0;
  for (auto _ : state) {
    state.PauseTiming();
    toy::v1::StirRequest request = Stirring("x", absl::StrCat(++ids));
    toy::v1::Chore* chore = request.add_chores();
    chore->set_owner("chain");
    chore->set_to("toy-b");
    chore->set_again(kRows - 1);
    *chore->mutable_after() = ToProto(absl::Seconds(1));
    (void)town->Stir("toy-a", "w", request);
    state.ResumeTiming();
    const auto advanced = town->Advance("w", absl::Seconds(kRows));
    if (!advanced.ok() || advanced->executed() != kRows) return state.SkipWithError("rows are missing");
  }
  state.counters["row"] = benchmark::Counter(static_cast<double>(state.iterations()) * kRows,
                                             benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(AgendaRow)->DenseRange(0, 2)->UseRealTime()->Unit(benchmark::kMillisecond);

void OutsideWrite(benchmark::State& state) {
  const auto town = TownFor(state);
  int64_t ids = 0;
  for (auto _ : state) {
    if (!town->Stir("toy-a", "w", Stirring("x", absl::StrCat(++ids))).ok()) return state.SkipWithError("refused");
  }
}
BENCHMARK(OutsideWrite)->DenseRange(0, 2)->UseRealTime()->Unit(benchmark::kMicrosecond);

void OutsideRead(benchmark::State& state) {
  const auto town = TownFor(state);
  for (auto _ : state) {
    if (!town->Look("toy-a", "w").ok()) return state.SkipWithError("refused");
  }
}
BENCHMARK(OutsideRead)->DenseRange(0, 2)->UseRealTime()->Unit(benchmark::kMicrosecond);

// Of a world with 300 stirs at each of three agencies.
void ForkWorld(benchmark::State& state) {
  const auto town = TownFor(state);
  for (int i = 0; i < 900; ++i) (void)town->Stir(town->toys()[i % 3], "w", Stirring("x", absl::StrCat(i)));
  int64_t forks = 0;
  for (auto _ : state) {
    if (!town->Fork("w", absl::StrCat("f-", ++forks)).ok()) return state.SkipWithError("refused");
  }
}
BENCHMARK(ForkWorld)->DenseRange(0, 2)->UseRealTime()->Unit(benchmark::kMicrosecond);

void AdvanceOverAnIdleYear(benchmark::State& state) {
  const auto town = TownFor(state);
  (void)town->Stir("toy-a", "w", Stirring("x", "r"));
  for (auto _ : state) {
    if (!town->Advance("w", absl::Hours(365 * 24)).ok()) return state.SkipWithError("refused");
    // Clocks end in 2262: begin again before that.
    if (state.iterations() % 100 == 99) {
      state.PauseTiming();
      control::v1::ResetWorldRequest reset;
      reset.set_request_id(absl::StrCat("reset-", state.iterations()));
      reset.set_world("w");
      (void)town->Control<control::v1::ResetWorldResponse>("ResetWorld", reset);
      state.ResumeTiming();
    }
  }
}
BENCHMARK(AdvanceOverAnIdleYear)->DenseRange(0, 2)->UseRealTime()->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace lienthong::testing
