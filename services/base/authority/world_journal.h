#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/control_service.pb.h"
#include "services/base/authority/authority.h"

namespace lienthong::authority {

// One page of a world's journal, merged over all agencies that opened it (AGENDA rule 14).
//   WORLD_UNKNOWN, PAGE_TOKEN_INVALID, or why an agency could not be asked
void ListJournal(Authority& authority, const control::v1::ListJournalRequest& request,
                 std::function<void(absl::StatusOr<control::v1::ListJournalResponse>)> done);

// The page token of what follows a line that ListJournal gave, not made canonical.
std::string JournalToken(const control::v1::JournalEntry& entry);

// State digest and counters, agency by agency and as one.
void DescribeWorld(Authority& authority, const control::v1::DescribeWorldRequest& request,
                   std::function<void(absl::StatusOr<control::v1::DescribeWorldResponse>)> done);

}  // namespace lienthong::authority
