#pragma once

#include "gateway/verification/journal_watch.h"
#include "services/base/host/handlers.h"

namespace lienthong::verification {

// Registers VerificationService.
void RegisterVerificationService(Parts parts, host::Handlers& handlers);

}  // namespace lienthong::verification
