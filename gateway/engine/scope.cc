#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "gateway/engine/duration.h"
#include "gateway/engine/machine.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

Value Moment(int64_t milliseconds) {
  const absl::Time time = absl::FromUnixMillis(milliseconds);
  Value epoch = Value::Object();
  epoch.Set("seconds", Value::Number(static_cast<double>(absl::ToUnixSeconds(time))));
  epoch.Set("milliseconds", Value::Number(static_cast<double>(milliseconds)));
  Value moment = Value::Object();
  moment.Set("iso8601", Value::String(absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", time, absl::UTCTimeZone())));
  moment.Set("epoch", std::move(epoch));
  return moment;
}

}  // namespace

absl::StatusOr<Value> Machine::Evaluate(Frame& frame, int expression, const Value& dot) {
  return evaluator_.Evaluate(expression, dot, [&](const std::string& name) { return Variable(frame, name); });
}

absl::StatusOr<Value> Machine::FillIn(Frame& frame, const Template& form, const Value& dot) {
  return Fill(form, evaluator_, dot, [&](const std::string& name) { return Variable(frame, name); });
}

absl::StatusOr<bool> Machine::Holds(Frame& frame, int expression, const Value& dot) {
  ASSIGN_OR_RETURN(const Value value, Evaluate(frame, expression, dot));
  if (value.IsBool() || value.IsNull()) return value.IsTrue();
  return absl::InvalidArgumentError(absl::StrCat("a condition gives true or false, not ", value.KindName()));
}

absl::StatusOr<absl::Duration> Machine::DurationIn(Frame& frame, const DurationSource& source) {
  if (!source.form.present()) return source.fixed;
  ASSIGN_OR_RETURN(const Value value, FillIn(frame, source.form, frame.input.value()));
  return DurationOf(value);
}

Value Machine::Variable(const Frame& frame, const std::string& name) const {
  if (name == "context") return run_.context.value();
  if (name == "input") return frame.input.value();
  if (name == "output") return output_ == nullptr ? Value() : *output_;
  if (name == "task") return TaskVariable(frame);
  if (name == "workflow") return WorkflowVariable();
  if (name == "runtime") return RuntimeVariable();
  for (const Frame* scope = &frame; scope != nullptr; scope = scope->parent) {
    for (const auto& [local, var] : scope->locals) {
      if (local == name) return var.value();
    }
  }
  return Value();
}

Value Machine::TaskVariable(const Frame& frame) const {
  const Task& task = TaskOf(frame);
  Value value = Value::Object();
  value.Set("name", Value::String(task.name));
  value.Set("reference", Value::String(task.pointer));
  value.Set("definition", task.definition_literal == kNone ? Value() : evaluator_.Literal(task.definition_literal));
  value.Set("input", frame.raw_input.value());
  value.Set("output", raw_output_ == nullptr ? Value() : *raw_output_);
  value.Set("startedAt", Moment(frame.started_ms));
  return value;
}

Value Machine::WorkflowVariable() const {
  const int definition = definition_.definition_literal;
  Value value = Value::Object();
  value.Set("id", Value::String(context_.run_id));
  value.Set("definition", definition == kNone ? Value() : evaluator_.Literal(definition));
  value.Set("input", run_.input.value());
  value.Set("startedAt", Moment(run_.started_ms));
  return value;
}

Value Machine::RuntimeVariable() const {
  Value value = Value::Object();
  value.Set("name", Value::String(context_.runtime_name));
  value.Set("version", Value::String(context_.runtime_version));
  value.Set("metadata", Value::Object());
  return value;
}

}  // namespace lienthong::engine
