#include "gateway/engine/run.h"

#include <optional>

#include "absl/container/flat_hash_map.h"
#include "gateway/engine/definition.h"
#include "gateway/engine/value_codec.h"
#include "services/base/status.h"

namespace lienthong::engine {

using lienthong::gateway::v1::RunFrame;
using lienthong::gateway::v1::RunState;

struct Var::Cell {
  std::optional<Value> value;
  std::optional<std::string> bytes;
  std::shared_ptr<bool> damaged;
};

Var::Var(Value value) {
  if (!value.IsNull()) cell_ = std::make_shared<Cell>(Cell{std::move(value), std::nullopt, nullptr});
}

Var Var::Encoded(std::string bytes, std::shared_ptr<bool> damaged) {
  Var var;
  var.cell_ = std::make_shared<Cell>(Cell{std::nullopt, std::move(bytes), std::move(damaged)});
  return var;
}

const Value& Var::value() const {
  static thread_local const Value null;
  if (cell_ == nullptr) return null;
  if (!cell_->value.has_value()) {
    absl::StatusOr<Value> decoded = DecodeValue(*cell_->bytes);
    if (!decoded.ok()) *cell_->damaged = true;
    cell_->value = std::move(decoded).value_or(Value());
  }
  return *cell_->value;
}

const std::string& Var::bytes() const {
  if (!cell_->bytes.has_value()) cell_->bytes = EncodeValue(*cell_->value);
  return *cell_->bytes;
}

namespace {

// Task 0 of a stored frame is the workflow itself.
constexpr int kTaskOffset = 1;

class Writer {
 public:
  explicit Writer(RunState& state) : state_(state) {}

  uint32_t Put(const Var& var) {
    if (var.identity() == nullptr) return 0;
    const auto [entry, fresh] = known_.emplace(var.identity(), state_.values_size() + 1);
    if (fresh) *state_.add_values() = var.bytes();
    return entry->second;
  }

  void Put(const Frame& frame, RunFrame& out) {
    out.set_task(frame.task + kTaskOffset);
    out.set_visit(frame.visit);
    out.set_phase(frame.phase);
    out.set_started_ms(frame.started_ms);
    out.set_raw_input(Put(frame.raw_input));
    out.set_input(Put(frame.input));
    out.set_data(Put(frame.data));
    out.set_cursor(frame.cursor);
    out.set_wait_token(frame.wait_token);
    out.set_timeout_token(frame.timeout_token);
    for (const auto& [name, var] : frame.locals) {
      auto& local = *out.add_locals();
      local.set_name(name);
      local.set_value(Put(var));
    }
    for (const auto& [done, var] : frame.results) {
      auto& result = *out.add_results();
      result.set_done(done);
      result.set_value(Put(var));
    }
    for (const uint32_t visits : frame.visits_before) out.add_visits_before(visits);
    for (const auto& child : frame.children) Put(*child, *out.add_children());
  }

 private:
  RunState& state_;
  absl::flat_hash_map<const void*, uint32_t> known_;
};

absl::Status Damaged() { return absl::DataLossError("the checkpoint of the run is damaged"); }

class Reader {
 public:
  Reader(const RunState& state, const Definition& definition, const std::shared_ptr<bool>& damaged)
      : definition_(definition) {
    vars_.emplace_back();
    for (const std::string& bytes : state.values()) vars_.push_back(Var::Encoded(bytes, damaged));
  }

  absl::Status Get(uint32_t position, Var& var) const {
    if (position >= vars_.size()) return Damaged();
    var = vars_[position];
    return absl::OkStatus();
  }

  absl::Status Get(const RunFrame& from, Frame* parent, Frame& to) const {
    if (from.task() > definition_.tasks.size() || (parent != nullptr) == (from.task() == 0)) return Damaged();
    to.parent = parent;
    to.task = static_cast<int>(from.task()) - kTaskOffset;
    if (!Fits(from, to)) return Damaged();
    to.visit = static_cast<int>(from.visit());
    to.phase = static_cast<int>(from.phase());
    to.started_ms = from.started_ms();
    to.cursor = static_cast<int>(from.cursor());
    to.wait_token = from.wait_token();
    to.timeout_token = from.timeout_token();
    to.visits_before.assign(from.visits_before().begin(), from.visits_before().end());
    RETURN_IF_ERROR(Get(from.raw_input(), to.raw_input));
    RETURN_IF_ERROR(Get(from.input(), to.input));
    RETURN_IF_ERROR(Get(from.data(), to.data));
    for (const auto& local : from.locals()) {
      to.locals.emplace_back(local.name(), Var());
      RETURN_IF_ERROR(Get(local.value(), to.locals.back().second));
    }
    for (const auto& result : from.results()) {
      to.results.emplace_back(result.done(), Var());
      RETURN_IF_ERROR(Get(result.value(), to.results.back().second));
    }
    for (const RunFrame& child : from.children()) {
      to.children.push_back(std::make_unique<Frame>());
      RETURN_IF_ERROR(Get(child, &to, *to.children.back()));
    }
    return absl::OkStatus();
  }

 private:
  // Whether a frame stands where its task stands in the file and has as many parts.
  bool Fits(const RunFrame& from, const Frame& to) const {
    if (to.task < 0) return true;
    const Task& task = definition_.tasks[to.task];
    if (task.parent != to.parent->task) return false;
    const auto* fork = std::get_if<ForkTask>(&task.body);
    const size_t branches = fork == nullptr ? 0 : fork->branches.size();
    const bool tries = std::holds_alternative<TryTask>(task.body);
    const int below = tries ? task.subtree_end - to.task - 1 : 0;
    return static_cast<size_t>(from.results_size()) == branches && from.visits_before_size() == below;
  }

  const Definition& definition_;
  std::vector<Var> vars_;
};

}  // namespace

RunState WriteRun(const Workflow& workflow, const Run& run) {
  RunState state;
  Writer writer(state);
  state.set_workflow_digest(workflow.digest());
  state.set_phase(run.phase);
  state.set_context(writer.Put(run.context));
  state.set_input(writer.Put(run.input));
  state.set_started_ms(run.started_ms);
  for (const uint32_t visits : run.visits) state.add_visits(visits);
  state.set_last_token(run.last_token);
  state.set_timeout_token(run.timeout_token);
  if (run.root != nullptr) writer.Put(*run.root, *state.mutable_frame());
  return state;
}

absl::StatusOr<Run> ReadRun(const Workflow& workflow, const RunState& state) {
  Run run;
  const Reader reader(state, workflow.definition(), run.damaged);
  if (static_cast<size_t>(state.visits_size()) != workflow.definition().tasks.size()) return Damaged();
  run.phase = state.phase();
  RETURN_IF_ERROR(reader.Get(state.context(), run.context));
  RETURN_IF_ERROR(reader.Get(state.input(), run.input));
  run.started_ms = state.started_ms();
  run.visits.assign(state.visits().begin(), state.visits().end());
  run.last_token = state.last_token();
  run.timeout_token = state.timeout_token();
  if (!state.has_frame()) return run;
  run.root = std::make_unique<Frame>();
  RETURN_IF_ERROR(reader.Get(state.frame(), nullptr, *run.root));
  return run;
}

}  // namespace lienthong::engine
