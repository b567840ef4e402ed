#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/mock/chance.h"

namespace lienthong::mock {

//   INVALID_FIELD  also for a trigger that can never fire
absl::Status CheckTrigger(const control::v1::Trigger& trigger, const std::string& field);

// The trigger looks at how many calls matched before.
bool Counts(const control::v1::Trigger& trigger);

// Whether the `number`-th matching call is meant, at world time `now`. `on_request` is not looked at.
bool Fires(const control::v1::Trigger& trigger, int64_t number, absl::Time now, Chance& chance);

bool InWindow(const control::v1::Window& window, absl::Time now);

}  // namespace lienthong::mock
