#pragma once

#include <cstdint>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// The ethnicity (census code) of a household from the province, by where the groups live: the percentile (0..99) says
// which. National shares come out near the census of 2019; who lives where is general knowledge, coarsely.
int EthnicityAt(absl::string_view province_code, uint32_t percentile);

}  // namespace lienthong::seeds
