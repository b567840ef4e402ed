#pragma once

#include <string>

#include "seeds/nation/person.h"

namespace lienthong::seeds {

// Every field of a record as one line: what the nation's digest is made of.
std::string RecordText(const Person& person);
std::string RecordText(const Household& household);
std::string RecordText(const Marriage& marriage);

}  // namespace lienthong::seeds
