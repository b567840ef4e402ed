#pragma once

#include "lienthong/control/v1/nation.pb.h"
#include "seeds/nation/person.h"

// The nation's plain values as messages.
namespace lienthong::nation {

control::v1::NationPerson PersonRecord(const seeds::Person& person);
control::v1::NationHousehold HouseholdRecord(const seeds::Household& household);

}  // namespace lienthong::nation
