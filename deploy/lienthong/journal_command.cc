#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/types/optional.h"
#include "deploy/lienthong/commands.h"
#include "deploy/lienthong/control_remote.h"
#include "deploy/lienthong/journal_options.h"
#include "deploy/lienthong/journal_output.h"
#include "deploy/lienthong/nation_output.h"
#include "google/protobuf/util/json_util.h"
#include "nlohmann/json.hpp"
#include "scenarios/runner/day_arithmetic.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using namespace control::v1;  // NOLINT: six message pairs follow

struct Arguments {
  JournalOptions which;
  bool json = false;
  bool redact_personal = false;
  std::string language = "en";
  // list
  int limit = 100;
  // verify, await
  absl::optional<int64_t> times, at_least, at_most;
  bool never = false;
  std::vector<std::string> order;
  std::string expect_file;
  std::string wait = "5s";
  // export, diagram
  std::string format;
  std::string out;
  int max_lines = 300;
};

void WarnOfDropped(int64_t dropped) {
  if (dropped == 0) return;
  std::fprintf(stderr, "lienthong: %lld lines are no longer kept\n", static_cast<long long>(dropped));
}

absl::Status List(const Arguments& arguments) {
  QueryJournalRequest request;
  request.set_world(arguments.which.world);
  ASSIGN_OR_RETURN(*request.mutable_query(), QueryOf(arguments.which));
  request.set_omit_bodies(!arguments.json);
  request.set_redact_personal(arguments.redact_personal);
  ControlRemote remote(arguments.which.target);
  QueryJournalResponse all;
  do {
    request.set_page_size(std::min(arguments.limit - all.calls_size(), 1000));
    ASSIGN_OR_RETURN(auto page, remote.Call<QueryJournalResponse>("VerificationService/QueryJournal", request));
    for (JournalCall& call : *page.mutable_calls()) *all.add_calls() = std::move(call);
    all.set_dropped(page.dropped());
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && all.calls_size() < arguments.limit);
  all.set_next_page_token(request.page_token());
  if (arguments.json) {
    PrintAsJson(all);
    return absl::OkStatus();
  }
  for (const JournalCall& call : all.calls()) PrintCall(call);
  if (!all.next_page_token().empty()) std::fprintf(stderr, "lienthong: there is more; raise --limit\n");
  WarnOfDropped(all.dropped());
  return absl::OkStatus();
}

absl::Status Count(const Arguments& arguments) {
  CountCallsRequest request;
  request.set_world(arguments.which.world);
  ASSIGN_OR_RETURN(*request.mutable_query(), QueryOf(arguments.which));
  ControlRemote remote(arguments.which.target);
  ASSIGN_OR_RETURN(const auto counted, remote.Call<CountCallsResponse>("VerificationService/CountCalls", request));
  if (arguments.json) {
    PrintAsJson(counted);
    return absl::OkStatus();
  }
  for (const CallGroup& group : counted.groups()) {
    std::printf("%8lld  %s -> %s  %s  %s\n", static_cast<long long>(group.count()), group.caller().c_str(),
                group.agency().c_str(), group.method().c_str(), group.outcome().c_str());
  }
  std::printf("%8lld  of %lld lines\n", static_cast<long long>(counted.count()),
              static_cast<long long>(counted.examined()));
  WarnOfDropped(counted.dropped());
  return absl::OkStatus();
}

absl::Status ReadExpectations(const std::string& path, VerifyCallsRequest& request) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  if (!file) return absl::InvalidArgumentError(absl::StrCat(path, " can't be read"));
  const auto read = google::protobuf::util::JsonStringToMessage(text.str(), &request);
  if (!read.ok()) return absl::InvalidArgumentError(absl::StrCat(path, ": ", read.message().ToString()));
  return absl::OkStatus();
}

// "AGENCY:METHOD" or "METHOD".
JournalQuery StepOf(const std::string& text) {
  JournalQuery step;
  const size_t colon = text.find(':');
  if (colon != std::string::npos) step.mutable_call()->set_agency(text.substr(0, colon));
  step.mutable_call()->set_method(colon == std::string::npos ? text : text.substr(colon + 1));
  return step;
}

