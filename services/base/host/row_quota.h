#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "services/base/store/store.h"

namespace lienthong::host {

// How many rows one world in memory may have at one agency; a durable one is bounded by its disk.
struct RowQuota {
  std::string world;
  std::string agency;
  int64_t limit = 0;
};

// The space itself, but for commits that would leave more rows than may be there:
//   ROW_QUOTA_REACHED (RESOURCE_EXHAUSTED)  nothing was written
// The rows of a space are counted once, those of a fork of a space with a quota never. What deletes more than it adds
// always passes. Rows that commit side by side are counted one by one, so that a few more than the limit may come to
// be.
std::shared_ptr<store::Space> WithQuota(std::shared_ptr<store::Space> space, RowQuota quota);

}  // namespace lienthong::host
