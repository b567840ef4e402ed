#pragma once

#include "absl/types/optional.h"
#include "lienthong/control/v1/stored_world.pb.h"
#include "services/base/store/store.h"
#include "services/base/world/call_context.h"

// How far a durable MANUAL world has come, as this agency's store knows it.
namespace lienthong::host {

// Adds the moment of a call or row to what it commits. It is validated against nothing: whoever commits last was last.
// Nothing for a world that is not kept, or REAL.
void KeepMoment(const CallContext& context, store::WriteBatch* batch);

absl::optional<control::v1::StoredMoment> KeptMoment(const store::Space& space);

}  // namespace lienthong::host
