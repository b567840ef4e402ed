#pragma once

#include <string>
#include <vector>

#include "absl/time/time.h"
#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/scenario/v1/scenario.pb.h"

namespace lienthong::scenarios {

// One thing that is not as the scenario says.
struct Failure {
  int line = 0;
  std::string message;
};

// A step performed, or the expectation at the end.
struct StepResult {
  // For people: the step's name, or what it is.
  std::string title;
  // submit, call, ...
  std::string kind;
  int line = 0;
  std::vector<Failure> failures;
};

enum class Verdict {
  kPassed,
  kFailed,
  // Failed, as its list of expected failures says.
  kExpectedFailure,
  // Passed, though it is listed: a failure of the list.
  kUnexpectedPass,
};

struct ScenarioResult {
  std::string name;
  std::string path;
  lienthong::scenario::v1::Scenario scenario;
  // Performed so far; the last has failed when the scenario has.
  std::vector<StepResult> steps;
  Verdict verdict = Verdict::kPassed;
  // Reason given in the list of expected failures.
  std::string known_reason;
  // Canonical, in its order.
  std::vector<control::v1::JournalEntry> journal;
  // State digest of the world.
  std::string digest;
  // Wall time; left out of everything that is compared.
  absl::Duration wall_time;

  bool counts_as_failed() const { return verdict == Verdict::kFailed || verdict == Verdict::kUnexpectedPass; }
};

// Every failure as "path:line: message".
inline std::vector<std::string> FailureLines(const ScenarioResult& result) {
  std::vector<std::string> lines;
  for (const StepResult& step : result.steps) {
    for (const Failure& failure : step.failures) {
      lines.push_back(result.path + ":" + std::to_string(failure.line) + ": " + failure.message);
    }
  }
  return lines;
}

}  // namespace lienthong::scenarios
