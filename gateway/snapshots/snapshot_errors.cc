#include "gateway/snapshots/snapshot_errors.h"

#include "absl/strings/str_cat.h"
#include "services/base/error/error.h"

namespace lienthong::snapshots {

absl::Status SnapshotDamaged(absl::string_view problem) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::SNAPSHOT_DAMAGED).With("problem", problem);
}

absl::Status SnapshotNewer(int64_t format, int64_t supported) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::SNAPSHOT_NEWER)
      .With("format", absl::StrCat(format))
      .With("supported", absl::StrCat(supported));
}

absl::Status SnapshotOfAnotherNation(const std::string& there, uint64_t seed, const std::string& here) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::SNAPSHOT_OF_ANOTHER_NATION)
      .With("there", there)
      .With("seed", absl::StrCat(seed))
      .With("here", here);
}

absl::Status SnapshotAgencyMissing(const std::string& agency) {
  return Error(absl::StatusCode::kFailedPrecondition, Reason::SNAPSHOT_AGENCY_MISSING).With("agency", agency);
}

absl::Status SnapshotGone() { return Error(absl::StatusCode::kNotFound, Reason::SNAPSHOT_GONE); }

}  // namespace lienthong::snapshots
