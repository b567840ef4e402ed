#pragma once

#include <map>
#include <string>

#include "absl/status/status.h"
#include "lienthong/scenario/v1/scenario.pb.h"
#include "scenarios/runner/placeholders.h"
#include "services/base/host/wire.h"

// `find:` of a scenario: people of the nation by what they are.
namespace lienthong::scenarios {

// What can be known before a run: codes, and whether somebody may match at all.
//   INVALID_ARGUMENT, FAILED_PRECONDITION  saying why not
absl::Status CheckFind(const control::v1::SamplePersonsRequest& wanted);

// Finds one person for each name, in order of name, nobody twice; the same for the same scenario, seed and nation.
// Placeholders may stand in what is wanted. At most two million people are looked at for each.
//   NOT_FOUND  nobody turned up; names the name
absl::Status FindPeople(const scenario::v1::Scenario& scenario, Scope& scope);

// Whether the town behind the transport has this nation; else what is found here is nobody there.
//   FAILED_PRECONDITION  naming both
absl::Status CheckSameNation(host::Transport* transport, const seeds::Nation& nation);

}  // namespace lienthong::scenarios
