#include "gateway/engine/machine.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace lienthong::engine {
namespace {

using lienthong::gateway::v1::RUN_PHASE_FAULTED;
using lienthong::gateway::v1::RUN_PHASE_FINISHED;

// A workflow that enters this many tasks without waiting is taken to run in a circle.
constexpr int kStepLimit = 100000;

}  // namespace

Machine::Machine(const Workflow& workflow, Evaluator& evaluator, const RunContext& context, Run& run, Result& result)
    : workflow_(workflow),
      definition_(workflow.definition()),
      evaluator_(evaluator),
      context_(context),
      run_(run),
      result_(result) {}

Step Machine::StepOf(const Frame& frame) const {
  return frame.task < 0 ? Step{"", 1} : Step{TaskOf(frame).pointer, frame.visit};
}

std::string Machine::TokenOf(const Frame& frame, uint64_t number) const {
  return absl::StrCat(StepOf(frame).Suffix(), "@", number);
}

void Machine::Begin(Value input) {
  run_.started_ms = absl::ToUnixMillis(context_.now);
  run_.input = Var(std::move(input));
  run_.context = Var(Value::Object());
  run_.visits.assign(definition_.tasks.size(), 0);
  run_.root = std::make_unique<Frame>();
  Frame& root = *run_.root;
  root.started_ms = run_.started_ms;
  root.raw_input = root.input = run_.input;
  if (definition_.input_from.present()) {
    absl::StatusOr<Value> filtered = FillIn(root, definition_.input_from, run_.input.value());
    if (!filtered.ok()) return FailExpression(root, filtered.status());
    root.input = Var(*std::move(filtered));
  }
  if (definition_.timeout.has_value() && !StartTimeout(root, *definition_.timeout)) return;
  EnterList(root, definition_.main_list, root.input);
  RunAll();
}

bool Machine::Deliver(const std::string& token, const Outcome& outcome) {
  if (run_.root == nullptr) return false;
  bool timeout = false;
  Frame* frame = FindWaiting(*run_.root, token, timeout);
  if (frame == nullptr) return false;
  const bool fired = std::holds_alternative<TimerFired>(outcome);
  if (timeout) {
    if (!fired) return false;
    frame->timeout_token = 0;
    Fail(*frame, kErrorTimeout, 408, "No end in time", "the task took longer than its timeout allows");
    RunAll();
    return true;
  }
  const Task& task = TaskOf(*frame);
  if (const auto* listen = std::get_if<ListenTask>(&task.body)) {
    const auto* event = std::get_if<EventArrived>(&outcome);
    if (event == nullptr) return false;
    const absl::StatusOr<Value> envelope = Value::Parse(event->envelope);
    if (!envelope.ok() || !Hear(*frame, *listen, *envelope)) return false;
  } else if (const auto* call = std::get_if<CallTask>(&task.body)) {
    const auto* answer = std::get_if<CallAnswered>(&outcome);
    const auto* decision = std::get_if<ApplicationDecided>(&outcome);
    if (call->application ? decision == nullptr : answer == nullptr) return false;
    frame->wait_token = 0;
    call->application ? Decide(*frame, *decision) : Answer(*frame, *call, *answer);
  } else {
    if (!fired) return false;
    frame->wait_token = 0;
    const auto* tried = std::get_if<TryTask>(&task.body);
    tried != nullptr ? BeginAttempt(*frame, *tried) : Complete(*frame, frame->input);
  }
  RunAll();
  return true;
}

Frame* Machine::FindWaiting(Frame& frame, const std::string& token, bool& timeout) {
  if (frame.wait_token != 0 && TokenOf(frame, frame.wait_token) == token) return &frame;
  if (frame.timeout_token != 0 && TokenOf(frame, frame.timeout_token) == token) {
    timeout = true;
    return &frame;
  }
  for (const auto& child : frame.children) {
    if (Frame* found = FindWaiting(*child, token, timeout)) return found;
  }
  return nullptr;
}

