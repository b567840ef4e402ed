#pragma once

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/protobuf/descriptor.h"
#include "services/base/mock/value_form.h"

// Texts with {{...}} in the answers of rules:
//   request.PATH, answer.PATH   a value of the request, or of the office's own answer (in a patch)
//   now, now + 2 hours          world time, RFC 3339; seconds, minutes, hours, days
//   today, today - 3 months     its day in Vietnam, ISO; days, months, years, working_days
//   call                        1 for the first call the rule acts on, and so on
//   world, agency, caller       names
//   id(PREFIX)                  a new id, drawn as the offices draw theirs
// A text that is nothing but one template takes the value with its type.
namespace lienthong::mock {

struct TemplateScope {
  const Value* request = nullptr;
  const Value* answer = nullptr;
  absl::Time now;
  int64_t call = 0;
  std::string world;
  std::string agency;
  std::string caller;
  std::function<std::string(absl::string_view prefix)> new_id;
};

// What templates can see of one method.
struct TemplateTypes {
  const google::protobuf::Descriptor* request = nullptr;
  // Null where the office's answer isn't known.
  const google::protobuf::Descriptor* answer = nullptr;
};

bool HoldsTemplate(absl::string_view text);

// Whether every template of the text can be filled in. `field` is its place in the request.
//   RULE_TEMPLATE_INVALID, FIELD_UNKNOWN
absl::Status CheckTemplates(const std::string& text, const TemplateTypes& types, const std::string& field);

// The text with its templates filled in, null where a path leads to nothing. It has been checked.
Value FillTemplates(const std::string& text, const TemplateScope& scope);

}  // namespace lienthong::mock
