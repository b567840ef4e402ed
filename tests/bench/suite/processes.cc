// From exec to `ready`, and memory after many calls: the program as a process.
#include <algorithm>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"
#include "tests/bench/suite/child.h"

namespace lienthong::bench {
namespace {

constexpr int kStarts = 9;
constexpr int kCalls = 200000;

// Seconds until the program prints its first line.
absl::StatusOr<double> StartOnce() {
  const double begun = Seconds();
  ASSIGN_OR_RETURN(const auto child, Child::Start({"up", "--port", "0", "--http-port", "0", "--store", "memory"}));
  return Seconds() - begun;
}

}  // namespace

Results Startup() {
  std::vector<double> times;
  for (int i = 0; i < kStarts; ++i) {
    ASSIGN_OR_RETURN(const double seconds, StartOnce());
    times.push_back(seconds * 1e3);
  }
  std::sort(times.begin(), times.end());
  return std::vector<Result>{{"startup.ready", times[kStarts / 2], "ms", std::nullopt, std::nullopt, "100 ms",
                              absl::StrCat("median of ", kStarts, ", all agencies, best ", times.front())}};
}

Results Memory() {
  TownOptions options;
  options.with_timer = false;
  ASSIGN_OR_RETURN(auto town, Town::Make(options));
  ASSIGN_OR_RETURN(const seeds::Persona mother, town->nation().FindPersona("binh-family.mother"));
  const population::v1::LookUpPersonRequest request = LookUpOf(mother.person);
  constexpr char kMethod[] = "lienthong.population.v1.PopulationService/LookUpPerson";
  RETURN_IF_ERROR(CallAndWait<population::v1::LookUpPersonResponse>(town->transport(), "population", kMethod, request)
                      .status());
  const double idle = ResidentBytes();
  const double begun = Seconds();
  for (int i = 0; i < kCalls; ++i) {
    RETURN_IF_ERROR(CallAndWait<population::v1::LookUpPersonResponse>(town->transport(), "population", kMethod, request)
                        .status());
  }
  return std::vector<Result>{{"memory.after_calls", (ResidentBytes() - idle) / 1e6, "MB", std::nullopt, std::nullopt,
                              "60 MB", absl::StrCat(kCalls, " calls with the journal on, above idle; ",
                                           (Seconds() - begun) / kCalls * 1e6, " us each, direct")}};
}

}  // namespace lienthong::bench
