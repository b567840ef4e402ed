#pragma once

#include "gateway/snapshots/world_rows.h"
#include "lienthong/control/v1/snapshot_service.pb.h"

namespace lienthong::snapshots {

// What the two have differently, as far as the request asks for it; its figures are in range.
control::v1::DiffWorldsResponse Diff(const WorldRows& left, const WorldRows& right,
                                     const control::v1::DiffWorldsRequest& request);

}  // namespace lienthong::snapshots
