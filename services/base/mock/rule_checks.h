#pragma once

#include <string>

#include "absl/status/status.h"
#include "lienthong/control/v1/mock.pb.h"

// What can be known of a rule when it is set: that it fits the protos, and could act on some call. `field` is its place
// in the request, such as overrides[2].
//   FIELD_UNKNOWN, JSON_TYPE_MISMATCH, ONEOF_CONFLICT, RULE_METHOD_UNKNOWN, RULE_VALUE_UNKNOWN, RULE_TEMPLATE_INVALID,
//   RULE_CANNOT_ACT, INVALID_FIELD
namespace lienthong::mock {

absl::Status CheckOverride(const control::v1::Override& rule, const std::string& field);
absl::Status CheckFault(const control::v1::Fault& rule, const std::string& field);

}  // namespace lienthong::mock
