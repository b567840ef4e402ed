#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "seeds/nation/person.h"

namespace CLI {
class App;
}

// The benchmarks of `lienthong bench`: each a value beside its floor, measured in the same run, because the machines
// are noisy and only ratios travel.
namespace lienthong::bench {

struct Result {
  std::string name;
  double value = 0;
  std::string unit;
  std::optional<double> floor;
  // value / floor, or floor / value for times: 1 is the floor itself.
  std::optional<double> ratio;
  std::string goal;
  std::string note;
};

using Results = absl::StatusOr<std::vector<Result>>;

struct Benchmark {
  // Every name it gives begins with this.
  std::string prefix;
  std::function<Results()> run;
};

Results UnaryPipeline();  // pipeline.unary.1, .8, .64
Results Startup();        // startup.ready
Results Memory();         // memory.after_calls
Results Bundles();        // bundle.birth-residence-health-card
Results SplitBundles();   // bundle.split
Results DurableBundles();  // durable.sqlite.process, .power
Results Recovery();       // recovery.ready, .due, .memory
Results Worlds();         // world.create, world.fork, world.ten_thousand, world.idle_year
Results NationFigures();  // nation.by_pin, .record, .search, .search_year, .export, .export_view, .memory

// Adds `bench [--json] [--only PREFIX]`.
void AddBenchCommand(CLI::App& app, int& exit_code);

// The look-up that several benchmarks repeat.
population::v1::LookUpPersonRequest LookUpOf(const seeds::Person& person);
// Seconds on a clock that only grows.
double Seconds();
// Processor time of this process.
double ProcessorSeconds();
// Resident set of this process in bytes.
double ResidentBytes();

}  // namespace lienthong::bench
