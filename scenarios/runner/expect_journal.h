#pragma once

#include <string>

#include "scenarios/runner/stage.h"

namespace lienthong::scenarios {

// Reads the world's canonical journal and reports calls made too often, too seldom or out of order.
void CheckJournal(Stage& stage, lienthong::scenario::v1::JournalExpectation expected, const std::string& pointer);

}  // namespace lienthong::scenarios
