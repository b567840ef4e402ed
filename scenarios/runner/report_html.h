#pragma once

#include <string>
#include <vector>

#include "scenarios/runner/result.h"

namespace lienthong::scenarios {

// One self-contained page in both languages: scenarios with their steps, failures, sequence of calls and the fidelity
// of the methods used. The same results give the same bytes: no wall times, no paths of this machine but the files' as
// given.
std::string HtmlReport(const std::vector<ScenarioResult>& results);

}  // namespace lienthong::scenarios
