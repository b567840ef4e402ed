#pragma once

#include <set>
#include <string>

#include "gateway/coherence/ledger.h"
#include "gateway/coherence/verdict.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

// Worlds in which shipped scenarios were played, read as the check reads them. A test takes a copy, plants something,
// and sees which invariants are violated.
namespace lienthong::coherence {

// Plays the first `steps` steps of a file below scenarios/, all of them when 0, in one town, and reads the world.
const Ledger& Played(const std::string& file, int steps = 0);

// Everything granted.
inline const Ledger& Granted() { return Played("birth-residence-health-card/full-bundle.yaml"); }

// Invariants that don't hold.
std::set<std::string> Violated(const Ledger& ledger);

// The only row of a table.
template <class T>
T& Only(ByKey<T>& table) {
  EXPECT_EQ(table.size(), 1u);
  return table.begin()->second;
}

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

}  // namespace lienthong::coherence
