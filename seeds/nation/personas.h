#pragma once

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "seeds/nation/nation.h"
#include "seeds/nation/number_book.h"
#include "seeds/nation/registers.h"

namespace lienthong::seeds {

// Reads persona families in the form of personas.yaml. The file holds no identifiers: numbers come from free places of
// the book, and those who are in the register, their households and marriages are added to the draft.
// Faults come back with file:line.
absl::StatusOr<std::vector<Persona>> ReadPersonas(absl::string_view yaml, NumberBook* book, Draft* draft);

}  // namespace lienthong::seeds
