#pragma once

#include <string>

#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Reads a dossier and its history and reports every difference.
void CheckDossier(Stage& stage, lienthong::scenario::v1::DossierExpectation expected, const std::string& pointer);

}  // namespace lienthong::scenarios
