#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::social_insurance {

// Everything social insurance answers; the handlers own what they need.
std::unique_ptr<host::Handlers> MakeHandlers(std::shared_ptr<const seeds::Nation> nation);
// The same into handlers that exist.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::social_insurance
