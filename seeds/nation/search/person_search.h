#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "seeds/nation/country.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

// The computed people who match, by going through those born on the date: some hundred for a day and a province of
// birth, some thousand for a day. INVALID_ARGUMENT without a year, or with an unknown province or sex.
absl::StatusOr<std::vector<Position>> SearchPeople(const Country& country, const PersonSearch& search);

}  // namespace lienthong::seeds
