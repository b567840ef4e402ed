#include "tests/gateway/coherence/played_worlds.h"

#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "deploy/lienthong/town.h"
#include "gateway/coherence/world_reading.h"
#include "scenarios/runner/scenario_run.h"
#include "services/base/identity/world_nation.h"

namespace lienthong::coherence {
namespace {

Town& TheTown() {
  static const auto* town = [] {
    TownOptions options;
    options.with_timer = false;
    return new std::shared_ptr<Town>(*Town::Make(options));
  }();
  return **town;
}

Ledger Read(const std::string& world) {
  Ledger ledger;
  std::make_shared<WorldReading>(TheTown().authority(), world, [&ledger](absl::StatusOr<Reading> reading) {
    ASSERT_TRUE(reading.ok()) << reading.status();
    EXPECT_FALSE(reading->moving);
    Open(*reading);
    ledger = std::move(reading->ledger);
  })->Start();
  ledger.nation = &TheTown().nation().In(PinModeOf(ledger.world));
  return ledger;
}

Ledger Play(const std::string& file, int steps) {
  const std::string path = absl::StrCat(LIENTHONG_SOURCE_DIR, "/scenarios/", file);
  std::string text;
  EXPECT_TRUE(scenarios::ReadFile(path, text)) << path;
  scenarios::ScenarioFile scenario;
  EXPECT_THAT(scenarios::ReadScenario(path, text, TheTown().nation(), scenario), IsEmpty());
  auto& all = *scenario.scenario.mutable_steps();
  if (steps > 0) {
    all.DeleteSubrange(steps, all.size() - steps);
    scenario.scenario.clear_expect();
    scenario.scenario.set_name(absl::StrCat(scenario.scenario.name().substr(0, 40), "-", steps));
  }
  const auto result = scenarios::RunScenario(scenario, TheTown().nation(), &TheTown().transport(),
                                             {"played", /*keep=*/true, /*check=*/false});
  EXPECT_THAT(scenarios::FailureLines(result), IsEmpty());
  return Read(absl::StrCat("scenario-", scenario.scenario.name()));
}

}  // namespace

std::set<std::string> Violated(const Ledger& ledger) {
  const auto verdict = Judge(ledger, /*moving=*/false);
  std::set<std::string> violated;
  for (const auto& violation : verdict.violations()) violated.insert(violation.invariant());
  return violated;
}

const Ledger& Played(const std::string& file, int steps) {
  static auto* played = new std::map<std::pair<std::string, int>, Ledger>;
  const auto [place, fresh] = played->try_emplace({file, steps});
  if (fresh) place->second = Play(file, steps);
  return place->second;
}

}  // namespace lienthong::coherence
