#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "gateway/engine/engine.h"

namespace lienthong::engine {

// Agencies as a standalone run sees them. An unset function fails the call with UNIMPLEMENTED.
struct StandaloneHost {
  std::function<absl::StatusOr<std::string>(const CallEffect&)> call;
  std::function<ApplicationDecided(const ApplicationEffect&)> apply;
  std::function<void(const TaskRun&)> on_task;  // as they run
};

struct StandaloneResult {
  std::string output;                  // JSON, when there is no error
  std::optional<WorkflowError> error;  // why the run faulted
  std::vector<std::string> emitted;    // envelopes of the events, in order
  absl::Duration elapsed;              // virtual time the run took
};

// The JSON of an input file, YAML or JSON. INVALID_ARGUMENT with reason WORKFLOW_INPUT_INVALID names file and line.
absl::StatusOr<std::string> ReadInput(const std::string& text, const std::string& file);

// Runs a workflow by itself, to its end: timers fire in order of virtual time, `listen` takes what the run itself
// emits. A run that waits for an event nobody can send faults with a timeout error that says so.
absl::StatusOr<StandaloneResult> RunStandalone(const Workflow& workflow, const std::string& input,
                                               const RunContext& context, const StandaloneHost& host);

}  // namespace lienthong::engine
