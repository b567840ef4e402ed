#pragma once

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/snapshots/snapshot_file.h"

namespace lienthong::snapshots {

// Makes a world of a snapshot, whose record has the new name. Nobody gets the world's turn before all of it is there.
//   SNAPSHOT_AGENCY_MISSING, whatever a new world may be refused for, or why an office could not be asked
void RestoreWorld(authority::Authority& authority, Snapshot snapshot,
                  std::function<void(absl::StatusOr<control::v1::World>)> done);

}  // namespace lienthong::snapshots
