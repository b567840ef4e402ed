#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::civil_registry {

// Everything the civil registry answers and does, the registrar's desk included. The handlers own what they need.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::civil_registry
