#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/descriptor.h"

// Why an override or a fault is refused. `field` is the place in the request, such as faults[2].match.method.
namespace lienthong::mock {

absl::Status FieldUnknown(absl::string_view field, absl::string_view path, absl::string_view type,
                          absl::string_view nearest);
absl::Status WrongType(absl::string_view field, absl::string_view expected);
absl::Status BothGiven(absl::string_view field, absl::string_view other);
absl::Status RuleMethodUnknown(absl::string_view field, absl::string_view method, absl::string_view nearest);
absl::Status RuleValueUnknown(absl::string_view field, absl::string_view value, const std::vector<std::string>& known);
absl::Status TemplateInvalid(absl::string_view field, absl::string_view text, absl::string_view known);
absl::Status RuleCannotAct(absl::string_view field, absl::string_view method, absl::string_view problem);
// `kind` is "override" or "fault".
absl::Status RuleUnknown(absl::string_view kind, absl::string_view name, const std::vector<std::string>& known);
absl::Status TooManyRules(absl::string_view kind, int limit);
absl::Status FaultUnknown(absl::string_view name, const std::vector<std::string>& known);
absl::Status FaultProfileUnknown(absl::string_view name, const std::vector<std::string>& known);

// The field of `type` whose name is nearest to `name`; "(none)" when it has none.
std::string NearestField(const google::protobuf::Descriptor& type, absl::string_view name);

}  // namespace lienthong::mock
