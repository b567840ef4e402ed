#pragma once

#include <string>
#include <vector>

#include "lienthong/control/v1/journal.pb.h"
#include "lienthong/scenario/v1/scenario.pb.h"
#include "scenarios/runner/matching.h"

namespace lienthong::scenarios {

// In what a line of the journal is not as `wanted`; none when it fits. A row fits only where a method is wanted.
std::vector<Difference> DifferencesFrom(const scenario::v1::CallFilter& wanted, const control::v1::JournalEntry& entry);

// The times of the filter can be read.
//   INVALID_ARGUMENT  saying which can't
absl::Status CheckTimes(const scenario::v1::CallFilter& wanted);

// The lines that come nearest to `wanted`, a few, each with its differences, as lines of text for people; empty when
// the journal is.
std::string NearestCalls(const scenario::v1::CallFilter& wanted, const std::vector<control::v1::JournalEntry>& entries);

}  // namespace lienthong::scenarios
