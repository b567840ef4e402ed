#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::portal {

// Everything the portal answers. It knows nobody by itself, so the nation is not used: the parameter is what every
// agency's entry point takes.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::portal
