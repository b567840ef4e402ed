#include "gateway/engine/expressions.h"

extern "C" {
#include <jq.h>
}

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gateway/engine/value_codec.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// The program's input is [number, dot, variable, variable ...]; each expression is a function of it that binds only the
// variables it uses. Functions keep libjq's 16-bit jumps short. The newline ends a comment in the text.
std::string FunctionOf(const ExpressionSource& source, int number) {
  std::string text = absl::StrCat("def __e", number, ": ");
  for (size_t i = 0; i < source.variables.size(); ++i) {
    absl::StrAppend(&text, ".[", i + 2, "] as $", source.variables[i], " | ");
  }
  absl::StrAppend(&text, ".[1] | (", source.text, "\n);\n");
  return text;
}

// A binary tree of comparisons, so that the cost of a call grows with the logarithm of the number of expressions.
std::string Dispatch(int begin, int end) {
  if (end - begin == 1) return absl::StrCat("__e", begin);
  const int middle = begin + (end - begin) / 2;
  return absl::StrCat("if .[0] < ", middle, " then ", Dispatch(begin, middle), " else ", Dispatch(middle, end), " end");
}

// libjq's first complaint, without the place in the combined program.
std::string FirstComplaint(const std::string& messages) {
  const std::vector<std::string> lines = absl::StrSplit(messages, '\n');
  std::string line = absl::StrReplaceAll(lines.empty() ? messages : lines[0], {{"jq: error: ", ""}});
  line = line.substr(0, line.find(" (Unix shell quoting"));
  line = line.substr(0, line.find(" at <top-level>"));
  return line.empty() ? "it doesn't compile" : line;
}

void Collect(void* messages, jv message) {
  const Value text(jq_format_error(message));
  if (text.IsString()) absl::StrAppend(static_cast<std::string*>(messages), text.Text(), "\n");
}

}  // namespace

Evaluator::Evaluator(const std::vector<ExpressionSource>& sources, const std::vector<std::string>& literals,
                     jq_state* owned)
    : sources_(sources), jq_(owned) {
  literals_.reserve(literals.size());
  for (const std::string& literal : literals) literals_.push_back(DecodeValue(literal).value_or(Value()));
}

Evaluator::~Evaluator() {
  jq_state* jq = jq_;
  jq_teardown(&jq);
}

absl::StatusOr<Value> Evaluator::Next() {
  jv next = jq_next(jq_);
  if (jv_is_valid(next)) return Value(next);
  if (!jv_invalid_has_msg(jv_copy(next))) {
    jv_free(next);
    return absl::NotFoundError("no value");
  }
  const Value message(jv_invalid_get_msg(next));
  return absl::InvalidArgumentError(message.Text());
}

absl::StatusOr<Value> Evaluator::Evaluate(int expression, const Value& dot, VariableLookup variable) {
  Value input = Value::Array();
  input.Append(Value::Number(expression));
  input.Append(dot);
  for (const std::string& name : sources_[expression].variables) input.Append(variable(name));
  jq_start(jq_, input.Release(), 0);
  absl::StatusOr<Value> first = Next();
  if (absl::IsNotFound(first.status())) return Value();
  if (!first.ok()) return first;
  const absl::StatusOr<Value> second = Next();
  if (second.ok()) {
    return absl::InvalidArgumentError(
        "the expression gives more than one value; collect them as [ ... ] or take first");
  }
  if (!absl::IsNotFound(second.status())) return second.status();
  RETURN_IF_ERROR(CheckKeepable(*first));
  return first;
}

Expressions::Expressions(std::vector<ExpressionSource> sources, std::vector<std::string> literals)
    : sources_(std::move(sources)), literals_(std::move(literals)) {}

absl::StatusOr<jq_state*> Expressions::Compile(int begin, int end) const {
  jq_state* jq = jq_init();
  if (jq == nullptr) return absl::ResourceExhaustedError("libjq has no memory for another program");
  std::string program, complaints;
  for (int i = begin; i < end; ++i) program += FunctionOf(sources_[i], i);
  program += begin == end ? "." : Dispatch(begin, end);
  jq_set_error_cb(jq, Collect, &complaints);
  const int compiled = jq_compile(jq, program.c_str());
  jq_set_error_cb(jq, nullptr, nullptr);
  if (compiled) return jq;
  jq_teardown(&jq);
  return absl::InvalidArgumentError(absl::StrCat("jq: ", FirstComplaint(complaints)));
}

void Expressions::FindBroken(int begin, int end, std::map<int, std::string>& broken) const {
  absl::StatusOr<jq_state*> jq = Compile(begin, end);
  if (jq.ok()) return jq_teardown(&*jq);
  if (end - begin == 1) {
    broken.emplace(begin, std::string(jq.status().message()));
    return;
  }
  const int middle = begin + (end - begin) / 2;
  FindBroken(begin, middle, broken);
  FindBroken(middle, end, broken);
}

std::map<int, std::string> Expressions::FindBroken() {
  std::map<int, std::string> broken;
  if (const auto lease = Acquire(); lease.ok()) return broken;
  FindBroken(0, static_cast<int>(sources_.size()), broken);
  return broken;
}

absl::StatusOr<Expressions::Lease> Expressions::Acquire() {
  {
    absl::MutexLock lock(&mutex_);
    if (!idle_.empty()) {
      auto evaluator = std::move(idle_.back());
      idle_.pop_back();
      return Lease(this, std::move(evaluator));
    }
  }
  ASSIGN_OR_RETURN(jq_state* const jq, Compile(0, static_cast<int>(sources_.size())));
  return Lease(this, std::make_unique<Evaluator>(sources_, literals_, jq));
}

Expressions::Lease::~Lease() {
  if (evaluator_ == nullptr) return;
  absl::MutexLock lock(&pool_->mutex_);
  pool_->idle_.push_back(std::move(evaluator_));
}

}  // namespace lienthong::engine
