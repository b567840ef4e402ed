#pragma once

#include <string>

#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Lets time pass in the stage's world and renews ${world.now}.
void Advance(Stage& stage, lienthong::scenario::v1::AdvanceStep step, const std::string& pointer);

}  // namespace lienthong::scenarios
