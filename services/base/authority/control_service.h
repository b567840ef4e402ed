#pragma once

#include "services/base/authority/authority.h"
#include "services/base/host/handlers.h"

namespace lienthong::authority {

// Registers ControlService: the tester's hand on worlds, clocks, officers and journals. `authority` outlives the
// handlers. Writes are idempotent by request_id within one life of the process.
void RegisterControlService(Authority& authority, host::Handlers& handlers);

// Registers AuthorityService, for agencies in other processes.
void RegisterAuthorityService(Authority& authority, host::Handlers& handlers, Timer* timer);

}  // namespace lienthong::authority
