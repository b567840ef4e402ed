#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "services/base/authority/authority.h"
#include "services/base/host/handlers.h"

namespace lienthong::authority {

// Registers MockService: overrides and faults of worlds. They are checked here, against the protos and the directory,
// so that what stands in a world's record always fits. `authority` outlives the handlers.
void RegisterMockService(Authority& authority, host::Handlers& handlers);

// Checks the rules that a new world is to have and numbers them. `prefix` goes before the names of fields.
absl::Status SettleRules(const std::vector<DirectoryEntry>& directory, const std::string& prefix, World& world);

}  // namespace lienthong::authority
