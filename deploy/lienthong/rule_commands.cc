#include "deploy/lienthong/rule_commands.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "deploy/lienthong/control_remote.h"
#include "deploy/lienthong/journal_output.h"
#include "deploy/lienthong/nation_output.h"
#include "deploy/lienthong/rule_output.h"
#include "lienthong/control/v1/mock_service.pb.h"
#include "scenarios/runner/message_yaml.h"
#include "scenarios/runner/rule_file.h"
#include "scenarios/runner/scenario_file.h"
#include "services/base/status.h"

namespace lienthong {
namespace {

using namespace control::v1;  // NOLINT: eight message pairs follow

constexpr int kPageSize = 1000;

struct Arguments {
  std::string target = "127.0.0.1:7000";
  std::string world = "default";
  bool json = false;
  std::string file;                // put, export
  std::vector<std::string> names;  // delete
  bool all = false;
  std::string profile;
  std::string language = "en";
};

// What the commands of overrides and of faults have differently.
struct Overrides {
  using File = scenario::v1::OverrideFile;
  using PutRequest = PutOverridesRequest;
  using PutResponse = PutOverridesResponse;
  using ListRequest = ListOverridesRequest;
  using ListResponse = ListOverridesResponse;
  using DeleteRequest = DeleteOverridesRequest;
  using DeleteResponse = DeleteOverridesResponse;
  static constexpr char kPlural[] = "Overrides";

  template <class Message>
  static auto& Of(Message& message) {
    return *message.mutable_overrides();
  }
};

struct Faults {
  using File = scenario::v1::FaultFile;
  using PutRequest = PutFaultsRequest;
  using PutResponse = PutFaultsResponse;
  using ListRequest = ListFaultsRequest;
  using ListResponse = ListFaultsResponse;
  using DeleteRequest = DeleteFaultsRequest;
  using DeleteResponse = DeleteFaultsResponse;
  static constexpr char kPlural[] = "Faults";

