#pragma once

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "seeds/identifiers/tax_code.h"

namespace lienthong::tax {

// INVALID_ARGUMENT: the text in `field` can't be anybody's tax code. `fault` goes into the metadata as SHAPE, PROVINCE,
// SERIAL, CHECK_DIGIT or BRANCH.
absl::Status TaxCodeNotValid(absl::string_view field, seeds::TaxCodeFault fault);

}  // namespace lienthong::tax
