#pragma once

#include <vector>

#include "gateway/engine/yaml_source.h"
#include "lienthong/scenario/v1/scenario.pb.h"
#include "seeds/nation/nation.h"

namespace lienthong::scenarios {

// What the schema can't say. Problems come with a line or with a pointer into the file.
std::vector<engine::YamlProblem> CheckScenario(const scenario::v1::Scenario& scenario, const engine::YamlNode& root,
                                               const seeds::Nation& nation);

}  // namespace lienthong::scenarios
