#pragma once

#include <memory>

#include "absl/status/statusor.h"
#include "gateway/dossier/file_store.h"
#include "services/base/host/handlers.h"

namespace lienthong::dossier {

// The gateway as a node of the simulator: GatewayService, EventService and the continuations of its runs.
absl::StatusOr<std::unique_ptr<host::Handlers>> MakeHandlers(std::shared_ptr<FileStore> files);

}  // namespace lienthong::dossier
