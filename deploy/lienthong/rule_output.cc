#include "deploy/lienthong/rule_output.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "scenarios/runner/json.h"
#include "services/base/error/error.h"
#include "services/base/world/call_context.h"
#include "services/base/world/times.h"

namespace lienthong {
namespace {

using namespace control::v1;  // NOLINT: the messages of one file

std::string Quoted(const google::protobuf::Value& value) { return scenarios::Text(scenarios::ToJson(value)); }

std::string ConditionOf(const FieldMatch& field) {
  const std::string start = absl::StrCat(field.path(), field.negate() ? " not " : " ");
  switch (field.rule_case()) {
    case FieldMatch::kEquals:
      return absl::StrCat(start, "= ", Quoted(field.equals()));
    case FieldMatch::kOneOf:
      return absl::StrCat(start, "one of ", field.one_of().values_size());
    case FieldMatch::kRegex:
      return absl::StrCat(start, "~ ", field.regex());
    case FieldMatch::kRange:
      return absl::StrCat(start, "from ", field.range().has_from() ? Quoted(field.range().from()) : "any", " to ",
                          field.range().has_to() ? Quoted(field.range().to()) : "any");
    case FieldMatch::kPresent:
      return absl::StrCat(start, field.present() ? "present" : "absent");
    case FieldMatch::kGlob:
      return absl::StrCat(start, "like ", field.glob());
    case FieldMatch::kContains:
      return absl::StrCat(start, "contains ", Quoted(field.contains()));
    case FieldMatch::kResembles:
      return absl::StrCat(start, "resembles ", field.resembles());
    default:
      return std::string(start);
  }
}

std::string CallsOf(const CallMatch& match) {
  std::vector<std::string> parts;
  if (!match.method().empty()) parts.push_back(match.method());
  if (!match.agency().empty()) parts.push_back(absl::StrCat("at ", match.agency()));
  if (!match.caller().empty()) parts.push_back(absl::StrCat("by ", match.caller()));
  if (!match.purpose().empty()) parts.push_back(absl::StrCat("for ", match.purpose()));
  for (int i = 0; i < match.fields_size(); ++i) {
    parts.push_back(absl::StrCat(i == 0 ? "where " : "and ", ConditionOf(match.fields(i))));
  }
  return parts.empty() ? "every call" : absl::StrJoin(parts, " ");
}

std::string Moment(const google::protobuf::Timestamp& time) {
  return absl::FormatTime("%Y-%m-%d %H:%M", FromProto(time), HanoiZone());
}

// What of a trigger, a number of times and an end is given.
template <class Rule>
std::vector<std::string> LimitsOf(const Rule& rule) {
  const Trigger& trigger = rule.trigger();
  std::vector<std::string> parts;
  if (trigger.has_percent()) parts.push_back(absl::StrCat(trigger.percent(), "%"));
  if (trigger.skip_calls() > 0) parts.push_back(absl::StrCat("not the first ", trigger.skip_calls()));
  if (trigger.first_calls() > 0) parts.push_back(absl::StrCat("only ", trigger.first_calls()));
  if (trigger.every() > 0) parts.push_back(absl::StrCat("one in ", trigger.every()));
  if (!trigger.calls().empty()) parts.push_back(absl::StrCat("calls ", absl::StrJoin(trigger.calls(), ", ")));
  if (!trigger.windows().empty()) parts.push_back("at certain times");
  if (trigger.on_request()) parts.push_back("on request");
  if (rule.times() > 0) parts.push_back(absl::StrCat("at most ", rule.times()));
  if (rule.has_expires_at()) parts.push_back(absl::StrCat("until ", Moment(rule.expires_at())));
  return parts;
}

std::string DeedOf(const Action& action) {
  const std::string delay = action.has_delay() ? "delay, " : "";
  switch (action.answer_case()) {
    case Action::kRespond:
      return absl::StrCat(delay, "respond");
    case Action::kFail:
      return absl::StrCat(delay, "fail ", action.fail().code());
    case Action::kPatch:
      return absl::StrCat(delay, "patch");
    case Action::kStream:
      return absl::StrCat(delay, "stream of ", action.stream().messages_size());
    default:
      return absl::StrCat(delay, "the office answers");
  }
}

// The name of the kind as files write it.
std::string DeedOf(const Fault& rule) {
  const auto* kind = rule.GetDescriptor()->FindFieldByNumber(rule.kind_case());
  if (kind == nullptr) return "nothing";
  return rule.has_fail() ? absl::StrCat("fail ", rule.fail().code()) : kind->name();
}

std::string Line(const std::string& name, const CallMatch& match, const std::vector<std::string>& limits,
                 const std::string& deed) {
  std::string line = absl::StrCat(name, "  ", CallsOf(match), "  ");
  if (!limits.empty()) absl::StrAppend(&line, absl::StrJoin(limits, ", "), "  ");
  return line + deed;
}

std::string FieldOf(const absl::Status& refusal) {
  const auto details = ToRpcStatus(refusal);
  google::rpc::BadRequest wrong;
  for (const auto& detail : details.details()) {
    if (detail.UnpackTo(&wrong) && !wrong.field_violations().empty()) return wrong.field_violations(0).field();
  }
  return "";
}

}  // namespace

std::string LineOf(const Override& rule) {
  std::vector<std::string> limits = LimitsOf(rule);
  if (rule.priority() != 0) limits.push_back(absl::StrCat("priority ", rule.priority()));
  if (rule.has_sequence()) limits.push_back(absl::StrCat("in ", rule.sequence().name(), ":", rule.sequence().state()));
  std::vector<std::string> deeds;
  for (const Action& action : rule.actions()) deeds.push_back(DeedOf(action));
  return Line(rule.name(), rule.match(), limits, absl::StrJoin(deeds, "; "));
}

std::string LineOf(const Fault& rule) {
  const std::string line = Line(rule.name(), rule.match(), LimitsOf(rule), DeedOf(rule));
  return rule.profile().empty() ? line : absl::StrCat(line, "  (of ", rule.profile(), ")");
}

absl::Status Explained(const absl::Status& refusal, const scenarios::RuleFilePlaces* places) {
  if (refusal.ok()) return refusal;
  const std::string message(refusal.message());
  const std::string field = FieldOf(refusal);
  std::string told;
  if (places != nullptr) absl::StrAppend(&told, field.empty() ? places->path : places->PlaceOf(field), ": ");
  if (!field.empty() && !absl::StrContains(message, field)) absl::StrAppend(&told, field, ": ");
  absl::StrAppend(&told, message);
  if (const auto info = ErrorInfoOf(refusal)) {
    absl::StrAppend(&told, " (", info->reason());
    const auto nearest = info->metadata().find("nearest");
    if (nearest != info->metadata().end() && !absl::StrContains(message, nearest->second)) {
      absl::StrAppend(&told, "; the nearest name is ", nearest->second);
    }
    told += ")";
  }
  return absl::Status(refusal.code(), told);
}

}  // namespace lienthong
