#pragma once

#include <string>

#include "lienthong/scenario/v1/scenario.pb.h"
#include "scenarios/runner/stage.h"

// Steps that change what a world's offices answer and what goes wrong there.
namespace lienthong::scenarios {

void ChangeOverrides(Stage& stage, scenario::v1::OverridesStep step, const std::string& pointer);
void ChangeFaults(Stage& stage, scenario::v1::FaultsStep step, const std::string& pointer);
// What stands in the file's `world`, before the first step; placeholders are filled in.
void SetUpMocks(Stage& stage, const scenario::v1::WorldSetup& setup, const std::string& pointer);

}  // namespace lienthong::scenarios
