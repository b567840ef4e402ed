#pragma once

#include "scenarios/runner/result.h"
#include "scenarios/runner/scenario_file.h"
#include "services/base/host/wire.h"

namespace lienthong::scenarios {

// Runs one scenario in a fresh world, named after it, which is deleted afterwards unless `keep`. Blocks; thread-safe
// for different scenarios. `run` is unlike that of any other run against the same town.
ScenarioResult RunScenario(const ScenarioFile& file, const seeds::Nation& nation, host::Transport* transport,
                           const std::string& run, bool keep);

}  // namespace lienthong::scenarios
