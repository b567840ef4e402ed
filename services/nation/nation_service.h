#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

// NationService over one nation: what there was before any world began, with the numbers of the asking world.
namespace lienthong::nation {

void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::nation
