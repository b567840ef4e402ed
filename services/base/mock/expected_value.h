#pragma once

#include <string>

#include "absl/status/status.h"
#include "services/base/mock/field_path.h"
#include "services/base/mock/value_form.h"

namespace lienthong::mock {

// Checks that a value written in a rule can be that of the field where a path ends, and writes times as messages in
// value form have them. `field` is its place in the request.
//   JSON_TYPE_MISMATCH, FIELD_UNKNOWN, RULE_VALUE_UNKNOWN
absl::Status SettleExpected(const FieldPath::End& end, const std::string& field, Value* value);

}  // namespace lienthong::mock