absl::StatusOr<VerifyCallsRequest> ExpectationsOf(const Arguments& arguments) {
  VerifyCallsRequest request;
  if (!arguments.expect_file.empty()) RETURN_IF_ERROR(ReadExpectations(arguments.expect_file, request));
  request.set_world(arguments.which.world);
  request.set_redact_personal(arguments.redact_personal);
  for (const std::string& step : arguments.order) *request.add_in_order() = StepOf(step);
  const bool figures = arguments.times || arguments.at_least || arguments.at_most || arguments.never;
  if (!figures && (!arguments.order.empty() || !arguments.expect_file.empty())) return request;
  CallExpectation& expectation = *request.add_expectations();
  ASSIGN_OR_RETURN(*expectation.mutable_query(), QueryOf(arguments.which));
  if (arguments.times) expectation.set_times(*arguments.times);
  if (arguments.never) expectation.set_times(0);
  if (arguments.at_least) expectation.set_at_least(*arguments.at_least);
  if (arguments.at_most) expectation.set_at_most(*arguments.at_most);
  return request;
}

template <class Response>
absl::StatusOr<bool> Tell(const Arguments& arguments, const Response& response) {
  if (arguments.json) {
    PrintAsJson(response);
    return response.holds();
  }
  for (const CallFinding& finding : response.findings()) PrintFinding(finding, arguments.language);
  if (response.holds()) std::printf("holds\n");
  WarnOfDropped(response.dropped());
  return response.holds();
}

absl::StatusOr<bool> Verify(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const VerifyCallsRequest request, ExpectationsOf(arguments));
  ControlRemote remote(arguments.which.target);
  ASSIGN_OR_RETURN(const auto response, remote.Call<VerifyCallsResponse>("VerificationService/VerifyCalls", request));
  return Tell(arguments, response);
}

absl::StatusOr<bool> Await(const Arguments& arguments) {
  ASSIGN_OR_RETURN(const VerifyCallsRequest expected, ExpectationsOf(arguments));
  const auto wait = scenarios::ParseSpan(arguments.wait);
  if (!wait.ok())
    return absl::InvalidArgumentError(absl::StrCat("--wait ", arguments.wait, ": write 5s, 2m or the like"));
  AwaitCallsRequest request;
  request.set_world(expected.world());
  *request.mutable_expectations() = expected.expectations();
  *request.mutable_in_order() = expected.in_order();
  request.set_redact_personal(expected.redact_personal());
  *request.mutable_wait() = ToProto(*wait);
  ControlRemote remote(arguments.which.target);
  ASSIGN_OR_RETURN(const auto response, remote.Call<AwaitCallsResponse>("VerificationService/AwaitCalls", request,
                                                                        kControlPatience + *wait));
  return Tell(arguments, response);
}

// Standard output, or a file.
absl::Status Write(const std::string& out, const std::string& text) {
  if (out.empty() || out == "-") {
    const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
    if (!written || std::fflush(stdout) != 0) return absl::DataLossError("the output can't be written");
    return absl::OkStatus();
  }
  std::ofstream file(out, std::ios::binary);
  file << text;
  file.close();
  return file ? absl::OkStatus() : absl::DataLossError(absl::StrCat(out, " can't be written"));
}

// The entries of one HAR after those of another.
std::string JoinHars(const std::vector<std::string>& hars) {
  using Object = nlohmann::ordered_json;
  if (hars.size() == 1) return hars.front();
  Object joined = Object::parse(hars.front());
  for (size_t i = 1; i < hars.size(); ++i) {
    for (Object& entry : Object::parse(hars[i])["log"]["entries"]) joined["log"]["entries"].push_back(std::move(entry));
  }
  return joined.dump(1) + "\n";
}

