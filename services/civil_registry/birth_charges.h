#pragma once

#include "services/base/applications/verdict.h"
#include "services/civil_registry/birth_rules.h"

namespace lienthong::civil_registry {

// Whether the applicant owes a charge: late registration and extra extracts are charged, registration in time is free.
// Approves when nothing is owed or it was paid; otherwise asks for all of it at once.
applications::Verdict AskCharges(const Declared& declared);

}  // namespace lienthong::civil_registry
