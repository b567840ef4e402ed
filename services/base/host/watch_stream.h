#pragma once

#include <memory>

#include "services/base/host/agency.h"

namespace lienthong::host {

// A server stream over a cursor: reads what follows its position whenever the reader asks and the world has committed.
// At most one batch is buffered, whoever writes how much meanwhile: a slow reader costs a bounded amount and misses
// nothing, because what it has not taken yet is read from the state when it asks. `place` is given back at the end.
//   OVERLOADED           the world has as many streams as it may
//   WATCH_POSITION_GONE  the world was reset or deleted under the reader
std::unique_ptr<RawStream> OpenWatch(Agency& agency, const Handlers::WatchMethod& method, RawCall call,
                                     admission::Place place);

// A stream that has ended before it began.
std::unique_ptr<RawStream> RefusedWatch(absl::Status status);

}  // namespace lienthong::host
