#pragma once

#include <memory>

#include "services/base/applications/desk.h"
#include "services/base/host/handlers.h"
#include "services/civil_registry/civil_registry_registry.h"

namespace lienthong::civil_registry {

// CivilRegistryService on `handlers`, which own registry and desk from now on.
void RegisterService(std::shared_ptr<const CivilRegistry> registry, std::shared_ptr<applications::Desk> desk,
                     host::Handlers& handlers);

}  // namespace lienthong::civil_registry
