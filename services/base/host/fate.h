#pragma once

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "lienthong/control/v1/row.pb.h"
#include "services/base/host/wire.h"

// What an injected trouble does to a call between agencies is virtual (AGENDA rule 10): the callee tells of it, and the
// caller lives through it on its agenda. It holds in REAL worlds as well, where agenda rows fire by timers.
namespace lienthong::host {

std::string EncodeFate(control::v1::Fate fate, absl::Duration by);
// nullopt: nothing happened on the way.
absl::optional<control::v1::Fate> FateOf(const RawAnswer& answer);

// The row that stands for what is still to come of `row`'s call, met at `now`: its answer later, its deadline, or the
// call itself once more. nullopt: the answer is there now.
absl::optional<control::v1::Row> PostponedBy(const control::v1::Fate& fate, const control::v1::Row& row,
                                             const RawAnswer& answer, absl::Time now);
// The row of a call that arrives once more although it has been answered; nullopt: it does not.
absl::optional<control::v1::Row> StrayOf(const control::v1::Fate& fate, const control::v1::Row& row, absl::Time now);

}  // namespace lienthong::host
