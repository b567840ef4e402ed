#include "services/base/transport/ended_stream.h"

namespace lienthong::host {

void EndedStream::Next(absl::AnyInvocable<void(Item)> done) { done(Item{true, "", status_}); }

}  // namespace lienthong::host
