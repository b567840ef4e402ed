#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::health {

// Everything the health event registry answers. The handlers own what they need.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::health
