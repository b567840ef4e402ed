#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "seeds/nation/country.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

// Goes through the country, or one province, in an order given by the draw until so many match. Contradictions are
// found before anybody is looked at: FAILED_PRECONDITION "Nobody can match, because ...". NOT_FOUND when nobody matched
// among the first two million.
absl::StatusOr<std::vector<Position>> SamplePeople(const Country& country, const PersonSample& sample, uint64_t draw,
                                                   int limit);

}  // namespace lienthong::seeds
