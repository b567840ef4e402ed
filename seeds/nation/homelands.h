#pragma once

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::seeds {

// The ethnicity (census code) of a household in the province, by where the groups live. Same draw, same answer.
// National shares come out near the census of 2019; who lives where is general knowledge, coarsely.
std::string DrawEthnicity(absl::string_view province_code, uint64_t draw);

}  // namespace lienthong::seeds