void Machine::RunAll() {
  for (int steps = 0; !to_enter_.empty(); ++steps) {
    Frame* next = to_enter_.back();
    to_enter_.pop_back();
    if (next->dead) continue;
    if (steps < kStepLimit) {
      Enter(*next);
    } else {
      Fail(*next, kErrorRuntime, 500, "Endless loop",
           absl::StrCat("the workflow entered ", kStepLimit, " tasks without waiting once"));
    }
  }
  removed_.clear();
}

void Machine::EnterList(Frame& parent, int list, Var input) {
  EnterTask(parent, definition_.lists[list].tasks.front(), std::move(input));
}

void Machine::EnterTask(Frame& parent, int task, Var input) {
  auto frame = std::make_unique<Frame>();
  frame->task = task;
  frame->parent = &parent;
  frame->raw_input = frame->input = std::move(input);
  frame->started_ms = absl::ToUnixMillis(context_.now);
  to_enter_.push_back(frame.get());
  parent.children.push_back(std::move(frame));
}

// The spec's order: `if` sees the raw input, then input.from, then the task itself.
void Machine::Enter(Frame& frame) {
  const Task& task = TaskOf(frame);
  frame.visit = static_cast<int>(++run_.visits[frame.task]);
  result_.trace.push_back({StepOf(frame), task.name, task.kind, AttemptOf(frame), false});
  if (task.if_ != kNone) {
    const absl::StatusOr<bool> wanted = Holds(frame, task.if_, frame.raw_input.value());
    if (!wanted.ok()) return FailExpression(frame, wanted.status());
    if (!*wanted) {
      result_.trace.back().skipped = true;
      return Leave(frame, frame.raw_input, Directive{});
    }
  }
  if (task.input_from.present()) {
    absl::StatusOr<Value> filtered = FillIn(frame, task.input_from, frame.raw_input.value());
    if (!filtered.ok()) return FailExpression(frame, filtered.status());
    frame.input = Var(*std::move(filtered));
  }
  if (task.timeout.has_value() && !StartTimeout(frame, *task.timeout)) return;
  std::visit([&](const auto& body) { BeginBody(frame, body); }, task.body);
}

bool Machine::StartTimeout(Frame& frame, const DurationSource& timeout) {
  const absl::StatusOr<absl::Duration> after = DurationIn(frame, timeout);
  if (!after.ok()) {
    FailExpression(frame, after.status());
    return false;
  }
  frame.timeout_token = NewToken();
  Put(TimerEffect{TokenOf(frame, frame.timeout_token), StepOf(frame), TimerKind::kTimeout, *after});
  return true;
}

void Machine::Complete(Frame& frame, Var raw_output, const Directive* then) {
  const Task& task = TaskOf(frame);
  Var output = raw_output;
  const Value raw = raw_output.value();
  raw_output_ = &raw;
  absl::StatusOr<Value> filtered = Value();
  if (task.output_as.present()) {
    filtered = FillIn(frame, task.output_as, raw);
    if (filtered.ok()) output = Var(*filtered);
  }
  if (filtered.ok() && task.export_as.present()) {
    const Value visible = output.value();
    output_ = &visible;
    filtered = FillIn(frame, task.export_as, visible);
    output_ = nullptr;
    if (filtered.ok()) run_.context = Var(*filtered);
  }
  raw_output_ = nullptr;
  if (!filtered.ok()) return FailExpression(frame, filtered.status());
  Leave(frame, std::move(output), then == nullptr ? task.then : *then);
}

