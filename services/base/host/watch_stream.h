#pragma once

#include <memory>

#include "services/base/host/agency.h"

namespace lienthong::host {

// A server stream over a cursor: reads what follows its position whenever the reader asks and the world has committed.
// At most one batch is buffered, so a slow reader costs a bounded amount and misses nothing.
std::unique_ptr<RawStream> OpenWatch(Agency& agency, const Handlers::WatchMethod& method, RawCall call);

// A stream that has ended before it began.
std::unique_ptr<RawStream> RefusedWatch(absl::Status status);

}  // namespace lienthong::host
