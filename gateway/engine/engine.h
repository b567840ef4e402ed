#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "gateway/engine/effects.h"
#include "gateway/engine/workflow.h"
#include "lienthong/gateway/v1/run_state.pb.h"

// The engine moves one run from wait to wait. It is a pure function of workflow, checkpoint and outcome: no clock, no
// thread, no I/O, no randomness. The host stores the checkpoint, carries out the effects in the order given, and
// resumes with what came of them; it may do so in another process, and at least once (a repeated outcome is not
// accepted).
//
//   ASSIGN_OR_RETURN(auto workflow, LoadWorkflow(text, file));
//   ASSIGN_OR_RETURN(Result result, Start(*workflow, input, context));
//   ... commit result.state with result.effects; later, with an effect's token and what came of it:
//   ASSIGN_OR_RETURN(result, Resume(*workflow, state, token, outcome, context));
namespace lienthong::engine {

// RunContext is what a run may know of the world; the same values must be given when a step is repeated.
struct RunContext {
  std::string run_id;
  absl::Time now;  // the world's
  std::string runtime_name = "lienthong";
  std::string runtime_version;
  // A draw in [0,1) keyed by the token of the retry it is for; used by jitter only. Null takes the middle.
  std::function<double(absl::string_view token)> draw;
};

// TaskRun is one line of the trace: a task that was entered (or skipped by its `if`).
struct TaskRun {
  Step step;
  std::string name;
  std::string kind;
  int attempt = 1;
  bool skipped = false;
};

struct Result {
  // False when the token isn't awaited (any more) or an event met no filter; then state is as given and nothing
  // follows.
  bool accepted = true;
  lienthong::gateway::v1::RunState state;
  std::vector<Effect> effects;  // in file order; the last is Finished or Faulted when the run is over
  std::vector<TaskRun> trace;   // in the order they ran
};

// Fails only when `input` is no JSON or the workflow's deferred expressions don't compile; a workflow that goes wrong
// gives a FaultedEffect.
absl::StatusOr<Result> Start(const Workflow& workflow, const std::string& input, const RunContext& context);

// Fails when `state` is damaged or was made under another text of the workflow (WORKFLOW_CHANGED).
absl::StatusOr<Result> Resume(const Workflow& workflow, const lienthong::gateway::v1::RunState& state,
                              const std::string& token, const Outcome& outcome, const RunContext& context);

// Tokens the run waits for, in file order; empty when it is over.
std::vector<std::string> AwaitedTokens(const Workflow& workflow, const lienthong::gateway::v1::RunState& state);

}  // namespace lienthong::engine
