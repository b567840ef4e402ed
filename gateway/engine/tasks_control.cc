#include <algorithm>

#include "absl/strings/str_cat.h"
#include "gateway/engine/machine.h"

namespace lienthong::engine {

void Machine::BeginBody(Frame& frame, const DoTask& task) { EnterList(frame, task.list, frame.input); }

void Machine::BeginBody(Frame& frame, const SetTask& task) {
  absl::StatusOr<Value> value = FillIn(frame, task.value, frame.input.value());
  if (!value.ok()) return FailExpression(frame, value.status());
  Complete(frame, Var(*std::move(value)));
}

void Machine::BeginBody(Frame& frame, const SwitchTask& task) {
  for (const SwitchCase& one : task.cases) {
    absl::StatusOr<bool> matches = true;
    if (one.when != kNone) matches = Holds(frame, one.when, frame.input.value());
    if (!matches.ok()) return FailExpression(frame, matches.status());
    if (*matches) return Complete(frame, frame.input, &one.then);
  }
  Complete(frame, frame.input);
}

void Machine::BeginBody(Frame& frame, const ForTask& task) {
  absl::StatusOr<Value> collection = Evaluate(frame, task.in, frame.input.value());
  if (!collection.ok()) return FailExpression(frame, collection.status());
  if (!collection->IsArray()) {
    return Fail(frame, kErrorExpression, 400, "No collection",
                absl::StrCat("for.in gives a list, not ", collection->KindName()));
  }
  frame.data = Var(*std::move(collection));
  NextIteration(frame, task, frame.input);
}

// An iteration begins with what the one before gave; the loop's output is what the last one gave.
void Machine::NextIteration(Frame& frame, const ForTask& task, Var current) {
  if (frame.cursor >= frame.data.value().size()) return Complete(frame, std::move(current));
  frame.locals = {{task.each, Var(frame.data.value().At(frame.cursor))}, {task.at, Var(Value::Number(frame.cursor))}};
  if (task.while_ != kNone) {
    const absl::StatusOr<bool> wanted = Holds(frame, task.while_, current.value());
    if (!wanted.ok()) return FailExpression(frame, wanted.status());
    if (!*wanted) return Complete(frame, std::move(current));
  }
  EnterList(frame, task.list, std::move(current));
}

void Machine::BeginBody(Frame& frame, const ForkTask& task) {
  frame.results.assign(task.branches.size(), {false, Var()});
  const size_t first = to_enter_.size();
  for (const int branch : task.branches) EnterTask(frame, branch, frame.input);
  std::reverse(to_enter_.begin() + static_cast<long>(first), to_enter_.end());
}

// With `compete` the first output is the fork's and the others stop; without, the outputs become a list in file order.
void Machine::BranchDone(Frame& fork, const ForkTask& task, int branch, Var output) {
  if (task.compete) {
    while (!fork.children.empty()) {
      Cancel(*fork.children.front());
      Remove(*fork.children.front());
    }
    return Complete(fork, std::move(output));
  }
  fork.results[branch] = {true, std::move(output)};
  Value outputs = Value::Array();
  for (const auto& [done, result] : fork.results) {
    if (!done) return;
    outputs.Append(result.value());
  }
  Complete(fork, Var(std::move(outputs)));
}

void Machine::BeginBody(Frame& frame, const WaitTask& task) {
  const absl::StatusOr<absl::Duration> after = DurationIn(frame, task.duration);
  if (!after.ok()) return FailExpression(frame, after.status());
  frame.wait_token = NewToken();
  Put(TimerEffect{TokenOf(frame, frame.wait_token), StepOf(frame), TimerKind::kWait, *after});
}

}  // namespace lienthong::engine
