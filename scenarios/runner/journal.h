#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/journal.pb.h"
#include "scenarios/runner/json.h"
#include "scenarios/runner/town_client.h"

namespace lienthong::scenarios {

// The canonical journal of the client's world, in its order.
//   RESOURCE_EXHAUSTED  lines are no longer kept, so nothing can be said about it
absl::StatusOr<std::vector<control::v1::JournalEntry>> ReadJournal(const TownClient& client);

// Bodies as JSON; null for what can't be decoded: rows, bytes that are no message, bodies cut off.
Json RequestOf(const control::v1::JournalEntry& entry);
Json ResponseOf(const control::v1::JournalEntry& entry);
// "OK", the reason of a refusal, or its code.
std::string OutcomeOf(const control::v1::JournalEntry& entry);

// JSON lines: one entry each, its fields in a fixed order.
std::string JournalText(const std::vector<control::v1::JournalEntry>& entries);

}  // namespace lienthong::scenarios
