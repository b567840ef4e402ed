#pragma once

#include "absl/status/status.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

// Whether somebody may have all these properties, judged without looking at anybody.
//   INVALID_ARGUMENT     a code that is in no list
//   FAILED_PRECONDITION  "Nobody can match, because ...": the properties contradict each other
absl::Status CheckSample(const PersonSample& sample);

}  // namespace lienthong::seeds
