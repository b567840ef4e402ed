#include "services/base/mock/interference.h"

#include <algorithm>
#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "services/base/bytes.h"
#include "services/base/descriptors/methods.h"
#include "services/base/error/error.h"
#include "services/base/mock/chance.h"
#include "services/base/mock/damage.h"
#include "services/base/mock/failure.h"
#include "services/base/mock/message_form.h"
#include "services/base/mock/opening_hours.h"
#include "services/base/mock/rule_memory.h"
#include "services/base/mock/text_template.h"
#include "services/base/mock/trigger.h"
#include "services/base/status.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

using control::v1::Action;
using control::v1::Fault;
using control::v1::Override;
using google::protobuf::Message;

constexpr int64_t kUsualPadding = 5 * 1024 * 1024;
// A repetition at the same instant would be the same row.
constexpr absl::Duration kLeastLater = absl::Milliseconds(1);

template <class Rule>
bool IsOver(const Rule& rule, absl::Time now) {
  return rule.has_expires_at() && now >= FromProto(rule.expires_at());
}

TemplateScope ScopeOf(const Call& call, const Value* request, int64_t number, absl::string_view rule) {
  TemplateScope scope;
  scope.request = request;
  scope.now = call.context->now;
  scope.call = number;
  scope.world = call.context->world;
  scope.agency = call.context->agency;
  scope.caller = call.context->caller;
  const auto draws = std::make_shared<Draws>(call.context->config->seed(), absl::StrCat(call.context->path, "#", rule));
  scope.new_id = [draws, now = scope.now](absl::string_view prefix) { return draws->Id(prefix, now); };
  return scope;
}

// A response of the call's method, null when there is no such type.
std::unique_ptr<Message> NewResponse(const Call& call) {
  const auto* method = MethodNamed(call.context->method);
  if (method == nullptr) return nullptr;
  return std::unique_ptr<Message>(
      google::protobuf::MessageFactory::generated_factory()->GetPrototype(method->output_type())->New());
}

TextReader FillWith(const TemplateScope& scope) {
  return [&scope](const std::string& text, const std::string&) -> absl::StatusOr<absl::optional<Value>> {
    return absl::optional<Value>(HoldsTemplate(text) ? FillTemplates(text, scope) : TextValue(text));
  };
}

absl::StatusOr<std::string> Written(const google::protobuf::Struct& form, const char* field, const Call& call,
                                    const TemplateScope& scope) {
  const std::unique_ptr<Message> message = NewResponse(call);
  if (message == nullptr) return InternalError(absl::StrCat("no descriptor of ", call.context->method));
  RETURN_IF_ERROR(WriteForm(form, field, FillWith(scope), message.get()));
  return ToBytes(*message);
}

std::string Format(absl::Time time) { return absl::FormatTime("%Y-%m-%d %H:%M", time, HanoiZone()); }

absl::Status OfficeClosed(const std::string& agency, bool maintenance, absl::Time opens, absl::Time now) {
  return Error(absl::StatusCode::kUnavailable, maintenance ? Reason::OFFICE_UNDER_MAINTENANCE : Reason::OFFICE_CLOSED)
      .With("agency", agency)
      .With("opens", Format(opens))
      .RetryAfter(opens - now);
}

// Interferer looks at one call.
class Interferer {
 public:
  Interferer(const Call& call, store::Txn& txn) : call_(call), context_(*call.context), txn_(txn) {
    facts_ = {context_.agency, call.tenant, context_.method, context_.caller, context_.purpose, nullptr};
  }

  void ActOnRequest(const Fault& fault);
  void TryFaults(const std::vector<const CompiledFault*>& faults);
  void TryOverrides(const std::vector<const CompiledOverride*>& overrides);
  Intervention Take() { return std::move(done_); }

 private:
  bool Over() const { return !done_.refusal.ok() || done_.request_lost || done_.request_late; }
  bool Matches(const CompiledMatch& match);
  // Counts the call, and tells whether the rule acts; if it then really did, `Acted` is to be called.
  template <class Rule>
  bool Counted(const Compiled<Rule>& rule, const RuleName& name, control::v1::RuleCount* count);
  template <class Rule>
  void Acted(const Compiled<Rule>& rule, const RuleName& name, control::v1::RuleCount count);
  void Note(absl::string_view kind, absl::string_view name);
  // False: the fault has nothing to do with this call after all.
  bool Apply(const Fault& fault, Chance& chance);
  bool ApplyClosed(const control::v1::Closed& closed);
  bool ApplyQuota(const Fault& fault);
  void Fail(const control::v1::Failure& failure, int64_t number, absl::string_view rule);
  bool TryOverride(const CompiledOverride& rule);
  void Play(const Override& rule, const Action& action, int64_t number, Chance& chance);
  const Value* Request();

  const Call& call_;
  const CallContext& context_;
  store::Txn& txn_;
  CallFacts facts_;
  absl::optional<Value> request_;
  Intervention done_;
};

const Value* Interferer::Request() {
  if (!request_ && call_.request != nullptr) request_ = ToValue(*call_.request);
  return request_ ? &*request_ : nullptr;
}

