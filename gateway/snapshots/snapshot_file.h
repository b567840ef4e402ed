#pragma once

#include <map>
#include <string>

#include "absl/status/statusor.h"
#include "gateway/snapshots/world_rows.h"
#include "lienthong/control/v1/stored_world.pb.h"

namespace lienthong::snapshots {

// A world as it is written down. The file is lines of JSON, each an object:
//   {"lienthong_snapshot": 1, "world": ..., "nation": {"seed", "digest"}, "offices": {agency: {"rows", "digest"}}}
//   {"agency", "key", "value"}   a row, key and value in base64; by agency, in key order
//   {"end": {"rows", "sha256"}}  of all bytes before this line
struct Snapshot {
  // Record, beginning and moment.
  control::v1::StoredWorld world;
  uint64_t nation_seed = 0;
  std::string nation_digest;
  std::map<std::string, OfficeRows> offices;

  int64_t rows() const;
};

std::string WriteSnapshot(const Snapshot& snapshot);

//   SNAPSHOT_DAMAGED  it is cut off, edited, or no snapshot at all
//   SNAPSHOT_NEWER    a later version wrote it
absl::StatusOr<Snapshot> ReadSnapshot(absl::string_view text);

// Of all rows of an office, as it digests them itself (DescribeWorld).
std::string DigestOf(const OfficeRows& rows);

}  // namespace lienthong::snapshots
