#pragma once

#include <cstdint>

#include "absl/status/status.h"
#include "lienthong/control/v1/row.pb.h"
#include "services/base/host/agency.h"
#include "services/base/world/call_context.h"

// What an agency's log says of calls and rows; nothing when the agency has no log. Events and fields are those of
// docs/OPERATIONS.md.
namespace lienthong::host {

// A call was answered: "call" at debug, and what is worth more than that, "slow_call", "world_lost", "defect".
void LogCall(const Agency& agency, const CallContext& context, const absl::Status& status, int64_t nanos);
// The same of a call beside the pipeline.
void LogSystemCall(const Agency& agency, const std::string& method, const absl::Status& status, int64_t nanos);
// A call was refused at a limit: at most one line a second.
void LogTurnedAway(Agency& agency, const std::string& method, const absl::Status& status);
// The wire failed; the row will be tried again.
void LogRetry(const Agency& agency, const CallContext& context, const control::v1::Row& row, const absl::Status& why);
// A continuation failed; its row is gone.
void LogRowDropped(const Agency& agency, const CallContext& context, const absl::Status& why);

}  // namespace lienthong::host
