#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::portal {

// Everything the portal answers. It knows nobody by itself, so the nation is not used: the parameter is what every
// agency's entry point takes.
std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation);
// The same into handlers that exist.
void Register(host::Handlers& handlers);

}  // namespace lienthong::portal