absl::Status Export(const Arguments& arguments) {
  const bool har = arguments.format == "har";
  ExportJournalRequest request;
  request.set_world(arguments.which.world);
  ASSIGN_OR_RETURN(*request.mutable_query(), QueryOf(arguments.which));
  request.set_format(har ? EXPORT_FORMAT_HAR : EXPORT_FORMAT_JSON_LINES);
  request.set_redact_personal(arguments.redact_personal);
  ControlRemote remote(arguments.which.target);
  std::vector<std::string> pages;
  int64_t lines = 0, dropped = 0;
  do {
    ASSIGN_OR_RETURN(auto page, remote.Call<ExportJournalResponse>("VerificationService/ExportJournal", request));
    if (page.lines() > 0 || pages.empty()) pages.push_back(std::move(*page.mutable_text()));
    lines += page.lines();
    dropped = page.dropped();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty());
  std::string text;
  if (har) {
    text = JoinHars(pages);
  } else {
    for (const std::string& page : pages) text += page;
  }
  RETURN_IF_ERROR(Write(arguments.out, text));
  if (!arguments.out.empty()) {
    std::fprintf(stderr, "%lld lines written to %s\n", static_cast<long long>(lines), arguments.out.c_str());
  }
  WarnOfDropped(dropped);
  return absl::OkStatus();
}

absl::Status Diagram(const Arguments& arguments) {
  DrawJournalRequest request;
  request.set_world(arguments.which.world);
  ASSIGN_OR_RETURN(*request.mutable_query(), QueryOf(arguments.which));
  request.set_format(arguments.format == "mermaid" ? DIAGRAM_FORMAT_MERMAID : DIAGRAM_FORMAT_SVG);
  request.set_language(arguments.language);
  request.set_max_lines(arguments.max_lines);
  ControlRemote remote(arguments.which.target);
  ASSIGN_OR_RETURN(const auto drawn, remote.Call<DrawJournalResponse>("VerificationService/DrawJournal", request));
  RETURN_IF_ERROR(Write(arguments.out, drawn.text()));
  if (drawn.more()) std::fprintf(stderr, "lienthong: there is more; raise --max-lines or ask for less\n");
  WarnOfDropped(drawn.dropped());
  return absl::OkStatus();
}

int Verdict(const absl::StatusOr<bool>& holds) {
  if (!holds.ok()) return Report(holds.status());
  return *holds ? 0 : 1;
}

using Shared = std::shared_ptr<Arguments>;

// A subcommand with what all of them share.
CLI::App* Add(CLI::App* journal, const char* name, const char* about, const Shared& arguments) {
  CLI::App* command = journal->add_subcommand(name, about);
  AddJournalOptions(*command, arguments->which);
  return command;
}

void AddJson(CLI::App* command, const Shared& arguments) { command->add_flag("--json", arguments->json, "Print JSON"); }

void AddRedaction(CLI::App* command, const Shared& arguments) {
  command->add_flag("--redact-personal", arguments->redact_personal,
                    "Show no names, numbers, dates of birth, addresses and the like");
}

void AddLanguage(CLI::App* command, const Shared& arguments) {
  command->add_option("--language", arguments->language, "vi or en")
      ->check(CLI::IsMember({"vi", "en"}))
      ->capture_default_str();
}

void AddExpectations(CLI::App* command, const Shared& arguments) {
  const char* const group = "How often, in which order (without any: at least once)";
  command->add_option("--times", arguments->times, "Exactly so many")->group(group);
  command->add_option("--at-least", arguments->at_least, "Not fewer")->group(group);
  command->add_option("--at-most", arguments->at_most, "Not more")->group(group);
  command->add_flag("--never", arguments->never, "None")->group(group);
  command->add_option("--order", arguments->order, "[AGENCY:]METHOD, again for the one that follows")
      ->allow_extra_args(false)
      ->group(group);
  command->add_option("--expect", arguments->expect_file, "A file: VerifyCallsRequest as JSON")->group(group);
  AddRedaction(command, arguments);
  AddLanguage(command, arguments);
  AddJson(command, arguments);
}

