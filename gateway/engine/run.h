#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/engine/value.h"
#include "gateway/engine/workflow.h"
#include "lienthong/gateway/v1/run_state.pb.h"

// One run in memory, between reading its checkpoint and writing the next.
namespace lienthong::engine {

// Var is a variable's value: shared by all that hold it, written once into a checkpoint however many hold it, and
// decoded from one only when first read.
class Var {
 public:
  Var() = default;  // null
  explicit Var(Value value);
  static Var Encoded(std::string bytes, std::shared_ptr<bool> damaged);

  // Null, and *damaged set, when the bytes are no value.
  const Value& value() const;
  const std::string& bytes() const;
  // Null variables need no entry; others are told apart by this.
  const void* identity() const { return cell_.get(); }

 private:
  struct Cell;
  std::shared_ptr<Cell> cell_;
};

// Frame is one task being executed, or the workflow itself (no task) at the root.
struct Frame {
  int task = -1;
  int visit = 0;
  int phase = 0;  // see the body's task
  int64_t started_ms = 0;
  Var raw_input, input, data;
  int cursor = 0;
  uint64_t wait_token = 0;
  uint64_t timeout_token = 0;
  std::vector<std::pair<std::string, Var>> locals;
  std::vector<std::pair<bool, Var>> results;
  std::vector<uint32_t> visits_before;
  Frame* parent = nullptr;
  std::vector<std::unique_ptr<Frame>> children;
  bool dead = false;  // taken out of the tree while an action for it was pending
};

struct Run {
  lienthong::gateway::v1::RunPhase phase = lienthong::gateway::v1::RUN_PHASE_WAITING;
  Var context, input;
  int64_t started_ms = 0;
  std::vector<uint32_t> visits;
  uint64_t last_token = 0;
  uint64_t timeout_token = 0;
  std::unique_ptr<Frame> root;
  std::shared_ptr<bool> damaged = std::make_shared<bool>(false);
};

// DATA_LOSS when the checkpoint doesn't fit the workflow.
absl::StatusOr<Run> ReadRun(const Workflow& workflow, const lienthong::gateway::v1::RunState& state);
lienthong::gateway::v1::RunState WriteRun(const Workflow& workflow, const Run& run);

}  // namespace lienthong::engine
