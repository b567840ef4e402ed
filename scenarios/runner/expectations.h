#pragma once

#include <string>

#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Looks at the world and reports every difference as a failure of the stage.
void CheckExpectation(Stage& stage, const lienthong::scenario::v1::Expectation& expectation,
                      const std::string& pointer);

}  // namespace lienthong::scenarios
