#pragma once

#include "lienthong/scenario/v1/scenario.pb.h"
#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Has the world checked for coherence. Every violation is a failure, except of invariants that the scenario says it
// breaks; one of those that holds is a failure too.
void CheckCoherence(Stage& stage, const lienthong::scenario::v1::Scenario& scenario);

}  // namespace lienthong::scenarios
