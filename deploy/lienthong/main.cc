// The program: composition only. Subcommands are one file each.
#include <cstdio>

#include "CLI/CLI.hpp"
#include "absl/synchronization/mutex.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/rule_commands.h"
#include "deploy/lienthong/scenario_command.h"
#include "deploy/lienthong/town.h"
#include "deploy/lienthong/unknown_word.h"
#include "deploy/lienthong/wire_command.h"
#include "tests/bench/suite/bench.h"

namespace lienthong {
namespace {

// A town in this process, dispatcher to dispatcher, without timers: what scenarios run in.
absl::StatusOr<std::shared_ptr<host::Transport>> ScenarioTown() {
  TownOptions options;
  options.carrier = Carrier::kDirect;
  options.with_timer = false;
  auto town = Town::Make(options);
  if (!town.ok()) return town.status();
  return std::shared_ptr<host::Transport>(*town, &(*town)->transport());
}

}  // namespace
}  // namespace lienthong

int main(int argc, char** argv) {
  // Debian builds Abseil with the detector on; it costs every lock a look at a global graph.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  int exit_code = 0;
  CLI::App app(
      "Liên Thông: an interoperability simulator for linked public services.\n"
      "Every agency is a stateful gRPC stub over one shared synthetic nation.");
  app.require_subcommand(1);
  app.footer("Start with `lienthong up`, then open the address it prints.");
  lienthong::AddUpCommand(app, exit_code);
  lienthong::AddServeCommand(app, exit_code);
  lienthong::AddAgenciesCommand(app, exit_code);
  lienthong::AddScenarioCommand(app, lienthong::ScenarioTown, exit_code);
  lienthong::AddDemoCommand(app, exit_code);
  lienthong::AddWorkflowCommand(app, exit_code);
  lienthong::AddCheckCommand(app, exit_code);
  lienthong::AddJournalCommand(app, exit_code);
  lienthong::AddWorldCommand(app, exit_code);
  lienthong::AddRuleCommands(app, exit_code);
  lienthong::AddNationCommand(app, exit_code);
  lienthong::AddStoreCommand(app, exit_code);
  lienthong::AddWireCommand(app, exit_code);
  lienthong::AddErrorsCommand(app, exit_code);
  lienthong::bench::AddBenchCommand(app, exit_code);
  lienthong::AddVersionCommand(app, exit_code);
  if (const auto problem = lienthong::UnknownWord(app, {argv + 1, argv + argc})) {
    std::fprintf(stderr, "lienthong: %s\n", problem->c_str());
    return 2;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  return exit_code;
}
