#include "gateway/engine/standalone.h"

#include <deque>
#include <map>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gateway/engine/yaml_source.h"
#include "services/base/error/error.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// Timers by virtual time, then in the order they were asked for; events are offered to each listener once.
class Standalone {
 public:
  Standalone(const Workflow& workflow, RunContext context, const StandaloneHost& host)
      : workflow_(workflow), context_(std::move(context)), began_(context_.now), host_(host) {}

  absl::StatusOr<StandaloneResult> Run(const std::string& input) {
    ASSIGN_OR_RETURN(Result result, Start(workflow_, input, context_));
    Take(std::move(result));
    while (!over_) {
      RETURN_IF_ERROR(Next());
    }
    out_.elapsed = context_.now - began_;
    return std::move(out_);
  }

 private:
  struct Listener {
    std::string token;
    size_t next_event = 0;
  };

  void Take(Result result) {
    state_ = std::move(result.state);
    if (host_.on_task) {
      for (const TaskRun& run : result.trace) host_.on_task(run);
    }
    for (Effect& effect : result.effects) std::visit([&](auto& one) { Carry(one); }, effect);
  }

  void Carry(CallEffect& call) {
    CallAnswered answer;
    absl::StatusOr<std::string> response = absl::UnimplementedError("no agency is connected; name one with --target");
    if (host_.call) response = host_.call(call);
    if (response.ok()) answer.response = *std::move(response);
    if (!response.ok()) answer.error = ErrorOfCall(response.status());
    ready_.emplace_back(call.token, std::move(answer));
  }

  void Carry(ApplicationEffect& application) {
    ApplicationDecided decided;
    decided.verdict = ApplicationDecided::Verdict::kRefused;
    decided.error.detail = "no agency is connected; name one with --target";
    if (host_.apply) decided = host_.apply(application);
    ready_.emplace_back(application.token, std::move(decided));
  }

  void Carry(TimerEffect& timer) { timers_.emplace(std::make_pair(context_.now + timer.after, ++asked_), timer.token); }
  void Carry(EmitEffect& emitted) { out_.emitted.push_back(std::move(emitted.envelope)); }
  void Carry(ListenEffect& listen) { listeners_.push_back({listen.token}); }
  void Carry(CancelEffect& cancel) { cancelled_.insert(cancel.token); }
  void Carry(FinishedEffect& finished) {
    out_.output = std::move(finished.output);
    over_ = true;
  }
  void Carry(FaultedEffect& faulted) {
    out_.error = std::move(faulted.error);
    over_ = true;
  }

  // Answers first, then events, then time.
  absl::Status Next() {
    if (!ready_.empty()) {
      auto [token, outcome] = std::move(ready_.front());
      ready_.pop_front();
      return Give(token, outcome).status();
    }
    ASSIGN_OR_RETURN(const bool heard, OfferEvent());
    if (heard) return absl::OkStatus();
    if (timers_.empty()) return Starve(), absl::OkStatus();
    const auto first = timers_.begin();
    const std::string token = first->second;
    if (cancelled_.count(token) == 0) context_.now = std::max(context_.now, first->first.first);
    timers_.erase(first);
    return Give(token, TimerFired{}).status();
  }

  absl::StatusOr<bool> Give(const std::string& token, const Outcome& outcome) {
    if (cancelled_.count(token) > 0) return false;
    ASSIGN_OR_RETURN(Result result, Resume(workflow_, state_, token, outcome, context_));
    const bool accepted = result.accepted;
    if (accepted) Take(std::move(result));
    return accepted;
  }

  absl::StatusOr<bool> OfferEvent() {
    for (size_t i = 0; i < listeners_.size(); ++i) {
      while (listeners_[i].next_event < out_.emitted.size()) {
        const std::string event = out_.emitted[listeners_[i].next_event++];
        ASSIGN_OR_RETURN(const bool heard, Give(listeners_[i].token, EventArrived{event}));
        if (heard) return true;
      }
    }
    return false;
  }

  void Starve() {
    WorkflowError error;
    error.type = kErrorTimeout;
    error.status = 408;
    error.title = "Nobody sends the event";
    error.detail = "the run waits for an event that it doesn't emit itself, and nothing else is left to happen";
    const auto tokens = AwaitedTokens(workflow_, state_);
    if (!tokens.empty()) error.instance = tokens.front().substr(0, tokens.front().rfind('#'));
    out_.error = std::move(error);
    over_ = true;
  }

  const Workflow& workflow_;
  RunContext context_;
  const absl::Time began_;
  const StandaloneHost& host_;
  lienthong::gateway::v1::RunState state_;
  std::deque<std::pair<std::string, Outcome>> ready_;
  std::map<std::pair<absl::Time, int>, std::string> timers_;
  int asked_ = 0;
  std::vector<Listener> listeners_;
  std::set<std::string> cancelled_;
  StandaloneResult out_;
  bool over_ = false;
};

}  // namespace

absl::StatusOr<std::string> ReadInput(const std::string& text, const std::string& file) {
  YamlNode root;
  const std::vector<YamlProblem> problems = ReadYaml(text, root);
  const Value value = problems.empty() ? ValueOf(root) : Value();
  const absl::Status keepable = CheckKeepable(value);
  if (problems.empty() && keepable.ok()) return value.ToJson();
  const std::string problem =
      problems.empty() ? absl::StrCat(file, ": ", keepable.message())
                       : Problem{file, problems[0].line, problems[0].pointer, problems[0].message}.ToString();
  return lienthong::Error(absl::StatusCode::kInvalidArgument, Reason::WORKFLOW_INPUT_INVALID).With("problem", problem);
}

absl::StatusOr<StandaloneResult> RunStandalone(const Workflow& workflow, const std::string& input,
                                               const RunContext& context, const StandaloneHost& host) {
  return Standalone(workflow, context, host).Run(input);
}

}  // namespace lienthong::engine
