#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "scenarios/runner/result.h"
#include "scenarios/runner/scenario_file.h"
#include "services/base/host/wire.h"

namespace lienthong::scenarios {

// Scenarios known to fail, with the reason given for each.
using ExpectedFailures = std::map<std::string, std::string>;
// Adds the lines of a list, "name  # reason"; blank lines and comments are passed over. Problems: "path:line: message".
std::vector<std::string> ReadExpectedFailures(const std::string& path, const std::string& text,
                                              ExpectedFailures& known);

struct SuiteOptions {
  // Unlike that of any other run against the same town.
  std::string run;
  int jobs = 1;
  bool keep = false;
  // Look for coherence across all registers after each scenario.
  bool check = false;
  ExpectedFailures known;
  // Wall time, for durations. Called from several threads.
  std::function<absl::Time()> clock;
  // Told as scenarios finish, one at a time, in no fixed order.
  std::function<void(const ScenarioResult&)> finished;
};

// Runs every file; `jobs` at a time. Results are in the order of the files.
std::vector<ScenarioResult> RunSuite(const std::vector<ScenarioFile>& files, const seeds::Nation& nation,
                                     host::Transport* transport, const SuiteOptions& options);

// Verdict of a run when its list is taken into account.
void Judge(const ExpectedFailures& known, ScenarioResult& result);

}  // namespace lienthong::scenarios
