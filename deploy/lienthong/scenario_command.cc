#include "deploy/lienthong/scenario_command.h"

#include <CLI/CLI.hpp>
#include <iostream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "scenarios/runner/run_files.h"
#include "scenarios/runner/town_client.h"
#include "services/base/rpc/directory.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

constexpr int kUnusable = 2;

// A town somewhere else: its directory, and the transport that goes by it.
struct DistantTown {
  host::Directory directory;
  host::GrpcTransport transport{&directory};
};

// Control is where the town is entered; it knows where everybody else is.
absl::StatusOr<std::shared_ptr<host::Transport>> Reach(const std::string& target) {
  auto town = std::make_shared<DistantTown>();
  town->directory.SetAddress("control", target);
  town->directory.SetAddress("gateway", target);
  const scenarios::TownClient client(&town->transport, "default");
  const auto agencies = client.Ask<control::v1::ListAgenciesResponse>(
      "control", "lienthong.control.v1.ControlService/ListAgencies", control::v1::ListAgenciesRequest());
  if (!agencies.ok()) {
    return absl::Status(agencies.status().code(), absl::StrCat(target, ": ", agencies.status().message()));
  }
  for (const auto& entry : agencies->agencies()) town->directory.SetAddress(entry.name(), entry.address());
  return std::shared_ptr<host::Transport>(town, &town->transport);
}

struct Arguments {
  scenarios::RunRequest request;
  std::string target;
};

// The personas are the same on both sides of the wire: the nation is a function of its options.
absl::StatusOr<std::shared_ptr<const seeds::Nation>> Nation() { return seeds::Nation::Generate({}); }

int Run(const Arguments& arguments, const TownFactory& town) {
  auto nation = Nation();
  if (!nation.ok()) {
    std::cerr << std::string(nation.status().message()) << "\n";
    return kUnusable;
  }
  scenarios::RunWith with{*nation, town, &WallClock::System()};
  if (!arguments.target.empty()) with.town = [&arguments] { return Reach(arguments.target); };
  return scenarios::RunFiles(arguments.request, with, std::cout, std::cerr);
}

int List(const Arguments& arguments) {
  auto nation = Nation();
  if (nation.ok()) return scenarios::ListFiles(arguments.request.paths, **nation, std::cout, std::cerr);
  std::cerr << std::string(nation.status().message()) << "\n";
  return kUnusable;
}

void AddRun(CLI::App& scenario, std::shared_ptr<Arguments> arguments, TownFactory town, int& exit_code) {
  CLI::App* run = scenario.add_subcommand("run", "Run scenario files, each in a world of its own, and report");
  scenarios::RunRequest& request = arguments->request;
  run->add_option("path", request.paths, "Files and folders")->required();
  run->add_option("--target", arguments->target, "HOST:PORT of a running gateway; default: a town in this process");
  run->add_option("--jobs", request.jobs, "Scenarios at a time")->check(CLI::Range(1, 256))->capture_default_str();
  run->add_option("--junit", request.junit, "Write JUnit XML");
  run->add_option("--html", request.html, "Write a page with steps and sequences of calls");
  run->add_option("--journal", request.journal, "Folder for each scenario's canonical journal and state digest");
  run->add_flag("--check", request.check, "After each scenario, look for coherence across all registers");
  run->add_flag("--keep", request.keep, "Leave the worlds there");
  run->callback([arguments, town = std::move(town), &exit_code] { exit_code = Run(*arguments, town); });
}

}  // namespace

void AddScenarioCommand(CLI::App& app, TownFactory town, int& exit_code) {
  CLI::App* scenario = app.add_subcommand("scenario", "Scenario files");
  scenario->require_subcommand(1);
  const auto arguments = std::make_shared<Arguments>();
  AddRun(*scenario, arguments, std::move(town), exit_code);
  CLI::App* list = scenario->add_subcommand("list", "Print names, titles and what they cover");
  list->add_option("path", arguments->request.paths, "Files and folders")->required();
  list->callback([arguments, &exit_code] { exit_code = List(*arguments); });
}

}  // namespace lienthong
