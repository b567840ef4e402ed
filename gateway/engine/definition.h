#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "gateway/engine/template.h"
#include "gateway/engine/workflow.h"

// A workflow file after parsing: plain data, tasks numbered in file order, expressions by number.
namespace lienthong::engine {

inline constexpr int kNone = -1;  // no expression, task or list

// Where to go after a task. The target is in the same list as the task.
struct Directive {
  enum class Kind { kContinue, kExit, kEnd, kTask };
  Kind kind = Kind::kContinue;
  int task = kNone;
  std::string name;  // of the target
  int line = 0;
};

struct DurationSource {
  absl::Duration fixed;
  Template form;  // present when the duration is computed
};

struct DoTask {
  int list = kNone;
};

struct SetTask {
  Template value;
};

struct SwitchCase {
  std::string name;
  int when = kNone;  // none: always
  Directive then;
};

struct SwitchTask {
  std::vector<SwitchCase> cases;
};

struct ForTask {
  std::string each = "item";
  std::string at = "index";
  int in = kNone;
  int while_ = kNone;
  int list = kNone;
};

struct ForkTask {
  bool compete = false;
  std::vector<int> branches;
};

struct RetryPolicy {
  enum class Backoff { kConstant, kLinear, kExponential };
  int when = kNone;
  int except_when = kNone;
  DurationSource delay;
  Backoff backoff = Backoff::kConstant;
  std::optional<int> limit_count;  // of retries
  std::optional<DurationSource> limit_duration;
  std::optional<std::pair<DurationSource, DurationSource>> jitter;
};

struct ErrorFilter {
  std::optional<std::string> type, instance, title, detail;
  std::optional<int> status;
};

struct TryTask {
  int list = kNone;
  ErrorFilter filter;
  std::string as = "error";
  int when = kNone;
  int except_when = kNone;
  std::optional<RetryPolicy> retry;
  int catch_list = kNone;
};

struct RaiseTask {
  Template type, status, title, detail, instance;
};

struct WaitTask {
  DurationSource duration;
};

struct Correlation {
  std::string name;
  int from = kNone;
  Template expect;
};

struct EventFilter {
  std::string type;  // empty: any
  std::vector<std::pair<std::string, Template>> with;
  std::vector<Correlation> correlate;
};

struct ListenTask {
  enum class Mode { kOne, kAny, kAll };
  enum class Read { kData, kEnvelope };
  Mode mode = Mode::kOne;
  Read read = Read::kData;
  std::vector<EventFilter> filters;
};

struct EmitTask {
  Template event;
};

struct CallTask {
  bool application = false;
  const google::protobuf::MethodDescriptor* method = nullptr;
  Template request;
  Template purpose;
  absl::Duration timeout;
  bool timeout_given = false;
  // Applications only.
  Template procedure, title, sla, legal_limit;
  std::optional<DurationSource> poll;
  int line = 0;
};

using TaskBody = std::variant<DoTask, SetTask, SwitchTask, ForTask, ForkTask, TryTask, RaiseTask, WaitTask, ListenTask,
                              EmitTask, CallTask>;

struct Task {
  std::string name;
  std::string kind;  // the key that told the kind
  std::string pointer;
  int line = 0;
  int list = kNone;  // the list it stands in; none for a fork's branch
  int position = 0;  // in that list
  int parent = kNone;
  int subtree_end = 0;  // number after its last descendant
  int if_ = kNone;
  Template input_from, output_as, export_as;
  std::optional<DurationSource> timeout;
  Directive then;
  int definition_literal = kNone;  // the source, for $task.definition; kept only where an expression reads it
  Annotations annotations;
  TaskBody body;
};

struct TaskList {
  std::vector<int> tasks;
};

struct Definition {
  std::string file, space, name, version, digest;
  Annotations annotations;
  absl::Duration default_timeout = absl::Seconds(10);
  bool default_timeout_given = false;
  std::vector<Task> tasks;
  std::vector<TaskList> lists;
  int main_list = kNone;
  Template input_from, output_as;
  std::optional<DurationSource> timeout;
  int definition_literal = kNone;  // the source, for $workflow.definition
};

}  // namespace lienthong::engine
