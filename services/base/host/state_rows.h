#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "lienthong/control/v1/state_service.pb.h"
#include "services/base/host/world_part.h"

namespace lienthong::host {

// One page of what this office stores of a world, of one moment.
//   INVALID_FIELD, PAGE_TOKEN_INVALID
absl::StatusOr<control::v1::ListStateRowsResponse> ListStateRows(WorldPart& part,
                                                                 const control::v1::ListStateRowsRequest& request);

// Puts rows there as they are stored. `done` may come on another thread.
//   STORE_FULL, STORE_FAILED, ROW_QUOTA_REACHED
void PutStateRows(WorldPart& part, const control::v1::PutStateRowsRequest& request,
                  std::function<void(absl::Status)> done);

}  // namespace lienthong::host
