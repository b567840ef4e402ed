#pragma once

#include "services/base/applications/office.h"
#include "services/base/host/handlers.h"

namespace lienthong::applications {

// ApplicationService over one office. The office must outlive the handlers.
void RegisterApplicationService(const Office& office, host::Handlers& handlers);

}  // namespace lienthong::applications
