#pragma once

#include <memory>

#include "seeds/nation/nation.h"
#include "services/base/host/handlers.h"

namespace lienthong::one_stop {

// Everything the provinces' one-stop systems answer and do, their desks included. The handlers own what they need. The
// nation isn't asked: a reception desk checks no data of people.
void Register(std::shared_ptr<const seeds::Nation> nation, host::Handlers& handlers);

}  // namespace lienthong::one_stop