bool Interferer::Matches(const CompiledMatch& match) {
  if (!match.MayMatch(facts_)) return false;
  if (!match.LooksAtRequest()) return true;
  facts_.request = Request();
  return match.Matches(facts_);
}

template <class Rule>
bool Interferer::Counted(const Compiled<Rule>& rule, const RuleName& name, control::v1::RuleCount* count) {
  if (IsOver(rule.rule, context_.now) || rule.rule.trigger().on_request() || !Matches(rule.match)) return false;
  if (rule.counts) {
    *count = CountOf(txn_, name);
    if (rule.rule.times() > 0 && count->acted() >= rule.rule.times()) return false;
    count->set_matched(count->matched() + 1);
    PutCount(txn_, name, *count);
  }
  Chance chance(context_, absl::StrCat("trigger of ", name.kind, " ", name.name), rule.rule.trigger().seed(),
                count->matched());
  return Fires(rule.rule.trigger(), count->matched(), context_.now, chance);
}

template <class Rule>
void Interferer::Acted(const Compiled<Rule>& rule, const RuleName& name, control::v1::RuleCount count) {
  Note(name.kind, name.name);
  if (!rule.counts) return;
  count.set_acted(count.acted() + 1);
  PutCount(txn_, name, count);
}

void Interferer::Note(absl::string_view kind, absl::string_view name) {
  absl::StrAppend(&done_.injected_by, done_.injected_by.empty() ? "" : ", ", kind, " ", name);
}

void Interferer::ActOnRequest(const Fault& fault) {
  if (Over()) return;
  Chance chance(context_, absl::StrCat("fault ", fault.name()), fault.trigger().seed(), 0);
  if (Apply(fault, chance)) Note("fault", fault.name());
}

void Interferer::TryFaults(const std::vector<const CompiledFault*>& faults) {
  for (const CompiledFault* fault : faults) {
    if (Over()) return;
    const RuleName name{"fault", fault->rule.name(), fault->rule.revision()};
    control::v1::RuleCount count;
    if (!Counted(*fault, name, &count)) continue;
    Chance chance(context_, absl::StrCat("fault ", fault->rule.name()), fault->rule.trigger().seed(), count.matched());
    if (Apply(fault->rule, chance)) Acted(*fault, name, count);
  }
}

void Interferer::Fail(const control::v1::Failure& failure, int64_t number, absl::string_view rule) {
  done_.refusal = ToStatus(failure, ScopeOf(call_, Request(), number, rule));
  for (const auto& [name, value] :
       std::map<std::string, std::string>(failure.trailers().begin(), failure.trailers().end())) {
    done_.trailers.emplace_back(name, value);
  }
}

bool Interferer::Apply(const Fault& fault, Chance& chance) {
  const bool among_offices = !context_.outside && !call_.delayed;
  switch (fault.kind_case()) {
    case Fault::kDelay:
      done_.delay += chance.DelayOf(fault.delay());
      return true;
    case Fault::kFail:
      Fail(fault.fail(), 0, fault.name());
      return true;
    case Fault::kLostRequest:
      return done_.request_lost = true;
    case Fault::kLostAnswer:
      return done_.answer_lost = true;
    case Fault::kLateRequest:
      if (!among_offices) return false;
      done_.request_late = std::max(kLeastLater, chance.DelayOf(fault.late_request().delay()));
      return true;
    case Fault::kRepeatedRequest:
      if (!among_offices) return false;
      done_.request_again = std::max(kLeastLater, chance.DelayOf(fault.repeated_request().delay()));
      return true;
    case Fault::kDamagedAnswer:
      done_.damage = fault.damaged_answer().kind();
      done_.damage_draw = chance.Below(uint64_t{1} << 62);
      return !call_.stream;
    case Fault::kOversizedAnswer:
      done_.padding = fault.oversized_answer().bytes() == 0 ? kUsualPadding : fault.oversized_answer().bytes();
      return !call_.stream;
    case Fault::kCutStream:
      if (!call_.stream) return false;
      done_.cut_after = fault.cut_stream().after_messages();
      done_.cut_status = fault.cut_stream().has_end()
                             ? ToStatus(fault.cut_stream().end(), ScopeOf(call_, Request(), 0, fault.name()))
                             : Error(absl::StatusCode::kUnavailable, Reason::STREAM_CUT);
      return true;
    case Fault::kClosed:
      return ApplyClosed(fault.closed());
    case Fault::kQuota:
      return ApplyQuota(fault);
    case Fault::kClockSkew:
      done_.clock_skew += FromProto(fault.clock_skew().ahead());
      return true;
    case Fault::KIND_NOT_SET:
      break;
  }
  return false;
}

bool Interferer::ApplyClosed(const control::v1::Closed& closed) {
  const auto opens = OpensAgain(closed, context_.now);
  if (!opens) return false;
  done_.refusal = OfficeClosed(context_.agency, closed.has_maintenance_until(), *opens, context_.now);
  return true;
}

