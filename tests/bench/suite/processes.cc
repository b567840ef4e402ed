// From exec to `ready`, and memory after many calls: the program as a process.
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/town.h"
#include "lienthong/population/v1/population_service.pb.h"
#include "services/base/status.h"
#include "tests/bench/suite/bench.h"

extern char** environ;

namespace lienthong::bench {
namespace {

constexpr int kStarts = 9;
constexpr int kCalls = 200000;

// Seconds until the program prints its first line.
absl::StatusOr<double> StartOnce() {
  int ends[2];
  if (pipe(ends) != 0) return absl::InternalError("no pipe");
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addclose(&actions, ends[0]);
  const char* arguments[] = {"lienthong", "up", "--port", "0", "--http-port", "0", nullptr};
  pid_t child = 0;
  const double begun = Seconds();
  const int failed =
      posix_spawn(&child, "/proc/self/exe", &actions, nullptr, const_cast<char**>(arguments), environ);
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  char line[256];
  const ssize_t got = failed != 0 ? 0 : read(ends[0], line, sizeof line);
  const double seconds = Seconds() - begun;
  close(ends[0]);
  if (failed != 0) return absl::InternalError("the program can't be started");
  kill(child, SIGTERM);
  waitpid(child, nullptr, 0);
  if (got <= 0) return absl::InternalError("the program ended before it was ready");
  return seconds;
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