void AddLooks(CLI::App* journal, const Shared& arguments, int& exit_code) {
  CLI::App* list = Add(journal, "list", "Calls in the world's order; with --json their bodies decoded", arguments);
  list->add_option("--limit", arguments->limit, "At most so many")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  AddRedaction(list, arguments);
  AddJson(list, arguments);
  list->footer(
      "Examples:\n  lienthong journal list --world tour --agency population\n"
      "  lienthong journal list --world tour --method 'Submit*' --outcome OK --json --redact-personal\n"
      "  lienthong journal list --world tour --field 'applicant.full_name*=Nguyễn*'");
  list->callback([arguments, &exit_code] { exit_code = Report(List(*arguments)); });

  CLI::App* count = Add(journal, "count", "How many calls, by caller, method and outcome", arguments);
  AddJson(count, arguments);
  count->footer(
      "Examples:\n  lienthong journal count --world tour\n"
      "  lienthong journal count --world tour --caller gateway --outcome UNAVAILABLE --json");
  count->callback([arguments, &exit_code] { exit_code = Report(Count(*arguments)); });
}

void AddVerdicts(CLI::App* journal, const Shared& arguments, int& exit_code) {
  CLI::App* verify = Add(journal, "verify", "Whether calls were made as expected; exit code 1 when not", arguments);
  AddExpectations(verify, arguments);
  verify->footer(
      "Examples:\n  lienthong journal verify --world tour --method SubmitDossier --times 1\n"
      "  lienthong journal verify --world tour --caller my-client --method GetPerson --at-most 3\n"
      "  lienthong journal verify --world tour --order SubmitDossier --order civil_registry:SubmitBirthApplication");
  verify->callback([arguments, &exit_code] { exit_code = Verdict(Verify(*arguments)); });

  CLI::App* await =
      Add(journal, "await", "Waits until calls were made as expected; exit code 1 when not in time", arguments);
  AddExpectations(await, arguments);
  await->add_option("--wait", arguments->wait, "Wall time, such as 5s or 2m; at most 10m")->capture_default_str();
  await->footer(
      "Examples:\n  lienthong journal await --world tour --method SubmitDossier --times 2 --wait 5s\n"
      "  lienthong journal await --caller my-system --method PublishEvents --wait 1m --json");
  await->callback([arguments, &exit_code] { exit_code = Verdict(Await(*arguments)); });
}

void AddFiles(CLI::App* journal, const Shared& exported, const Shared& drawn, int& exit_code) {
  CLI::App* exporting = Add(journal, "export", "Calls as JSON lines or HAR 1.2", exported);
  exported->format = "jsonl";
  exporting->add_option("--format", exported->format, "jsonl or har")
      ->check(CLI::IsMember({"jsonl", "har"}))
      ->capture_default_str();
  exporting->add_option("--out", exported->out, "A file; without it, standard output");
  AddRedaction(exporting, exported);
  exporting->footer(
      "Examples:\n  lienthong journal export --world tour --out tour.jsonl\n"
      "  lienthong journal export --world tour --format har --redact-personal --out tour.har");
  exporting->callback([exported, &exit_code] { exit_code = Report(Export(*exported)); });

  CLI::App* diagram = Add(journal, "diagram", "A sequence diagram: who called whom", drawn);
  drawn->format = "svg";
  diagram->add_option("--format", drawn->format, "svg or mermaid")
      ->check(CLI::IsMember({"svg", "mermaid"}))
      ->capture_default_str();
  diagram->add_option("--out", drawn->out, "A file; without it, standard output");
  diagram->add_option("--max-lines", drawn->max_lines, "Lines drawn")
      ->check(CLI::Range(1, 1000))
      ->capture_default_str();
  AddLanguage(diagram, drawn);
  diagram->footer(
      "Examples:\n  lienthong journal diagram --world tour --out tour.svg\n"
      "  lienthong journal diagram --world tour --run d-1 --format mermaid --language vi");
  diagram->callback([drawn, &exit_code] { exit_code = Report(Diagram(*drawn)); });
}

}  // namespace

void AddJournalCommand(CLI::App& app, int& exit_code) {
  CLI::App* journal = app.add_subcommand("journal", "What was called: list, count, verify, await, export, draw");
  journal->require_subcommand(1);
  journal->footer("None of these changes anything, takes a world's turn or leaves a trace in the journal.");
  AddLooks(journal, std::make_shared<Arguments>(), exit_code);
  AddVerdicts(journal, std::make_shared<Arguments>(), exit_code);
  AddFiles(journal, std::make_shared<Arguments>(), std::make_shared<Arguments>(), exit_code);
}

}  // namespace lienthong
