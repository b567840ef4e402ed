#pragma once

#include "gateway/coherence/ledger.h"
#include "lienthong/control/v1/check_service.pb.h"

namespace lienthong::coherence {

inline constexpr int kToldPerInvariant = 20;

// Looks for violations of all invariants. What is wrong only because work on the case is due at this moment counts as
// in flight: in REAL worlds, and in MANUAL ones that others wait to move on. `moving`: the offices were read while
// they changed, so nothing found is certain. Offices are not filled in.
control::v1::CheckWorldResponse Judge(const Ledger& ledger, bool moving, int max_per_invariant = kToldPerInvariant);

}  // namespace lienthong::coherence