bool Interferer::ApplyQuota(const Fault& fault) {
  const control::v1::Quota& quota = fault.quota();
  const absl::Duration per = FromProto(quota.per());
  const absl::Duration since = context_.now - absl::FromCivil(absl::CivilDay(1970, 1, 1), HanoiZone());
  absl::Duration into;
  const int64_t stretch = absl::IDivDuration(since, per, &into);
  const RuleName name{"fault", fault.name(), fault.revision()};
  const int64_t calls = CountForQuota(txn_, name, quota.shared() ? "" : context_.caller, stretch);
  if (calls <= quota.calls()) return false;
  done_.refusal = Error(absl::StatusCode::kResourceExhausted, Reason::QUOTA_EXHAUSTED)
                      .With("limit", absl::StrCat(quota.calls()))
                      .With("period", absl::FormatDuration(per))
                      .RetryAfter(per - into);
  return true;
}

void Interferer::TryOverrides(const std::vector<const CompiledOverride*>& overrides) {
  if (Over()) return;
  for (const CompiledOverride* rule : overrides) {
    if (TryOverride(*rule)) return;
  }
}

// Which action is played after `acted` of them; -1 = none any more.
int ActionAfter(const Override& rule, int64_t acted) {
  const int64_t all = rule.actions_size();
  if (acted < all) return static_cast<int>(acted);
  if (rule.after_last() == control::v1::AFTER_LAST_START_AGAIN) return static_cast<int>(acted % all);
  return rule.after_last() == control::v1::AFTER_LAST_STOP ? -1 : static_cast<int>(all - 1);
}

bool Interferer::TryOverride(const CompiledOverride& compiled) {
  const Override& rule = compiled.rule;
  const bool sequenced = rule.has_sequence();
  if (sequenced && SequenceState(txn_, rule.sequence().name()) != rule.sequence().state()) return false;
  const RuleName name{"override", rule.name(), rule.revision()};
  control::v1::RuleCount count;
  if (!Counted(compiled, name, &count)) return false;
  const int action = ActionAfter(rule, count.acted());
  if (action < 0) return false;
  if (sequenced && rule.sequence().has_next()) PutSequenceState(txn_, rule.sequence().name(), rule.sequence().next());
  Acted(compiled, name, count);
  Chance chance(context_, absl::StrCat("override ", rule.name()), rule.trigger().seed(), count.matched());
  Play(rule, rule.actions(action), count.acted() + 1, chance);
  return true;
}

void Interferer::Play(const Override& rule, const Action& action, int64_t number, Chance& chance) {
  if (action.has_delay()) done_.delay += chance.DelayOf(action.delay());
  switch (action.answer_case()) {
    case Action::kRespond: {
      auto bytes = Written(action.respond(), "respond", call_, ScopeOf(call_, Request(), number, rule.name()));
      if (bytes.ok()) done_.answer = *std::move(bytes);
      if (!bytes.ok()) done_.refusal = bytes.status();
      return;
    }
    case Action::kFail:
      return Fail(action.fail(), number, rule.name());
    case Action::kPatch:
      done_.patch = action.patch();
      done_.patch_call = number;
      return;
    case Action::kStream:
      if (call_.stream) done_.stream = action.stream();
      return;
    case Action::ANSWER_NOT_SET:
      return;
  }
}

}  // namespace

Intervention Interfere(const Rules& rules, const Call& call, store::Txn& txn) {
  Interferer interferer(call, txn);
  for (const Fault* fault : call.requested) interferer.ActOnRequest(*fault);
  interferer.TryFaults(rules.FaultsOf(call.context->method));
  interferer.TryOverrides(rules.OverridesOf(call.context->method));
  Intervention done = interferer.Take();
  if (!done.refusal.ok()) done.refusal = InjectedBy(done.refusal, done.injected_by);
  if (!done.cut_status.ok()) done.cut_status = InjectedBy(done.cut_status, done.injected_by);
  return done;
}

absl::StatusOr<std::string> Changed(const Intervention& intervention, const Call& call, std::string body) {
  if (intervention.patch) {
    const std::unique_ptr<Message> message = NewResponse(call);
    if (message == nullptr || !message->ParseFromString(body)) return InternalError("an answer could not be read");
    const Value answer = ToValue(*message), request = ToValue(*call.request);
    TemplateScope scope = ScopeOf(call, &request, intervention.patch_call, intervention.injected_by);
    scope.answer = &answer;
    RETURN_IF_ERROR(WriteForm(*intervention.patch, "patch", FillWith(scope), message.get()));
    body = ToBytes(*message);
  }
  if (intervention.padding > 0) body = Padded(std::move(body), intervention.padding);
  if (intervention.damage) body = Damaged(std::move(body), *intervention.damage, intervention.damage_draw);
  return body;
}

absl::StatusOr<std::string> StreamBytes(const control::v1::StreamMessage& message, const Call& call) {
  const Value request = ToValue(*call.request);
  return Written(message.message(), "message", call, ScopeOf(call, &request, 0, "stream"));
}

absl::Status InjectedBy(const absl::Status& status, const std::string& by) {
  return WithMetadata(status, "injected_by", by);
}

}  // namespace lienthong::mock