// Takes a finished (or skipped) task out of the tree and goes where its directive says.
void Machine::Leave(Frame& frame, Var output, const Directive& then) {
  CancelTimeout(frame);
  const Task& task = TaskOf(frame);
  Frame& parent = *frame.parent;
  Remove(frame);
  if (then.kind == Directive::Kind::kEnd) return FinishRun(output);
  if (task.list == kNone) {
    return BranchDone(parent, std::get<ForkTask>(TaskOf(parent).body), task.position, std::move(output));
  }
  if (then.kind == Directive::Kind::kTask) return EnterTask(parent, then.task, std::move(output));
  if (then.kind == Directive::Kind::kExit) {
    return parent.task < 0 ? FinishRun(output) : Complete(parent, std::move(output));
  }
  const auto& list = definition_.lists[task.list].tasks;
  const size_t next = task.position + 1;
  if (next < list.size()) return EnterTask(parent, list[next], std::move(output));
  ListDone(parent, std::move(output));
}

void Machine::ListDone(Frame& frame, Var output) {
  if (frame.task < 0) return FinishRun(output);
  if (const auto* loop = std::get_if<ForTask>(&TaskOf(frame).body)) {
    ++frame.cursor;
    return NextIteration(frame, *loop, std::move(output));
  }
  Complete(frame, std::move(output));
}

void Machine::Fail(Frame& frame, const char* type, int status, const char* title, absl::string_view detail) {
  WorkflowError error;
  error.type = type;
  error.status = status;
  error.title = title;
  error.detail = std::string(detail);
  Fail(frame, std::move(error));
}

void Machine::FailExpression(Frame& frame, const absl::Status& status) {
  Fail(frame, kErrorExpression, 400, "The expression gives no value", status.message());
}

void Machine::Fail(Frame& frame, WorkflowError error) {
  if (frame.task < 0) return FaultRun(std::move(error));
  if (error.instance.empty()) error.instance = TaskOf(frame).pointer;
  Frame& parent = *frame.parent;
  Cancel(frame);
  Remove(frame);
  const auto* handler = parent.task < 0 ? nullptr : std::get_if<TryTask>(&TaskOf(parent).body);
  if (handler != nullptr && parent.phase == kTrying) return Catch(parent, *handler, std::move(error));
  Fail(parent, std::move(error));
}

void Machine::FinishRun(const Var& output) {
  Frame& root = *run_.root;
  Value final = output.value();
  for (const auto& child : root.children) Cancel(*child);
  if (definition_.output_as.present()) {
    absl::StatusOr<Value> filtered = FillIn(root, definition_.output_as, final);
    if (!filtered.ok()) return FailExpression(root, filtered.status());
    final = *std::move(filtered);
  }
  CancelTimeout(root);
  Put(FinishedEffect{final.ToJson()});
  EndRun(RUN_PHASE_FINISHED);
}

void Machine::FaultRun(WorkflowError error) {
  if (error.instance.empty()) error.instance = "/";
  Cancel(*run_.root);
  Put(FaultedEffect{std::move(error)});
  EndRun(RUN_PHASE_FAULTED);
}

void Machine::EndRun(lienthong::gateway::v1::RunPhase phase) {
  run_.phase = phase;
  to_enter_.clear();
  removed_.push_back(std::move(run_.root));
}

void Machine::CancelTimeout(Frame& frame) {
  if (frame.timeout_token == 0) return;
  Put(CancelEffect{TokenOf(frame, frame.timeout_token)});
  frame.timeout_token = 0;
}

// Cancels all waits of a frame and those inside it, in file order, and keeps pending entries from happening.
void Machine::Cancel(Frame& frame) {
  frame.dead = true;
  CancelTimeout(frame);
  if (frame.wait_token != 0) Put(CancelEffect{TokenOf(frame, frame.wait_token)});
  frame.wait_token = 0;
  for (const auto& child : frame.children) Cancel(*child);
}

void Machine::Remove(Frame& frame) {
  frame.dead = true;
  auto& siblings = frame.parent->children;
  const auto at = std::find_if(siblings.begin(), siblings.end(), [&](const auto& one) { return one.get() == &frame; });
  removed_.push_back(std::move(*at));
  siblings.erase(at);
}

}  // namespace lienthong::engine
