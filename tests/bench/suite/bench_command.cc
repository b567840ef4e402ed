#include <algorithm>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <memory>
#include <string>
#include <thread>

#include "CLI/CLI.hpp"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/world/clock.h"
#include "tests/bench/suite/bench.h"

namespace lienthong::bench {
namespace {

const std::vector<Benchmark>& All() {
  static const auto* all = new std::vector<Benchmark>{
      {"pipeline.unary", UnaryPipeline}, {"startup.ready", Startup}, {"memory.after_calls", Memory},
      {"bundle.birth", Bundles},         {"bundle.split", SplitBundles}, {"world.", Worlds},
      {"durable.", DurableBundles},      {"recovery.", Recovery},        {"nation.", NationFigures},
  };
  return *all;
}

std::string Number(const std::optional<double>& value) { return value ? absl::StrCat(*value) : "null"; }

std::string Machine() { return absl::StrCat(std::thread::hardware_concurrency(), " cores"); }

void PrintJson(const std::vector<Result>& results) {
  std::printf("[");
  for (size_t i = 0; i < results.size(); ++i) {
    const Result& result = results[i];
    std::printf("%s\n{\"name\":\"%s\",\"value\":%s,\"unit\":\"%s\",\"floor\":%s,\"ratio\":%s,\"goal\":\"%s\","
                "\"note\":\"%s\",\"machine\":\"%s\"}",
                i == 0 ? "" : ",", result.name.c_str(), Number(result.value).c_str(), result.unit.c_str(),
                Number(result.floor).c_str(), Number(result.ratio).c_str(), result.goal.c_str(), result.note.c_str(),
                Machine().c_str());
  }
  std::printf("\n]\n");
}

void PrintTable(const std::vector<Result>& results) {
  std::printf("%-40s %14s %-10s %12s %8s  %-12s %s\n", "name", "value", "unit", "floor", "ratio", "goal", "note");
  for (const Result& result : results) {
    std::printf("%-40s %14.6g %-10s %12s %8s  %-12s %s\n", result.name.c_str(), result.value, result.unit.c_str(),
                result.floor ? absl::StrCat(*result.floor).substr(0, 10).c_str() : "-",
                result.ratio ? absl::StrCat(*result.ratio).substr(0, 6).c_str() : "-", result.goal.c_str(),
                result.note.c_str());
  }
}

int Run(bool json, const std::string& only) {
  std::vector<Result> results;
  for (const Benchmark& benchmark : All()) {
    const size_t common = std::min(only.size(), benchmark.prefix.size());
    if (only.substr(0, common) != benchmark.prefix.substr(0, common)) continue;
    std::fprintf(stderr, "%s...\n", benchmark.prefix.c_str());
    const auto measured = benchmark.run();
    if (!measured.ok()) {
      std::fprintf(stderr, "lienthong: %s: %s\n", benchmark.prefix.c_str(),
                   std::string(measured.status().message()).c_str());
      return 1;
    }
    for (const Result& result : *measured) {
      if (absl::StartsWith(result.name, only)) results.push_back(result);
    }
  }
  json ? PrintJson(results) : PrintTable(results);
  return 0;
}

}  // namespace

double Seconds() { return static_cast<double>(WallClock::System().Ticks()) * 1e-9; }

double ProcessorSeconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double ResidentBytes() {
  std::ifstream statm("/proc/self/statm");
  double pages = 0, resident = 0;
  statm >> pages >> resident;
  return resident * 4096;
}

void AddBenchCommand(CLI::App& app, int& exit_code) {
  const auto json = std::make_shared<bool>(false);
  const auto only = std::make_shared<std::string>();
  CLI::App* bench = app.add_subcommand("bench", "Measure, each value beside its floor in the same run");
  bench->add_flag("--json", *json, "Print one JSON array");
  bench->add_option("--only", *only, "Only names with this prefix");
  bench->footer("Example:\n  lienthong bench --only pipeline");
  bench->callback([json, only, &exit_code] { exit_code = Run(*json, *only); });
}

}  // namespace lienthong::bench
