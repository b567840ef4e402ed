#include "services/base/mock/field_match.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/base/error/error.h"
#include "services/base/mock/expected_value.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/mock/text_match.h"
#include "services/base/status.h"

namespace lienthong::mock {
namespace {

using control::v1::FieldMatch;
using google::protobuf::FieldDescriptor;
using google::protobuf::MethodDescriptor;

constexpr size_t kLongestRegex = 1000;

// The end of the path in the first message of that side that has it; the first refusal when none has.
absl::StatusOr<FieldPath::End> EndOf(const FieldPath& path, const std::vector<const MethodDescriptor*>& methods,
                                     const std::string& field, Side side) {
  absl::Status refused;
  for (const MethodDescriptor* method : methods) {
    auto end = path.In(side == Side::kRequest ? *method->input_type() : *method->output_type(), field);
    if (end.ok()) return end;
    if (refused.ok()) refused = end.status();
  }
  return refused;
}

// Makes the values written such as they are in messages: times in UTC.
absl::Status Settle(const FieldPath::End& end, const std::string& field, FieldMatch* match) {
  switch (match->rule_case()) {
    case FieldMatch::kEquals:
      return SettleExpected(end, field + ".equals", match->mutable_equals());
    case FieldMatch::kOneOf:
      if (match->one_of().values().empty()) return InvalidField(field + ".one_of", "give at least one value");
      for (int i = 0; i < match->one_of().values_size(); ++i) {
        RETURN_IF_ERROR(
            SettleExpected(end, absl::StrCat(field, ".one_of[", i, "]"), match->mutable_one_of()->mutable_values(i)));
      }
      return absl::OkStatus();
    case FieldMatch::kContains:
      return SettleExpected({end.field, true}, field + ".contains", match->mutable_contains());
    case FieldMatch::kRange:
      if (!match->range().has_from() && !match->range().has_to()) {
        return InvalidField(field + ".range", "give from, to, or both");
      }
      if (match->range().has_from()) {
        RETURN_IF_ERROR(SettleExpected(end, field + ".range.from", match->mutable_range()->mutable_from()));
      }
      if (match->range().has_to()) {
        RETURN_IF_ERROR(SettleExpected(end, field + ".range.to", match->mutable_range()->mutable_to()));
      }
      if (match->range().has_from() && match->range().has_to() &&
          Compare(match->range().from(), match->range().to()) > 0) {
        return InvalidField(field + ".range", "nothing lies in it: from comes after to");
      }
      return absl::OkStatus();
    case FieldMatch::RULE_NOT_SET:
      return InvalidField(field,
                          "say what must be so: equals, one_of, regex, range, present, glob, contains or resembles");
    default:
      return absl::OkStatus();
  }
}

bool ContainsValue(const Value& wanted, const Value& actual) {
  if (actual.has_string_value()) return absl::StrContains(actual.string_value(), TextOf(wanted));
  const auto& items = actual.list_value().values();
  return std::any_of(items.begin(), items.end(), [&](const Value& item) { return Fits(wanted, item); });
}

bool LiesIn(const control::v1::ValueRange& range, const Value& value) {
  return !(range.has_from() && Compare(value, range.from()) < 0) && !(range.has_to() && Compare(value, range.to()) > 0);
}

}  // namespace

absl::StatusOr<CompiledField> CompiledField::Compile(const FieldMatch& match,
                                                     const std::vector<const MethodDescriptor*>& methods,
                                                     const std::string& field, Side side) {
  CompiledField compiled;
  compiled.match_ = match;
  ASSIGN_OR_RETURN(compiled.path_, FieldPath::Parse(match.path(), field + ".path"));
  ASSIGN_OR_RETURN(const FieldPath::End end, EndOf(compiled.path_, methods, field + ".path", side));
  RETURN_IF_ERROR(Settle(end, field, &compiled.match_));
  if (match.rule_case() == FieldMatch::kRegex) {
    if (match.regex().size() > kLongestRegex) {
      return InvalidField(field + ".regex", absl::StrCat("use at most ", kLongestRegex, " characters"));
    }
    compiled.regex_ = std::make_shared<const RE2>(match.regex(), RE2::Quiet);
    if (!compiled.regex_->ok()) return InvalidField(field + ".regex", "write a regular expression of RE2");
  }
  if (match.rule_case() == FieldMatch::kResembles) compiled.folded_ = Folded(match.resembles());
  return compiled;
}

bool CompiledField::Holds(const Value& request) const {
  const std::vector<const Value*> values = path_.Find(request);
  if (match_.rule_case() == FieldMatch::kPresent) {
    const bool given = std::any_of(values.begin(), values.end(), [](const Value* value) { return IsGiven(*value); });
    return (given == match_.present()) != match_.negate();
  }
  const bool holds = std::any_of(values.begin(), values.end(), [this](const Value* value) { return HoldsFor(*value); });
  return holds != match_.negate();
}

bool CompiledField::HoldsFor(const Value& value) const {
  const auto& one_of = match_.one_of().values();
  switch (match_.rule_case()) {
    case FieldMatch::kEquals:
      return Fits(match_.equals(), value);
    case FieldMatch::kOneOf:
      return std::any_of(one_of.begin(), one_of.end(), [&](const Value& one) { return Fits(one, value); });
    case FieldMatch::kRegex:
      return RE2::PartialMatch(TextOf(value), *regex_);
    case FieldMatch::kRange:
      return LiesIn(match_.range(), value);
    case FieldMatch::kGlob:
      return GlobMatches(match_.glob(), TextOf(value));
    case FieldMatch::kContains:
      return ContainsValue(match_.contains(), value);
    case FieldMatch::kResembles:
      return Folded(TextOf(value)) == folded_;
    default:
      return false;
  }
}

std::string CompiledField::Expected() const {
  const auto quoted = [](absl::string_view text) { return absl::StrCat("\"", text, "\""); };
  switch (match_.rule_case()) {
    case FieldMatch::kEquals:
      return Shown(&match_.equals());
    case FieldMatch::kOneOf:
      return absl::StrCat("one of ", absl::StrJoin(match_.one_of().values(), ", ",
                                                   [](std::string* out, const Value& one) { *out += Shown(&one); }));
    case FieldMatch::kRegex:
      return absl::StrCat("matching ", quoted(match_.regex()));
    case FieldMatch::kRange:
      return absl::StrCat("from ", match_.range().has_from() ? Shown(&match_.range().from()) : "anything", " to ",
                          match_.range().has_to() ? Shown(&match_.range().to()) : "anything");
    case FieldMatch::kPresent:
      return match_.present() ? "something" : "nothing";
    case FieldMatch::kGlob:
      return absl::StrCat("like ", quoted(match_.glob()));
    case FieldMatch::kContains:
      return absl::StrCat("with ", Shown(&match_.contains()), " in it");
    case FieldMatch::kResembles:
      return absl::StrCat("resembling ", quoted(match_.resembles()));
    case FieldMatch::RULE_NOT_SET:
      break;
  }
  return "";
}

Difference CompiledField::Explain(const Value* request) const {
  Difference difference{path_.text(), match_.negate() ? absl::StrCat("not ", Expected()) : Expected(), ""};
  if (request == nullptr) {
    difference.actual = "a request that can't be read";
    return difference;
  }
  const std::vector<const Value*> values = path_.Find(*request);
  difference.actual =
      values.empty() ? Shown(nullptr)
                     : absl::StrJoin(values, ", ", [](std::string* out, const Value* value) { *out += Shown(value); });
  return difference;
}

}  // namespace lienthong::mock
