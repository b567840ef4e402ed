#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"
#include "tests/gateway/engine/testing.h"

// The promise the engine makes its host: a run may be stored and read back at every wait, repeated, or told things
// twice, and nothing changes.
namespace lienthong::engine {
namespace {

using lienthong::gateway::v1::RunState;

// Answers every effect in the order asked; which calls fail is a function of how many were made.
class Host {
 public:
  enum class Storing { kKept, kStored };

  Host(const Workflow& workflow, Storing storing, bool twice) : workflow_(workflow), storing_(storing), twice_(twice) {}

  std::vector<std::string> Run(const std::string& input) {
    Take(*Start(workflow_, input, ContextForTest()));
    while (!open_.empty()) {
      auto [token, outcome] = open_.front();
      open_.pop_front();
      Give(token, outcome);
      if (twice_) ExpectRefused(token, outcome);
    }
    return log_;
  }

 private:
  void Give(const std::string& token, const Outcome& outcome) {
    const auto tokens = AwaitedTokens(workflow_, state_);
    const bool awaited = std::find(tokens.begin(), tokens.end(), token) != tokens.end();
    auto result = Resume(workflow_, state_, token, outcome, ContextForTest());
    ASSERT_TRUE(result.ok()) << result.status().message();
    const auto repeated = Resume(workflow_, state_, token, outcome, ContextForTest());
    EXPECT_EQ(repeated->state.SerializeAsString(), result->state.SerializeAsString());
    EXPECT_EQ(Describe(repeated->effects), Describe(result->effects));
    EXPECT_TRUE(awaited || !result->accepted);
    Take(*std::move(result));
  }

  void ExpectRefused(const std::string& token, const Outcome& outcome) {
    if (std::holds_alternative<EventArrived>(outcome)) return;
    const auto result = Resume(workflow_, state_, token, outcome, ContextForTest());
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(result->accepted) << token;
  }

  void Take(Result result) {
    for (const std::string& line : Describe(result.effects)) log_.push_back(line);
    for (const TaskRun& run : result.trace) log_.push_back("ran " + run.step.Suffix());
    for (const Effect& effect : result.effects) Queue(effect);
    log_.push_back(absl::StrCat("state ", result.state.ByteSizeLong()));
    if (storing_ == Storing::kStored) {
      RunState read;
      EXPECT_TRUE(read.ParseFromString(result.state.SerializeAsString()));
      state_ = read;
    } else {
      state_ = std::move(result.state);
    }
  }

  void Queue(const Effect& effect) {
    if (const auto* call = std::get_if<CallEffect>(&effect)) {
      CallAnswered answer{OfficeBytes("LookResponse", absl::StrCat("status: 'OK' amount: ", ++calls_)), {}};
      if (calls_ % 3 == 2) answer.error = ErrorOfCall(absl::UnavailableError("away"));
      open_.emplace_back(call->token, answer);
    } else if (const auto* application = std::get_if<ApplicationEffect>(&effect)) {
      ApplicationDecided decided;
      decided.result = R"({"number": "7"})";
      if (++applications_ % 2 == 0) decided.verdict = ApplicationDecided::Verdict::kRefused;
      open_.emplace_back(application->token, decided);
    } else if (const auto* timer = std::get_if<TimerEffect>(&effect)) {
      if (timer->kind != TimerKind::kTimeout) open_.emplace_back(timer->token, TimerFired{});
    } else if (const auto* listen = std::get_if<ListenEffect>(&effect)) {
      for (const std::string& type : listen->types) {
        open_.emplace_back(listen->token, EventArrived{absl::StrCat(R"({"type":")", type, R"(","data":{"id":"d1"}})")});
      }
    }
  }

  const Workflow& workflow_;
  const Storing storing_;
  const bool twice_;
  RunState state_;
  std::deque<std::pair<std::string, Outcome>> open_;
  std::vector<std::string> log_;
  int calls_ = 0, applications_ = 0;
};

class Resuming : public ::testing::TestWithParam<const char*> {};

TEST_P(Resuming, GivesTheSameFromEveryCheckpoint) {
  const auto workflow = LoadFile(GetParam());
  ASSERT_NE(workflow, nullptr);
  const std::string input = R"({"id": "d1", "children": [{"name": "Lan"}, {"name": "Minh"}]})";
  const auto kept = Host(*workflow, Host::Storing::kKept, false).Run(input);
  EXPECT_EQ(Host(*workflow, Host::Storing::kStored, false).Run(input), kept);
  EXPECT_EQ(Host(*workflow, Host::Storing::kStored, true).Run(input), kept);
  EXPECT_EQ(Host(*LoadFile(GetParam()), Host::Storing::kStored, true).Run(input), kept);
  const bool over = std::any_of(kept.begin(), kept.end(), [](const std::string& line) {
    return line.rfind("finished", 0) == 0 || line.rfind("faulted", 0) == 0;
  });
  EXPECT_TRUE(over);
}

INSTANTIATE_TEST_SUITE_P(Samples, Resuming,
                         ::testing::Values("bundle.yaml", "loops.yaml", "race.yaml", "events.yaml",
                                           "nested_retries.yaml"),
                         [](const auto& info) {
                           const std::string file = info.param;
                           return file.substr(0, file.find('.'));
                         });

TEST(Resume, RefusesAnotherTextOfTheWorkflow) {
  const auto one = Load("do:\n  - a: {wait: PT1S}\n");
  const auto other = Load("do:\n  - a: {wait: PT2S}\n");
  const Result started = *Start(*one, "{}", ContextForTest());
  const auto result =
      Resume(*other, started.state, EffectAt<TimerEffect>(started).token, TimerFired{}, ContextForTest());
  EXPECT_EQ(ReasonOf(result.status()), Reason::WORKFLOW_CHANGED);
}

TEST(Resume, RefusesADamagedCheckpoint) {
  const auto workflow = Load("do:\n  - a: {wait: PT1S}\n  - b: {set: {x: '${ .n }'}}\n");
  const Result started = *Start(*workflow, R"({"n": 1})", ContextForTest());
  const std::string token = EffectAt<TimerEffect>(started).token;
  RunState broken_value = started.state;
  for (auto& value : *broken_value.mutable_values()) value = "\xff";
  EXPECT_TRUE(absl::IsDataLoss(Resume(*workflow, broken_value, token, TimerFired{}, ContextForTest()).status()));
  RunState broken_reference = started.state;
  broken_reference.set_context(99);
  EXPECT_TRUE(absl::IsDataLoss(Resume(*workflow, broken_reference, token, TimerFired{}, ContextForTest()).status()));
  RunState broken_position = started.state;
  broken_position.mutable_frame()->mutable_children(0)->set_task(9);
  EXPECT_TRUE(absl::IsDataLoss(Resume(*workflow, broken_position, token, TimerFired{}, ContextForTest()).status()));
}

TEST(Resume, CheckpointHoldsEachSharedValueOnce) {
  const auto workflow = Load("do:\n  - a: {do: [{b: {do: [{c: {wait: PT1S}}]}}]}\n");
  const Result started = *Start(*workflow, R"({"text": "something long enough to be noticed"})", ContextForTest());
  EXPECT_EQ(started.state.values_size(), 2);
}

}  // namespace
}  // namespace lienthong::engine
