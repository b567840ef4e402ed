#pragma once

#include <string>

#include "absl/status/status.h"
#include "lienthong/control/v1/mock.pb.h"
#include "services/base/mock/text_template.h"

namespace lienthong::mock {

// The refusal described, its templates filled in. It has been checked.
absl::Status ToStatus(const control::v1::Failure& failure, const TemplateScope& scope);

//   RULE_VALUE_UNKNOWN     no such code
//   INVALID_FIELD          a code without a usual reason and none given, trailers of the simulator
//   RULE_TEMPLATE_INVALID, FIELD_UNKNOWN
absl::Status CheckFailure(const control::v1::Failure& failure, const TemplateTypes& types, const std::string& field);

}  // namespace lienthong::mock
