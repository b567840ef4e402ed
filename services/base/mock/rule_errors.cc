#include "services/base/mock/rule_errors.h"

#include "absl/strings/str_cat.h"
#include "seeds/text/nearest.h"
#include "services/base/error/error.h"

namespace lienthong::mock {
namespace {

// What somebody wrote is given back only so far.
constexpr size_t kLongestQuoted = 100;

absl::string_view Quoted(absl::string_view text) { return text.substr(0, kLongestQuoted); }

std::string NearestOf(absl::string_view name, const std::vector<std::string>& known) {
  return known.empty() ? "(none)" : seeds::Nearest(Quoted(name), known);
}

Error AboutField(Reason reason, absl::string_view field, absl::string_view description) {
  return Error(absl::StatusCode::kInvalidArgument, reason).With("field", field).Violation(field, description);
}

}  // namespace

absl::Status FieldUnknown(absl::string_view field, absl::string_view path, absl::string_view type,
                          absl::string_view nearest) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FIELD_UNKNOWN)
      .With("field", Quoted(path))
      .With("type", type)
      .With("nearest", nearest)
      .Violation(field, absl::StrCat("There is no ", Quoted(path), "; the nearest name is ", nearest, "."));
}

absl::Status WrongType(absl::string_view field, absl::string_view expected) {
  return AboutField(Reason::JSON_TYPE_MISMATCH, field, absl::StrCat("Must have the JSON form of ", expected, "."))
      .With("expected", expected);
}

absl::Status BothGiven(absl::string_view field, absl::string_view other) {
  return AboutField(Reason::ONEOF_CONFLICT, field, absl::StrCat("Can't be given together with ", other, "."))
      .With("other", other);
}

absl::Status RuleMethodUnknown(absl::string_view field, absl::string_view method, absl::string_view nearest) {
  return AboutField(Reason::RULE_METHOD_UNKNOWN, field, absl::StrCat("The nearest name is ", nearest, "."))
      .With("method", Quoted(method))
      .With("nearest", nearest);
}

absl::Status RuleValueUnknown(absl::string_view field, absl::string_view value, const std::vector<std::string>& known) {
  const std::string nearest = NearestOf(value, known);
  return AboutField(Reason::RULE_VALUE_UNKNOWN, field, absl::StrCat("The nearest name is ", nearest, "."))
      .With("value", Quoted(value))
      .With("nearest", nearest);
}

absl::Status TemplateInvalid(absl::string_view field, absl::string_view text, absl::string_view known) {
  return AboutField(Reason::RULE_TEMPLATE_INVALID, field, absl::StrCat("Use one of ", known, "."))
      .With("template", Quoted(text))
      .With("known", known);
}

absl::Status RuleCannotAct(absl::string_view field, absl::string_view method, absl::string_view problem) {
  return AboutField(Reason::RULE_CANNOT_ACT, field, problem).With("method", method).With("problem", problem);
}

absl::Status RuleUnknown(absl::string_view kind, absl::string_view name, const std::vector<std::string>& known) {
  return Error(absl::StatusCode::kNotFound, Reason::RULE_UNKNOWN)
      .With("kind", kind)
      .With("name", Quoted(name))
      .With("nearest", NearestOf(name, known));
}

absl::Status TooManyRules(absl::string_view kind, int limit) {
  return Error(absl::StatusCode::kResourceExhausted, Reason::TOO_MANY_RULES)
      .With("kind", kind)
      .With("limit", absl::StrCat(limit));
}

absl::Status FaultUnknown(absl::string_view name, const std::vector<std::string>& known) {
  return Error(absl::StatusCode::kInvalidArgument, Reason::FAULT_UNKNOWN)
      .With("fault", Quoted(name))
      .With("nearest", NearestOf(name, known));
}

absl::Status FaultProfileUnknown(absl::string_view name, const std::vector<std::string>& known) {
  return Error(absl::StatusCode::kNotFound, Reason::FAULT_PROFILE_UNKNOWN)
      .With("profile", Quoted(name))
      .With("nearest", NearestOf(name, known));
}

std::string NearestField(const google::protobuf::Descriptor& type, absl::string_view name) {
  std::vector<std::string> names;
  for (int i = 0; i < type.field_count(); ++i) names.push_back(type.field(i)->name());
  return NearestOf(name, names);
}

}  // namespace lienthong::mock
