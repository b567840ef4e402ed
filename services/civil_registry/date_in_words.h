#pragma once

#include <string>

#include "absl/time/civil_time.h"

namespace lienthong::civil_registry {

// A date as birth certificates spell it, in Vietnamese: "Ngày năm, tháng tám, năm hai nghìn không trăm hai mươi tư".
// Years 1..9999.
std::string DateInWords(absl::CivilDay day);

}  // namespace lienthong::civil_registry
