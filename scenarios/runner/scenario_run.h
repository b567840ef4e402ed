#pragma once

#include <string>

#include "scenarios/runner/result.h"
#include "scenarios/runner/scenario_file.h"
#include "services/base/host/wire.h"

namespace lienthong::scenarios {

struct RunOptions {
  // Unlike that of any other run against the same town.
  std::string run;
  // Leave the world there.
  bool keep = false;
  // When all steps have passed, look for coherence across all registers.
  bool check = false;
};

// Runs one scenario in a fresh world, named after it, which is deleted afterwards. Blocks; thread-safe for different
// scenarios.
ScenarioResult RunScenario(const ScenarioFile& file, const seeds::Nation& nation, host::Transport* transport,
                           const RunOptions& options);

}  // namespace lienthong::scenarios
