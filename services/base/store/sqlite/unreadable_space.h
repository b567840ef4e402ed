#pragma once

#include <memory>

#include "absl/status/status.h"
#include "services/base/store/store.h"

namespace lienthong::store {

// What a fork is when its origin can't be read: nothing is in it, and everything about it says why.
std::unique_ptr<Space> NewUnreadableSpace(absl::Status why);

}  // namespace lienthong::store
