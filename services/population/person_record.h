#pragma once

#include <string>

#include "lienthong/population/v1/population.pb.h"
#include "seeds/nation/defects/register_view.h"
#include "seeds/nation/person.h"

// People and households of the nation as entries of the register.
namespace lienthong::population {

// With relatives as the register has them.
v1::Person PersonRecord(const seeds::Person& person, const seeds::RegisterView& people);
// Without members.
v1::Household HouseholdRecord(const seeds::Household& household);

// "CH01".."CH07", "CH99"; UNSPECIFIED for anything else.
v1::RelationToHead RelationOf(absl::string_view code);
// Empty for UNSPECIFIED.
std::string CodeOf(v1::RelationToHead relation);

// How a person's entry names a relative.
v1::PersonReference ReferenceTo(const v1::Person& person);

}  // namespace lienthong::population
