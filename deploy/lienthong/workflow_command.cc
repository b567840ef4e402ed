#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/remote.h"
#include "deploy/lienthong/workflow_target.h"
#include "gateway/dossier/workflow_library.h"
#include "gateway/engine/engine.h"
#include "gateway/engine/standalone.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/authority/authority.h"
#include "services/base/error/error.h"
#include "services/base/rpc/grpc_transport.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

namespace fs = std::filesystem;

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  if (!stream) return InvalidField("FILE", absl::StrCat(path, " can't be read"));
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

int Complain(const absl::Status& status) {
  std::fprintf(stderr, "%s\n", std::string(status.message()).c_str());
  return status.code() == absl::StatusCode::kInvalidArgument ? 2 : 1;
}

std::vector<std::string> YamlFiles(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const std::string& path : paths) {
    std::error_code error;
    if (!fs::is_directory(path, error)) {
      files.push_back(path);
      continue;
    }
    for (const auto& entry : fs::recursive_directory_iterator(path, error)) {
      if (entry.path().extension() == ".yaml" && entry.path().filename() != "offers.yaml") {
        files.push_back(entry.path().string());
      }
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

int Lint(const std::vector<std::string>& paths) {
  int problems = 0;
  const auto files = YamlFiles(paths);
  for (const std::string& file : files) {
    const auto text = ReadFile(file);
    if (!text.ok()) return Complain(text.status());
    for (const engine::Problem& problem : engine::Lint(*text, file)) {
      std::printf("%s\n", problem.ToString().c_str());
      ++problems;
    }
  }
  std::fprintf(stderr, "%zu files, %d problems\n", files.size(), problems);
  return problems == 0 ? 0 : 1;
}

int List() {
  const auto library = dossier::WorkflowLibrary::CompiledIn();
  if (!library.ok()) return Complain(library.status());
  for (const auto& [name, offer] : (*library)->offers()) {
    const auto& title = offer.workflow->annotations().title;
    const auto en = title.find("en");
    std::printf("%-32s %-10s %s\n", name.c_str(), offer.workflow->version().c_str(),
                en == title.end() ? "" : en->second.c_str());
  }
  return 0;
}

int Graph(const std::string& file, const std::string& language) {
  const auto text = ReadFile(file);
  if (!text.ok()) return Complain(text.status());
  engine::LoadOptions options;
  options.defer_expressions = true;
  const auto workflow = engine::LoadWorkflow(*text, file, options);
  if (!workflow.ok()) {
    Complain(workflow.status());
    return 1;
  }
  std::fputs(engine::Mermaid(**workflow, language).c_str(), stdout);
  return 0;
}

struct RunOptions {
  std::string file;
  std::string input;
  std::string target;
  std::string world;
  bool trace = false;
};

// A simulator somewhere else: its directory, and the transport that goes by it.
class DistantTown {
 public:
  absl::Status Connect(const std::string& address) {
    directory_.SetAddress("control", address);
    ASSIGN_OR_RETURN(const auto response,
                     CallAndWait<control::v1::ListAgenciesResponse>(
                         transport_, "control", "lienthong.control.v1.ControlService/ListAgencies",
                         control::v1::ListAgenciesRequest()));
    for (const auto& agency : response.agencies()) directory_.SetAddress(agency.name(), agency.address());
    return absl::OkStatus();
  }
  host::Transport& transport() { return transport_; }

 private:
  host::Directory directory_;
  host::GrpcTransport transport_{&directory_};
};

int Run(const RunOptions& options) {
  const auto text = ReadFile(options.file);
  if (!text.ok()) return Complain(text.status());
  const auto workflow = engine::LoadWorkflow(*text, options.file);
  if (!workflow.ok()) {
    Complain(workflow.status());
    return 1;
  }
  absl::StatusOr<std::string> input = std::string("{}");
  if (!options.input.empty()) {
    const auto input_text = ReadFile(options.input);
    if (!input_text.ok()) return Complain(input_text.status());
    input = engine::ReadInput(*input_text, options.input);
  }
  if (!input.ok()) return Complain(input.status());

  engine::RunContext context;
  context.run_id = "standalone";
  context.now = authority::DefaultStart();
  engine::StandaloneHost host;
  DistantTown town;
  WorkflowTarget target(&town.transport(), options.world);
  if (!options.target.empty()) {
    absl::Status status = town.Connect(options.target);
    if (status.ok()) status = target.Begin(*input);
    if (!status.ok()) return Complain(status);
    context.run_id = target.run_id();
    context.now = target.now();
    host.call = [&](const engine::CallEffect& effect) { return target.Call(effect); };
    host.apply = [&](const engine::ApplicationEffect& effect) { return target.Apply(effect); };
  }
  if (options.trace) {
    host.on_task = [](const engine::TaskRun& task) {
      std::fprintf(stderr, "%s %s %s%s\n", task.step.Suffix().c_str(), task.kind.c_str(), task.name.c_str(),
                   task.skipped ? " (skipped)" : "");
    };
  }
  const auto result = engine::RunStandalone(**workflow, *input, context, host);
  if (!result.ok()) return Complain(result.status());
  if (result->error) {
    std::fprintf(stderr, "%s\n", result->error->ToJson().c_str());
    return 1;
  }
  std::printf("%s\n", result->output.c_str());
  return 0;
}

}  // namespace

void AddWorkflowCommand(CLI::App& app, int& exit_code) {
  CLI::App* workflow = app.add_subcommand("workflow", "Workflow files: list, lint, graph, run");
  workflow->require_subcommand(1);
  workflow->add_subcommand("list", "The linked services compiled in")->callback([&exit_code] { exit_code = List(); });

  const auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* lint = workflow->add_subcommand("lint", "Check files against the DSL and the services");
  lint->add_option("PATH", *paths, "Files, or folders of .yaml files")->required();
  lint->footer("Example:\n  lienthong workflow lint gateway/workflows");
  lint->callback([paths, &exit_code] { exit_code = Lint(*paths); });

  const auto file = std::make_shared<std::string>();
  const auto language = std::make_shared<std::string>("en");
  CLI::App* graph = workflow->add_subcommand("graph", "Print a Mermaid flowchart");
  graph->add_option("FILE", *file, "Workflow file")->required();
  graph->add_option("--language", *language, "Titles in vi or en")->check(CLI::IsMember({"vi", "en"}));
  graph->callback([file, language, &exit_code] { exit_code = Graph(*file, *language); });

  const auto options = std::make_shared<RunOptions>();
  CLI::App* run = workflow->add_subcommand("run", "Run one file by itself and print its output");
  run->add_option("FILE", options->file, "Workflow file")->required();
  run->add_option("--input", options->input, "YAML or JSON file with the input");
  run->add_option("--target", options->target, "HOST:PORT of a running gateway, for calls and applications");
  run->add_option("--world", options->world, "World to run in; default: the default one")->needs("--target");
  run->add_flag("--trace", options->trace, "Print the tasks in the order they ran");
  run->footer("Example:\n  lienthong workflow run my.yaml --input in.json --trace");
  run->callback([options, &exit_code] { exit_code = Run(*options); });
}

}  // namespace lienthong
