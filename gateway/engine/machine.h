#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "gateway/engine/definition.h"
#include "gateway/engine/engine.h"
#include "gateway/engine/run.h"

namespace lienthong::engine {

// Machine moves one run until everything in it waits. Its methods are spread over machine.cc (entering, completing and
// failing a task, whatever its kind), scope.cc (what expressions see) and tasks_*.cc (one section per kind).
class Machine {
 public:
  Machine(const Workflow& workflow, Evaluator& evaluator, const RunContext& context, Run& run, Result& result);

  void Begin(Value input);
  // False when the run doesn't await the token, or not this kind of outcome, or the event meets no filter.
  bool Deliver(const std::string& token, const Outcome& outcome);

 private:
  enum TryPhase { kTrying, kWaitingToRetry, kCatching };

  const Task& TaskOf(const Frame& frame) const { return definition_.tasks[frame.task]; }
  Step StepOf(const Frame& frame) const;
  std::string TokenOf(const Frame& frame, uint64_t number) const;

  // machine.cc
  void RunAll();
  void EnterList(Frame& parent, int list, Var input);
  void EnterTask(Frame& parent, int task, Var input);
  void Enter(Frame& frame);
  void Complete(Frame& frame, Var raw_output, const Directive* then = nullptr);
  void Leave(Frame& frame, Var output, const Directive& then);
  void ListDone(Frame& frame, Var output);
  void Fail(Frame& frame, WorkflowError error);
  void Fail(Frame& frame, const char* type, int status, const char* title, absl::string_view detail);
  void FailExpression(Frame& frame, const absl::Status& status);
  void FinishRun(const Var& output);
  void FaultRun(WorkflowError error);
  void EndRun(lienthong::gateway::v1::RunPhase phase);
  void Cancel(Frame& frame);
  void CancelTimeout(Frame& frame);
  void Remove(Frame& frame);
  bool StartTimeout(Frame& frame, const DurationSource& timeout);
  Frame* FindWaiting(Frame& frame, const std::string& token, bool& timeout);

  // scope.cc
  absl::StatusOr<Value> Evaluate(Frame& frame, int expression, const Value& dot);
  absl::StatusOr<Value> FillIn(Frame& frame, const Template& form, const Value& dot);
  // `true` counts as true and nothing else; anything but a boolean or null is an error.
  absl::StatusOr<bool> Holds(Frame& frame, int expression, const Value& dot);
  absl::StatusOr<absl::Duration> DurationIn(Frame& frame, const DurationSource& source);
  Value Variable(const Frame& frame, const std::string& name) const;
  Value TaskVariable(const Frame& frame) const;
  Value WorkflowVariable() const;
  Value RuntimeVariable() const;

  // tasks_control.cc
  void BeginBody(Frame& frame, const DoTask& task);
  void BeginBody(Frame& frame, const SetTask& task);
  void BeginBody(Frame& frame, const SwitchTask& task);
  void BeginBody(Frame& frame, const ForTask& task);
  void BeginBody(Frame& frame, const ForkTask& task);
  void BeginBody(Frame& frame, const WaitTask& task);
  void NextIteration(Frame& frame, const ForTask& task, Var current);
  void BranchDone(Frame& fork, const ForkTask& task, int branch, Var output);

  // tasks_try.cc
  void BeginBody(Frame& frame, const TryTask& task);
  void BeginBody(Frame& frame, const RaiseTask& task);
  void BeginAttempt(Frame& frame, const TryTask& task);
  void Catch(Frame& frame, const TryTask& task, WorkflowError error);
  absl::StatusOr<bool> Catches(Frame& frame, const TryTask& task, const WorkflowError& error);
  // The wait before the next attempt; none when the policy allows no more.
  absl::StatusOr<std::optional<absl::Duration>> RetryDelay(Frame& frame, const RetryPolicy& policy);
  int AttemptOf(const Frame& frame) const;

  // tasks_events.cc
  void BeginBody(Frame& frame, const ListenTask& task);
  void BeginBody(Frame& frame, const EmitTask& task);
  bool Hear(Frame& frame, const ListenTask& task, const Value& event);
  absl::StatusOr<bool> Meets(Frame& frame, const EventFilter& filter, const Value& event, Value& correlations);

  // tasks_call.cc
  void BeginBody(Frame& frame, const CallTask& task);
  void Submit(Frame& frame, const CallTask& task, CallEffect call);
  absl::StatusOr<std::string> BuildRequest(Frame& frame, const CallTask& task);
  absl::StatusOr<std::string> TextIn(Frame& frame, const Template& form);
  absl::StatusOr<std::optional<double>> NumberIn(Frame& frame, const Template& form, const char* what);
  void Answer(Frame& frame, const CallTask& task, const CallAnswered& answer);
  void Decide(Frame& frame, const ApplicationDecided& decision);

  uint64_t NewToken() { return ++run_.last_token; }
  template <typename E>
  void Put(E effect) {
    result_.effects.push_back(std::move(effect));
  }

  const Workflow& workflow_;
  const Definition& definition_;
  Evaluator& evaluator_;
  const RunContext& context_;
  Run& run_;
  Result& result_;
  std::vector<Frame*> to_enter_;  // the next one last
  std::vector<std::unique_ptr<Frame>> removed_;
  // While output.as and export.as are evaluated.
  const Value* raw_output_ = nullptr;
  const Value* output_ = nullptr;
};

}  // namespace lienthong::engine
