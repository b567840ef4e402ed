#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/store/txn.h"

// What an agency remembers of a world's rules, as rows of the world's state there: forks have it, a replay counts the
// same, a reset forgets it.
namespace lienthong::mock {

// One rule, by kind ("override", "fault"), name and revision: one put anew begins to count anew.
struct RuleName {
  absl::string_view kind;
  absl::string_view name;
  int64_t revision = 0;
};

control::v1::RuleCount CountOf(store::Txn& txn, const RuleName& rule);
void PutCount(store::Txn& txn, const RuleName& rule, const control::v1::RuleCount& count);

// Counts one more call of a quota in the stretch of time `stretch`; gives how many there are now. `caller` may be
// empty.
int64_t CountForQuota(store::Txn& txn, const RuleName& rule, absl::string_view caller, int64_t stretch);

std::string SequenceState(store::Txn& txn, absl::string_view sequence);
void PutSequenceState(store::Txn& txn, absl::string_view sequence, absl::string_view state);

}  // namespace lienthong::mock
