#pragma once

#include <cstdio>
#include <string>

#include "absl/status/status.h"
#include "seeds/nation/person.h"

namespace lienthong {

// Everything the registers know of a person as JSON: on one line, or for people to read.
std::string PersonJson(const seeds::Person& person, bool pretty);

// The exit code: 2 for wrong usage, 1 for anything else that went wrong; says on standard error what.
int Report(const absl::Status& status);

}  // namespace lienthong
