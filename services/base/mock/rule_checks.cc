#include "services/base/mock/rule_checks.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/mock/call_match.h"
#include "services/base/mock/failure.h"
#include "services/base/mock/message_form.h"
#include "services/base/mock/rule_errors.h"
#include "services/base/mock/text_template.h"
#include "services/base/mock/trigger.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using control::v1::Action;
using control::v1::Fault;
using control::v1::Override;
using google::protobuf::MethodDescriptor;

constexpr int kMostActions = 1000;
constexpr int64_t kMostPadding = 64 * 1024 * 1024;

absl::Status CheckName(const std::string& name, const std::string& field) {
  const bool fits = !name.empty() && name.size() <= 63 && std::all_of(name.begin(), name.end(), [](unsigned char c) {
    return absl::ascii_islower(c) || absl::ascii_isdigit(c) || c == '-';
  });
  return fits ? absl::OkStatus() : InvalidField(field, "use 1 to 63 characters of a-z, 0-9 and hyphen");
}

absl::Status CheckWait(const google::protobuf::Duration& wait, const std::string& field) {
  if (FromProto(wait) < absl::ZeroDuration()) return InvalidField(field, "it must not be negative");
  return absl::OkStatus();
}

absl::Status CheckDelay(const control::v1::Delay& delay, const std::string& field) {
  using control::v1::Delay;
  switch (delay.distribution_case()) {
    case Delay::kFixed:
      return CheckWait(delay.fixed(), field + ".fixed");
    case Delay::kUniform:
      RETURN_IF_ERROR(CheckWait(delay.uniform().least(), field + ".uniform.least"));
      if (FromProto(delay.uniform().most()) < FromProto(delay.uniform().least())) {
        return InvalidField(field + ".uniform", "nothing lies in it: least is more than most");
      }
      return absl::OkStatus();
    case Delay::kLognormal:
      if (FromProto(delay.lognormal().median()) <= absl::ZeroDuration()) {
        return InvalidField(field + ".lognormal.median", "it must be more than nothing");
      }
      if (!(delay.lognormal().sigma() > 0 && delay.lognormal().sigma() <= 3)) {
        return InvalidField(field + ".lognormal.sigma", "use more than 0 and at most 3");
      }
      return CheckWait(delay.lognormal().most(), field + ".lognormal.most");
    case Delay::DISTRIBUTION_NOT_SET:
      break;
  }
  return InvalidField(field, "give fixed, uniform or lognormal");
}

// What every rule has.
template <class Rule>
absl::StatusOr<CompiledMatch> CheckHead(const Rule& rule, const std::string& field) {
  RETURN_IF_ERROR(CheckName(rule.name(), field + ".name"));
  RETURN_IF_ERROR(CheckTrigger(rule.trigger(), field + ".trigger"));
  if (rule.times() < 0) return InvalidField(field + ".times", "it must not be negative");
  return CompiledMatch::Compile(rule.match(), field + ".match");
}

bool Any(const CompiledMatch& match, bool streams) {
  const auto& methods = match.methods();
  return std::any_of(methods.begin(), methods.end(),
                     [streams](const MethodDescriptor* method) { return method->server_streaming() == streams; });
}

// An answer fits one type, so it needs one method.
absl::StatusOr<const MethodDescriptor*> OneMethod(const CompiledMatch& match, const std::string& field, bool stream) {
  const std::string& named = match.source().method();
  if (match.methods().size() != 1) {
    return RuleCannotAct(field, named.empty() ? "every method" : named, "an answer fits one method; name it");
  }
  const MethodDescriptor* method = match.methods().front();
  if (method->server_streaming() == stream) return method;
  return RuleCannotAct(field, WireName(*method),
                       stream ? "this is no stream; use respond" : "this is a stream; use stream, or a failure");
}

TextReader LookAt(const TemplateTypes& types) {
  return [types](const std::string& text, const std::string& field) -> absl::StatusOr<absl::optional<Value>> {
    if (!HoldsTemplate(text)) return absl::optional<Value>(TextValue(text));
    RETURN_IF_ERROR(CheckTemplates(text, types, field));
    return absl::optional<Value>();
  };
}

absl::Status CheckForm(const google::protobuf::Struct& form, const MethodDescriptor& method, bool sees_answer,
                       const std::string& field) {
  const TemplateTypes types{method.input_type(), sees_answer ? method.output_type() : nullptr};
  const std::unique_ptr<google::protobuf::Message> scratch(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type())->New());
  return WriteForm(form, field, LookAt(types), scratch.get());
}

// The request that templates see: of one method its own, of several the first.
TemplateTypes RequestOf(const CompiledMatch& match) { return {match.methods().front()->input_type(), nullptr}; }

absl::Status CheckStream(const control::v1::StreamAnswer& stream, const CompiledMatch& match,
                         const std::string& field) {
  ASSIGN_OR_RETURN(const MethodDescriptor* method, OneMethod(match, field, true));
  for (int i = 0; i < stream.messages_size(); ++i) {
    const std::string place = absl::StrCat(field, ".messages[", i, "]");
    RETURN_IF_ERROR(CheckWait(stream.messages(i).after(), place + ".after"));
    RETURN_IF_ERROR(CheckForm(stream.messages(i).message(), *method, false, place + ".message"));
  }
  return stream.has_end() ? CheckFailure(stream.end(), RequestOf(match), field + ".end") : absl::OkStatus();
}

