#pragma once

#include <string>
#include <vector>

#include "scenarios/runner/result.h"

namespace lienthong::scenarios {

// JUnit XML: one test case a scenario. An expected failure is a passed case with its failure in system-out.
std::string JUnitReport(const std::vector<ScenarioResult>& results);

}  // namespace lienthong::scenarios
