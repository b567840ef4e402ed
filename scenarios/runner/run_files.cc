#include "scenarios/runner/run_files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "gateway/verification/journal_lines.h"
#include "scenarios/runner/find_people.h"
#include "scenarios/runner/report_html.h"
#include "scenarios/runner/report_junit.h"
#include "scenarios/runner/stage.h"
#include "scenarios/runner/suite.h"

namespace lienthong::scenarios {
namespace {

constexpr int kUnusable = 2;

struct Reading {
  std::vector<ScenarioFile> files;
  ExpectedFailures known;
  std::vector<std::string> problems;

  void Add(const std::vector<std::string>& more) { problems.insert(problems.end(), more.begin(), more.end()); }
};

void ReadOne(const std::string& path, const seeds::Nation& nation, Reading& reading) {
  std::string text;
  if (!ReadFile(path, text)) return reading.Add({path + ": can't be read"});
  ScenarioFile file;
  reading.Add(ReadScenario(path, text, nation, file));
  reading.files.push_back(std::move(file));
}

// Journals and worlds bear the scenario's name, so it must be one scenario's alone.
void CheckNamesDiffer(Reading& reading) {
  std::map<std::string, std::string> paths;
  for (const ScenarioFile& file : reading.files) {
    const auto [first, fresh] = paths.emplace(file.scenario.name(), file.path);
    if (fresh) continue;
    reading.Add({absl::StrCat(file.path, ":", file.LineOf("/name"), ": \"", file.scenario.name(), "\" is the name of ",
                              first->second, " too")});
  }
}

Reading ReadAll(const std::vector<std::string>& paths, const seeds::Nation& nation) {
  Reading reading;
  const Discovery found = FindScenarios(paths);
  reading.Add(found.problems);
  for (const std::string& path : found.files) ReadOne(path, nation, reading);
  if (reading.problems.empty()) CheckNamesDiffer(reading);
  for (const std::string& path : found.expected_failures) {
    std::string text;
    if (!ReadFile(path, text)) reading.Add({path + ": can't be read"});
    reading.Add(ReadExpectedFailures(path, text, reading.known));
  }
  return reading;
}

bool WriteFile(const std::string& path, const std::string& text, std::ostream& err) {
  std::ofstream stream(path, std::ios::binary);
  stream << text;
  stream.close();
  if (!stream.good()) err << path << ": can't be written\n";
  return stream.good();
}

bool WriteJournals(const std::string& folder, const std::vector<ScenarioResult>& results, std::ostream& err) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  for (const ScenarioResult& result : results) {
    const std::string stem = (std::filesystem::path(folder) / result.name).string();
    if (!WriteFile(stem + ".journal.jsonl", verification::JournalLines(result.journal), err)) return false;
    if (!WriteFile(stem + ".digest", result.digest + "\n", err)) return false;
  }
  return true;
}

bool WriteReports(const RunRequest& request, const std::vector<ScenarioResult>& results, std::ostream& err) {
  bool written = true;
  if (!request.junit.empty()) written &= WriteFile(request.junit, JUnitReport(results), err);
  if (!request.html.empty()) written &= WriteFile(request.html, HtmlReport(results), err);
  if (!request.journal.empty()) written &= WriteJournals(request.journal, results, err);
  return written;
}

const char* WordFor(Verdict verdict) {
  switch (verdict) {
    case Verdict::kPassed:
      return "ok";
    case Verdict::kExpectedFailure:
      return "failed as expected";
    case Verdict::kUnexpectedPass:
      return "FAILED (passed, but listed as an expected failure)";
    case Verdict::kFailed:
      break;
  }
  return "FAILED";
}

int64_t Count(const std::vector<ScenarioResult>& results, Verdict verdict) {
  return std::count_if(results.begin(), results.end(),
                       [verdict](const ScenarioResult& result) { return result.verdict == verdict; });
}

void PrintFailures(const std::vector<ScenarioResult>& results, std::ostream& out) {
  for (const ScenarioResult& result : results) {
    if (!result.counts_as_failed()) continue;
    out << "\n" << result.name << ": " << result.scenario.title().en() << "\n";
    for (const StepResult& step : result.steps) {
      if (!step.failures.empty()) out << "  in step: " << step.title << "\n";
    }
    for (const std::string& line : FailureLines(result)) out << "  " << line << "\n";
    if (result.verdict == Verdict::kUnexpectedPass) out << "  it passed: take it off the list of expected failures\n";
  }
}

int Summarise(const std::vector<ScenarioResult>& results, std::ostream& out) {
  PrintFailures(results, out);
  const int64_t known = Count(results, Verdict::kExpectedFailure);
  const int64_t failed = Count(results, Verdict::kFailed) + Count(results, Verdict::kUnexpectedPass);
  if (failed > 0) out << "\n";
  if (known > 0) out << known << " failed as expected, by expected_failures.txt\n";
  out << Count(results, Verdict::kPassed) << " passed, " << failed << " failed" << std::endl;
  return failed == 0 ? 0 : 1;
}

bool AnybodyIsSought(const std::vector<ScenarioFile>& files) {
  return std::any_of(files.begin(), files.end(),
                     [](const ScenarioFile& file) { return !file.scenario.find().empty(); });
}

std::string RunName(const WallClock& clock) {
  return absl::StrCat("run-", absl::Hex(absl::ToUnixNanos(clock.Now())), "-", absl::Hex(clock.Ticks()));
}

}  // namespace

int RunFiles(const RunRequest& request, const RunWith& with, std::ostream& out, std::ostream& err) {
  const Reading reading = ReadAll(request.paths, *with.nation);
  if (!reading.problems.empty()) {
    err << absl::StrJoin(reading.problems, "\n") << "\n";
    return kUnusable;
  }
  const auto town = with.town();
  if (!town.ok()) {
    err << std::string(town.status().message()) << "\n";
    return kUnusable;
  }
  if (AnybodyIsSought(reading.files)) {
    if (const absl::Status same = CheckSameNation(town->get(), *with.nation); !same.ok()) {
      err << Describe(same) << "\n";
      return kUnusable;
    }
  }
  SuiteOptions options;
  options.run = RunName(*with.clock);
  options.jobs = request.jobs;
  options.keep = request.keep;
  options.check = request.check;
  options.known = reading.known;
  options.clock = [&with] { return with.clock->Now(); };
  options.finished = [&out](const ScenarioResult& result) {
    out << WordFor(result.verdict) << " " << result.name
        << absl::StrFormat(" (%d ms)", absl::ToInt64Milliseconds(result.wall_time)) << std::endl;
  };
  const std::vector<ScenarioResult> results = RunSuite(reading.files, *with.nation, town->get(), options);
  const bool written = WriteReports(request, results, err);
  const int exit_code = Summarise(results, out);
  return written ? exit_code : kUnusable;
}

int ListFiles(const std::vector<std::string>& paths, const seeds::Nation& nation, std::ostream& out,
              std::ostream& err) {
  const Reading reading = ReadAll(paths, nation);
  for (const ScenarioFile& file : reading.files) {
    out << file.scenario.name() << "  " << file.scenario.title().en();
    if (file.scenario.covers_size() > 0) out << "  [" << absl::StrJoin(file.scenario.covers(), ", ") << "]";
    out << "\n";
  }
  for (const std::string& problem : reading.problems) err << problem << "\n";
  return reading.problems.empty() ? 0 : kUnusable;
}

}  // namespace lienthong::scenarios
