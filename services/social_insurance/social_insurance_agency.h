#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::social_insurance {

// Everything social insurance answers; the handlers own what they need.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::social_insurance
