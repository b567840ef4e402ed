#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "seeds/nation/country.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

// Goes through whoever lives in the place asked for, in an order given by the draw, until so many match.
//   INVALID_ARGUMENT, FAILED_PRECONDITION  as CheckSample, before anybody is looked at
//   NOT_FOUND                              nobody matched among the first two million, or in the whole place
absl::StatusOr<std::vector<Position>> SamplePeople(const Country& country, const PersonSample& sample, uint64_t draw,
                                                   int limit);

}  // namespace lienthong::seeds
