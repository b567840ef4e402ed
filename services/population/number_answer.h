#pragma once

#include "absl/time/civil_time.h"
#include "lienthong/control/v1/world.pb.h"
#include "lienthong/population/v1/population_service.pb.h"

namespace lienthong::population {

// Which of the rules R1..R6 a number breaks in a world, and what it says about its holder.
v1::CheckPersonalNumberResponse NumberAnswer(const v1::CheckPersonalNumberRequest& request,
                                             const control::v1::World& world, absl::CivilDay today);

}  // namespace lienthong::population
