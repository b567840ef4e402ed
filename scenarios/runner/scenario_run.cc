#include "scenarios/runner/scenario_run.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "scenarios/runner/coherence.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/expectations.h"
#include "scenarios/runner/find_people.h"
#include "scenarios/runner/journal.h"
#include "scenarios/runner/mock_steps.h"
#include "scenarios/runner/steps.h"
#include "services/base/error/error.h"
#include "services/base/identity/world_nation.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::scenarios {
namespace {

namespace v1 = scenario::v1;

constexpr char kControl[] = "lienthong.control.v1.ControlService/";
// Runs against one town may overlap; so many worlds of one name are tried.
constexpr int kMostWorlds = 100;

absl::StatusOr<control::v1::World> WorldOf(const v1::Scenario& scenario) {
  const v1::WorldSetup& setup = scenario.world();
  control::v1::World world;
  world.set_clock_mode(control::v1::CLOCK_MODE_MANUAL);
  world.set_seed(setup.seed() == 0 ? 1 : setup.seed());
  world.set_realistic_numbers(setup.realistic_numbers());
  *world.mutable_officers() = setup.officers();
  *world.mutable_defects() = setup.defects();
  world.add_declared_callers(kScenarioCaller);
  for (const std::string& caller : setup.declared_callers()) world.add_declared_callers(caller);
  if (!setup.start().empty()) {
    ASSIGN_OR_RETURN(const absl::Time start, ParseTime(setup.start()));
    *world.mutable_now() = ToProto(start);
  }
  return world;
}

// Makes the world under the scenario's name, or the next free one after it.
absl::StatusOr<control::v1::World> CreateWorld(const v1::Scenario& scenario, host::Transport* transport,
                                               const std::string& run) {
  control::v1::CreateWorldRequest request;
  ASSIGN_OR_RETURN(*request.mutable_world(), WorldOf(scenario));
  absl::Status last;
  for (int i = 1; i <= kMostWorlds; ++i) {
    const std::string name = absl::StrCat("scenario-", scenario.name(), i == 1 ? "" : absl::StrCat("-", i));
    request.mutable_world()->set_name(name);
    request.set_request_id(absl::StrCat(run, "/", name, "/create"));
    auto response =
        TownClient(transport, name)
            .Ask<control::v1::CreateWorldResponse>("control", absl::StrCat(kControl, "CreateWorld"), request);
    if (response.ok()) return response->world();
    last = response.status();
    if (ReasonOf(last) != Reason::WORLD_EXISTS) break;
  }
  return last;
}

// Performs steps until one fails, then the expectation at the end.
void Play(Stage& stage, const v1::Scenario& scenario, ScenarioResult& result) {
  if (!stage.Check("/find", FindPeople(scenario, stage.scope()))) {
    result.steps.push_back({"find people", "find", stage.LineOf("/find"), stage.TakeFailures()});
    return;
  }
  SetUpMocks(stage, scenario.world(), "/world");
  if (auto failures = stage.TakeFailures(); !failures.empty()) {
    result.steps.push_back({"set overrides and faults", "world", stage.LineOf("/world"), std::move(failures)});
    return;
  }
  for (int i = 0; i < scenario.steps_size(); ++i) {
    const std::string pointer = absl::StrCat("/steps/", i);
    PerformStep(stage, scenario.steps(i), pointer);
    result.steps.push_back(
        {TitleOf(scenario.steps(i)), KindOf(scenario.steps(i)), stage.LineOf(pointer), stage.TakeFailures()});
    if (!result.steps.back().failures.empty()) return;
  }
  if (!scenario.has_expect()) return;
  CheckExpectation(stage, scenario.expect(), "/expect");
  result.steps.push_back({"at the end", "expect", stage.LineOf("/expect"), stage.TakeFailures()});
}

// What the reports want of the world. That it can't be had is a failure too: a scenario without a journal proves
// little.
void Collect(Stage& stage, ScenarioResult& result) {
  absl::StatusOr<std::vector<control::v1::JournalEntry>> journal = ReadJournal(stage.client());
  if (stage.Check("", journal.status())) result.journal = *std::move(journal);
  control::v1::DescribeWorldRequest request;
  request.set_world(stage.client().world());
  const auto state = stage.client().Ask<control::v1::DescribeWorldResponse>(
      "control", absl::StrCat(kControl, "DescribeWorld"), request);
  if (stage.Check("", state.status())) result.digest = state->digest();
}

bool PassedSoFar(const ScenarioResult& result) {
  return std::all_of(result.steps.begin(), result.steps.end(),
                     [](const StepResult& step) { return step.failures.empty(); });
}

void DeleteWorld(Stage& stage) {
  control::v1::DeleteWorldRequest request;
  request.set_request_id(stage.NextRequestId("control"));
  request.set_world(stage.client().world());
  const auto deleted =
      stage.client().Ask<control::v1::DeleteWorldResponse>("control", absl::StrCat(kControl, "DeleteWorld"), request);
  stage.Check("", deleted.status());
}

}  // namespace

ScenarioResult RunScenario(const ScenarioFile& file, const seeds::Nation& nation, host::Transport* transport,
                           const RunOptions& options) {
  ScenarioResult result;
  result.name = file.scenario.name();
  result.path = file.path;
  result.scenario = file.scenario;
  const absl::StatusOr<control::v1::World> world = CreateWorld(file.scenario, transport, options.run);
  if (!world.ok()) {
    result.steps.push_back(
        {"create the world", "world", file.LineOf("/world"), {{file.LineOf("/world"), Describe(world.status())}}});
    result.verdict = Verdict::kFailed;
    return result;
  }
  Stage stage(file, nation.In(PinModeOf(*world)), transport, world->name(), options.run);
  stage.scope().now = FromProto(world->now());
  Play(stage, file.scenario, result);
  Collect(stage, result);
  if (options.check && PassedSoFar(result)) {
    CheckCoherence(stage, file.scenario);
    result.steps.push_back({"look for coherence", "check", stage.LineOf("/incoherent"), stage.TakeFailures()});
  }
  if (!options.keep) DeleteWorld(stage);
  if (stage.failed()) result.steps.push_back({"look at the world afterwards", "world", 1, stage.TakeFailures()});
  for (const StepResult& step : result.steps) {
    if (!step.failures.empty()) result.verdict = Verdict::kFailed;
  }
  return result;
}

}  // namespace lienthong::scenarios
