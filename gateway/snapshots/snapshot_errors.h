#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace lienthong::snapshots {

// `problem` is English, without a full stop.
absl::Status SnapshotDamaged(absl::string_view problem);
absl::Status SnapshotNewer(int64_t format, int64_t supported);
absl::Status SnapshotOfAnotherNation(const std::string& there, uint64_t seed, const std::string& here);
absl::Status SnapshotAgencyMissing(const std::string& agency);
absl::Status SnapshotGone();

}  // namespace lienthong::snapshots
