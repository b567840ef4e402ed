#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"

namespace lienthong::seeds {

// One field of a persona as text; `nation` resolves what lies behind references (household.head_pin).
absl::StatusOr<std::string> ReadPersonaField(const Nation& nation, const Persona& persona, absl::string_view field);

}  // namespace lienthong::seeds
