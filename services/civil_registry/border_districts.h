#pragma once

#include "absl/strings/string_view.h"

namespace lienthong::civil_registry {

// True when the commune lies in a district with a land border to that country (ISO 3166-1 alpha-3: CHN, LAO, KHM). The
// law means the communes on the border itself; which those are isn't in the lists, so the whole district counts.
bool BordersOn(absl::string_view commune_code, absl::string_view country);

}  // namespace lienthong::civil_registry
