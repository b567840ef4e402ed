#include "gateway/engine/engine.h"

#include "gateway/engine/expressions.h"
#include "gateway/engine/machine.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

using lienthong::gateway::v1::RunState;

// Everything that holds libjq values (run, machine) must be gone before the evaluator is given back.
absl::StatusOr<Expressions::Lease> Acquire(const Workflow& workflow) {
  absl::StatusOr<Expressions::Lease> lease = workflow.expressions().Acquire();
  if (lease.ok()) return lease;
  return lienthong::Error(absl::StatusCode::kFailedPrecondition, Reason::WORKFLOW_INVALID)
      .With("file", workflow.file())
      .With("problems", lease.status().message());
}

void CollectTokens(const Workflow& workflow, const lienthong::gateway::v1::RunFrame& frame,
                   std::vector<std::string>& tokens) {
  const auto& tasks = workflow.definition().tasks;
  const bool of_task = frame.task() > 0 && frame.task() <= tasks.size();
  const Step step{of_task ? tasks[frame.task() - 1].pointer : "", of_task ? static_cast<int>(frame.visit()) : 1};
  for (const uint64_t token : {frame.wait_token(), frame.timeout_token()}) {
    if (token != 0) tokens.push_back(step.Suffix() + "@" + std::to_string(token));
  }
  for (const auto& child : frame.children()) CollectTokens(workflow, child, tokens);
}

}  // namespace

absl::StatusOr<Result> Start(const Workflow& workflow, const std::string& input, const RunContext& context) {
  ASSIGN_OR_RETURN(const Expressions::Lease lease, Acquire(workflow));
  absl::StatusOr<Value> parsed = Value::Parse(input);
  if (!parsed.ok()) {
    return lienthong::Error(absl::StatusCode::kInvalidArgument, Reason::WORKFLOW_INPUT_INVALID)
        .With("problem", parsed.status().message());
  }
  Result result;
  Run run;
  Machine(workflow, *lease, context, run, result).Begin(*std::move(parsed));
  result.state = WriteRun(workflow, run);
  return result;
}

absl::StatusOr<Result> Resume(const Workflow& workflow, const RunState& state, const std::string& token,
                              const Outcome& outcome, const RunContext& context) {
  if (state.workflow_digest() != workflow.digest()) {
    return lienthong::Error(absl::StatusCode::kFailedPrecondition, Reason::WORKFLOW_CHANGED)
        .With("workflow", workflow.name());
  }
  ASSIGN_OR_RETURN(const Expressions::Lease lease, Acquire(workflow));
  ASSIGN_OR_RETURN(Run run, ReadRun(workflow, state));
  Result result;
  result.accepted = Machine(workflow, *lease, context, run, result).Deliver(token, outcome);
  if (*run.damaged) return absl::DataLossError("the checkpoint of the run is damaged");
  result.state = result.accepted ? WriteRun(workflow, run) : state;
  return result;
}

std::vector<std::string> AwaitedTokens(const Workflow& workflow, const RunState& state) {
  std::vector<std::string> tokens;
  if (state.has_frame()) CollectTokens(workflow, state.frame(), tokens);
  return tokens;
}

}  // namespace lienthong::engine
