#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "gateway/verification/bodies.h"
#include "lienthong/control/v1/journal.pb.h"
#include "scenarios/runner/town_client.h"

namespace lienthong::scenarios {

// Lines are decoded, written and drawn as everywhere else.
using verification::OutcomeOf;
using verification::RequestOf;
using verification::ResponseOf;

// The canonical journal of the client's world, in its order.
//   RESOURCE_EXHAUSTED  lines are no longer kept, so nothing can be said about it
absl::StatusOr<std::vector<control::v1::JournalEntry>> ReadJournal(const TownClient& client);

}  // namespace lienthong::scenarios
