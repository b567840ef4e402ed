// The records of computed people: every field from its function.
#pragma once

#include "seeds/nation/country.h"
#include "seeds/nation/person.h"

namespace lienthong::seeds {

Person PersonOf(const Country& country, Position person);
Household HouseholdOf(const Country& country, Position home);
// The couple must have a man: see Books::ByMarriageEntry.
Marriage MarriageOf(const Country& country, Position couple);

// Of a household by its index, the dead of it too; empty: none.
absl::string_view ReligionOf(const Census& census, uint32_t home);

// As of the snapshot; the dead count as they were when they died.
MaritalStatus MaritalStatusOf(const Country& country, Position person);

}  // namespace lienthong::seeds
