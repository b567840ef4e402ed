#pragma once

#include "services/base/authority/authority.h"
#include "services/base/host/handlers.h"

namespace lienthong::authority {

// Registers ControlService: the tester's hand on worlds, clocks, officers and journals. `authority` outlives the
// handlers. Writes are idempotent by request_id (once.h).
void RegisterControlService(Authority& authority, host::Handlers& handlers);

// A process that took a turn and fell silent holds the world up for this long.
inline constexpr absl::Duration kLease = absl::Seconds(60);

// Registers AuthorityService, for agencies in other processes. `timer` may be null: then turns don't expire.
void RegisterAuthorityService(Authority& authority, host::Handlers& handlers, Timer* timer,
                              absl::Duration lease = kLease);

}  // namespace lienthong::authority