absl::Status CheckAction(const Action& action, const CompiledMatch& match, const std::string& field) {
  if (action.has_delay()) RETURN_IF_ERROR(CheckDelay(action.delay(), field + ".delay"));
  switch (action.answer_case()) {
    case Action::kRespond: {
      ASSIGN_OR_RETURN(const MethodDescriptor* method, OneMethod(match, field + ".respond", false));
      return CheckForm(action.respond(), *method, false, field + ".respond");
    }
    case Action::kPatch: {
      ASSIGN_OR_RETURN(const MethodDescriptor* method, OneMethod(match, field + ".patch", false));
      return CheckForm(action.patch(), *method, true, field + ".patch");
    }
    case Action::kFail:
      return CheckFailure(action.fail(), RequestOf(match), field + ".fail");
    case Action::kStream:
      return CheckStream(action.stream(), match, field + ".stream");
    case Action::ANSWER_NOT_SET:
      return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status WantStreams(const CompiledMatch& match, bool streams, const std::string& field) {
  if (Any(match, streams)) return absl::OkStatus();
  return RuleCannotAct(field, match.source().method(), streams ? "this is no stream" : "this is a stream; use cut_stream");
}

absl::Status CheckQuota(const control::v1::Quota& quota, const std::string& field) {
  if (quota.calls() < 1) return InvalidField(field + ".calls", "allow at least 1 call");
  if (FromProto(quota.per()) < absl::Seconds(1)) return InvalidField(field + ".per", "give at least one second");
  return absl::OkStatus();
}

absl::Status CheckKind(const Fault& fault, const CompiledMatch& match, const std::string& field) {
  switch (fault.kind_case()) {
    case Fault::kDelay:
      return CheckDelay(fault.delay(), field + ".delay");
    case Fault::kFail:
      return CheckFailure(fault.fail(), RequestOf(match), field + ".fail");
    case Fault::kLateRequest:
      return CheckDelay(fault.late_request().delay(), field + ".late_request.delay");
    case Fault::kRepeatedRequest:
      return CheckDelay(fault.repeated_request().delay(), field + ".repeated_request.delay");
    case Fault::kDamagedAnswer:
      return WantStreams(match, false, field + ".damaged_answer");
    case Fault::kOversizedAnswer:
      if (fault.oversized_answer().bytes() < 0 || fault.oversized_answer().bytes() > kMostPadding) {
        return InvalidField(field + ".oversized_answer.bytes",
                            absl::StrCat("use 1 to ", kMostPadding, ", or 0 for the default"));
      }
      return WantStreams(match, false, field + ".oversized_answer");
    case Fault::kCutStream:
      if (fault.cut_stream().after_messages() < 0) {
        return InvalidField(field + ".cut_stream.after_messages", "it must not be negative");
      }
      RETURN_IF_ERROR(WantStreams(match, true, field + ".cut_stream"));
      if (!fault.cut_stream().has_end()) return absl::OkStatus();
      return CheckFailure(fault.cut_stream().end(), RequestOf(match), field + ".cut_stream.end");
    case Fault::kQuota:
      return CheckQuota(fault.quota(), field + ".quota");
    case Fault::kClockSkew:
      if (FromProto(fault.clock_skew().ahead()) == absl::ZeroDuration()) {
        return InvalidField(field + ".clock_skew.ahead", "say by how much; negative is behind");
      }
      return absl::OkStatus();
    case Fault::kLostRequest:
    case Fault::kLostAnswer:
    case Fault::kClosed:
      return absl::OkStatus();
    case Fault::KIND_NOT_SET:
      break;
  }
  return InvalidField(field, "say what goes wrong: delay, fail, lost_answer or another kind");
}

}  // namespace

absl::Status CheckOverride(const Override& rule, const std::string& field) {
  ASSIGN_OR_RETURN(const CompiledMatch match, CheckHead(rule, field));
  if (rule.actions().empty()) return InvalidField(field + ".actions", "give at least one action");
  if (rule.actions_size() > kMostActions) {
    return InvalidField(field + ".actions", absl::StrCat("give at most ", kMostActions, " of them"));
  }
  if (rule.has_sequence()) RETURN_IF_ERROR(CheckName(rule.sequence().name(), field + ".sequence.name"));
  for (int i = 0; i < rule.actions_size(); ++i) {
    RETURN_IF_ERROR(CheckAction(rule.actions(i), match, absl::StrCat(field, ".actions[", i, "]")));
  }
  return absl::OkStatus();
}

absl::Status CheckFault(const Fault& rule, const std::string& field) {
  ASSIGN_OR_RETURN(const CompiledMatch match, CheckHead(rule, field));
  return CheckKind(rule, match, field);
}

}  // namespace lienthong::mock
