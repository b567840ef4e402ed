#pragma once

#include <string>

#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Performs one step; what goes wrong are failures of the stage. `pointer` is the step's place in the file.
void PerformStep(Stage& stage, const lienthong::scenario::v1::Step& step, const std::string& pointer);

// "submit", "call", ...
std::string KindOf(const lienthong::scenario::v1::Step& step);
// The step's name, or what it is in a few words.
std::string TitleOf(const lienthong::scenario::v1::Step& step);

}  // namespace lienthong::scenarios
