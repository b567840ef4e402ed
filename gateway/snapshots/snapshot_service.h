#pragma once

#include <functional>
#include <memory>
#include <string>

#include "services/base/authority/authority.h"
#include "services/base/host/handlers.h"
#include "services/base/world/clock.h"

namespace lienthong::snapshots {

// What SnapshotService works with. Everything pointed to outlives the handlers.
struct Parts {
  authority::Authority* authority = nullptr;
  uint64_t nation_seed = 0;
  std::string nation_digest;
  const WallClock* clock = &WallClock::System();
  // Where files are written and read; null = on the thread that answered.
  std::function<void(std::function<void()>)> executor;
};

// Registers SnapshotService. Writes are idempotent by request_id within one life of the process.
void RegisterSnapshotService(Parts parts, host::Handlers& handlers);

}  // namespace lienthong::snapshots