  template <class Message>
  static auto& Of(Message& message) {
    return *message.mutable_faults();
  }
};

template <class Rules>
void Print(const Arguments& arguments, const Rules& rules) {
  if (arguments.json) {
    std::printf("%s\n", scenarios::FileForm(scenarios::FileOf(rules)).dump(1).c_str());
    return;
  }
  for (const auto& rule : rules) std::printf("%s\n", LineOf(rule).c_str());
}

template <class Kind>
absl::StatusOr<typename Kind::ListResponse> FetchAll(const Arguments& arguments) {
  ControlRemote remote(arguments.target);
  typename Kind::ListRequest request;
  request.set_world(arguments.world);
  request.set_page_size(kPageSize);
  typename Kind::ListResponse all;
  do {
    auto page = remote.Call<typename Kind::ListResponse>(absl::StrCat("MockService/List", Kind::kPlural), request);
    if (!page.ok()) return Explained(page.status());
    for (auto& rule : Kind::Of(*page)) Kind::Of(all).Add(std::move(rule));
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  return all;
}

template <class Kind>
absl::Status List(const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto all, FetchAll<Kind>(arguments));
  Print(arguments, Kind::Of(all));
  return absl::OkStatus();
}

template <class Kind>
absl::Status Export(const Arguments& arguments) {
  ASSIGN_OR_RETURN(auto all, FetchAll<Kind>(arguments));
  const std::string yaml = scenarios::WriteYaml(scenarios::FileForm(scenarios::FileOf(Kind::Of(all))));
  if (arguments.file.empty()) {
    const bool written = std::fputs(yaml.c_str(), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? absl::OkStatus() : absl::DataLossError("the output can't be written");
  }
  std::ofstream file(arguments.file, std::ios::binary);
  file << yaml;
  file.close();
  if (!file) return absl::DataLossError(absl::StrCat(arguments.file, " can't be written"));
  std::fprintf(stderr, "in %s: %d\n", arguments.file.c_str(), Kind::Of(all).size());
  return absl::OkStatus();
}

// "-" is standard input.
absl::StatusOr<std::string> TextOf(const std::string& path) {
  std::string text;
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  if (!scenarios::ReadFile(path, text)) return absl::InvalidArgumentError(absl::StrCat(path, " can't be read"));
  return text;
}

template <class Kind>
absl::Status Put(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const std::string text, TextOf(arguments.file));
  typename Kind::File file;
  scenarios::RuleFilePlaces places;
  const auto problems = scenarios::ReadRules(arguments.file, text, file, places);
  if (!problems.empty()) return absl::InvalidArgumentError(absl::StrJoin(problems, "\n"));
  typename Kind::PutRequest request;
  request.set_request_id(NewRequestId());
  request.set_world(arguments.world);
  Kind::Of(request).Swap(&Kind::Of(file));
  auto put = ControlRemote(arguments.target)
                 .Call<typename Kind::PutResponse>(absl::StrCat("MockService/Put", Kind::kPlural), request);
  if (!put.ok()) return Explained(put.status(), &places);
  Print(arguments, Kind::Of(*put));
  return absl::OkStatus();
}

template <class Kind>
absl::Status Delete(const Arguments& arguments) {
  if (arguments.all != arguments.names.empty()) return absl::InvalidArgumentError("give names, or --all");
  typename Kind::DeleteRequest request;
  request.set_request_id(NewRequestId());
  request.set_world(arguments.world);
  request.mutable_names()->Assign(arguments.names.begin(), arguments.names.end());
  request.set_all(arguments.all);
  const auto deleted =
      ControlRemote(arguments.target)
          .Call<typename Kind::DeleteResponse>(absl::StrCat("MockService/Delete", Kind::kPlural), request);
  if (!deleted.ok()) return Explained(deleted.status());
  if (arguments.json) {
    PrintAsJson(*deleted);
  } else {
    std::printf("%d deleted\n", deleted->deleted());
  }
  return absl::OkStatus();
}

absl::Status ListProfiles(const Arguments& arguments) {
  ControlRemote remote(arguments.target);
  ListFaultProfilesRequest request;
  request.set_page_size(kPageSize);
  ListFaultProfilesResponse all;
  do {
    auto page = remote.Call<ListFaultProfilesResponse>("MockService/ListFaultProfiles", request);
    if (!page.ok()) return Explained(page.status());
    for (FaultProfile& profile : *page->mutable_profiles()) *all.add_profiles() = std::move(profile);
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  if (arguments.json) {
    PrintAsJson(all);
    return absl::OkStatus();
  }
  for (const FaultProfile& profile : all.profiles()) {
    const auto& about = arguments.language == "vi" ? profile.about().vi() : profile.about().en();
    std::printf("%s: %s\n", profile.name().c_str(), about.c_str());
  }
  return absl::OkStatus();
}

absl::Status Apply(const Arguments& arguments) {
  ApplyFaultProfileRequest request;
  request.set_request_id(NewRequestId());
  request.set_world(arguments.world);
  request.set_profile(arguments.profile);
  const auto applied =
      ControlRemote(arguments.target).Call<ApplyFaultProfileResponse>("MockService/ApplyFaultProfile", request);
  if (!applied.ok()) return Explained(applied.status());
  Print(arguments, applied->faults());
  return absl::OkStatus();
}

using Shared = std::shared_ptr<Arguments>;

CLI::App* AddBare(CLI::App* rules, const char* name, const std::string& about, const Shared& arguments) {
  CLI::App* command = rules->add_subcommand(name, about);
  command->add_option("--target", arguments->target, "HOST:PORT of the gateway")->capture_default_str();
  return command;
}

CLI::App* Add(CLI::App* rules, const char* name, const std::string& about, const Shared& arguments) {
  CLI::App* command = AddBare(rules, name, about, arguments);
  command->add_option("--world", arguments->world, "Whose rules")->capture_default_str();
  return command;
}

void AddJson(CLI::App* command, const Shared& arguments) { command->add_flag("--json", arguments->json, "Print JSON"); }

// `noun` is "override" or "fault"; `example` is a file.
template <class Kind>
void AddFour(CLI::App* rules, const std::string& noun, const std::string& example, int& exit_code) {
  const auto listed = std::make_shared<Arguments>();
  CLI::App* list = Add(rules, "list", absl::StrCat("A world's ", noun, "s in their order"), listed);
  AddJson(list, listed);
  list->footer(
      absl::StrCat("What --json prints, put takes again.\nExample:\n  lienthong ", noun, " list --world tour"));
  list->callback([listed, &exit_code] { exit_code = Report(List<Kind>(*listed)); });

  const auto exported = std::make_shared<Arguments>();
  CLI::App* exporting = Add(rules, "export", absl::StrCat("A world's ", noun, "s as a YAML file for put"), exported);
  exporting->add_option("--out", exported->file, "A file; without it, standard output");
  exporting->footer(absl::StrCat("Example:\n  lienthong ", noun, " export --world tour --out tour.yaml"));
  exporting->callback([exported, &exit_code] { exit_code = Report(Export<Kind>(*exported)); });

  const auto given = std::make_shared<Arguments>();
  CLI::App* put = Add(rules, "put", absl::StrCat("Adds a file's ", noun, "s; replaces those of the same name"), given);
  put->add_option("FILE", given->file, "YAML or JSON; - is standard input")->required();
  AddJson(put, given);
  put->footer(absl::StrCat("All of the file or nothing. Such as\n\n", example, "\nExample:\n  lienthong ", noun,
                           " put ", noun, "s.yaml --world tour"));
  put->callback([given, &exit_code] { exit_code = Report(Put<Kind>(*given)); });

  const auto gone = std::make_shared<Arguments>();
  CLI::App* remove = Add(rules, "delete", absl::StrCat("Removes ", noun, "s, by name or all"), gone);
  remove->add_option("NAME", gone->names, "Each must be there");
  remove->add_flag("--all", gone->all, "Every one");
  AddJson(remove, gone);
  remove->footer(absl::StrCat("Examples:\n  lienthong ", noun, " delete a-name another-name --world tour\n  lienthong ",
                              noun, " delete --all --world tour"));
  remove->callback([gone, &exit_code] { exit_code = Report(Delete<Kind>(*gone)); });
}

void AddProfiles(CLI::App* fault, int& exit_code) {
  const auto told = std::make_shared<Arguments>();
  CLI::App* profiles = AddBare(fault, "profiles", "The profiles there are, with a sentence each", told);
  profiles->add_option("--language", told->language, "vi or en")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
  AddJson(profiles, told);
  profiles->footer("With --json also their faults.\nExample:\n  lienthong fault profiles --language vi");
  profiles->callback([told, &exit_code] { exit_code = Report(ListProfiles(*told)); });

  const auto applied = std::make_shared<Arguments>();
  CLI::App* apply = Add(fault, "apply", "Adds a profile's faults; those of another profile go", applied);
  apply->add_option("PROFILE", applied->profile, "As `fault profiles` lists it")->required();
  AddJson(apply, applied);
  apply->footer("Example:\n  lienthong fault apply bad-afternoon --world tour");
  apply->callback([applied, &exit_code] { exit_code = Report(Apply(*applied)); });
}

constexpr char kOverrideExample[] =
    "  apiVersion: lienthong.vn/v1\n  kind: Overrides\n  overrides:\n    - name: nobody-known\n"
    "      match: {agency: population, method: VerifyPerson}\n      times: 2\n"
    "      actions: [{respond: {outcome: MATCH_OUTCOME_NO_MATCH}}]\n";
constexpr char kFaultExample[] =
    "  apiVersion: lienthong.vn/v1\n  kind: Faults\n  faults:\n    - name: number-lost-once\n"
    "      match: {method: IssuePersonalNumber}\n      trigger: {first_calls: 1}\n      lost_answer: {}\n";

void AddOverrides(CLI::App& app, int& exit_code) {
  CLI::App* rules = app.add_subcommand("override", "Answers in an office's place: list, export, put, delete");
  rules->require_subcommand(1);
  rules->footer("What rules can do: docs/MOCKING.md.");
  AddFour<Overrides>(rules, "override", kOverrideExample, exit_code);
}

void AddFaults(CLI::App& app, int& exit_code) {
  CLI::App* rules = app.add_subcommand("fault", "What goes wrong: list, export, put, delete, profiles, apply");
  rules->require_subcommand(1);
  rules->footer("What rules can do: docs/MOCKING.md.");
  AddFour<Faults>(rules, "fault", kFaultExample, exit_code);
  AddProfiles(rules, exit_code);
}

}  // namespace

void AddRuleCommands(CLI::App& app, int& exit_code) {
  AddOverrides(app, exit_code);
  AddFaults(app, exit_code);
}

}  // namespace lienthong
