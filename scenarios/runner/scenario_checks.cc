#include "scenarios/runner/scenario_checks.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "lienthong/common/v1/common.pb.h"
#include "lienthong/gateway/v1/dossier.pb.h"
#include "lienthong/gateway/v1/event.pb.h"
#include "scenarios/runner/day_arithmetic.h"
#include "scenarios/runner/find_people.h"
#include "scenarios/runner/matching.h"
#include "scenarios/runner/methods.h"
#include "scenarios/runner/placeholders.h"
#include "services/base/mock/fault_profiles.h"
#include "services/base/mock/rule_checks.h"

namespace lienthong::scenarios {
namespace {

using engine::YamlNode;
using engine::YamlProblem;
namespace v1 = scenario::v1;

bool IsName(const std::string& name) {
  constexpr absl::string_view kAllowed = "abcdefghijklmnopqrstuvwxyz0123456789-";
  return !name.empty() && name.size() <= 50 &&
         absl::string_view(name).find_first_not_of(kAllowed) == absl::string_view::npos;
}

bool HoldsPlaceholder(const google::protobuf::Message& message) {
  return absl::StrContains(message.ShortDebugString(), "${");
}

// Checker walks one scenario.
class Checker {
 public:
  Checker(const v1::Scenario& scenario, const Scope& scope) : scenario_(scenario), scope_(scope) {}

  void CheckHead();
  void CheckFinds();
  void CheckSteps();
  void CheckTexts(const YamlNode& node);
  std::vector<YamlProblem> TakeProblems() { return std::move(problems_); }

 private:
  void CheckStep(const v1::Step& step, const std::string& pointer);
  void CheckCall(const v1::CallStep& call, const std::string& pointer);
  void CheckAnswer(const v1::Answer& answer, const std::string& pointer);
  void CheckExpectation(const v1::Expectation& expectation, const std::string& pointer);
  void CheckDossier(const v1::DossierExpectation& dossier, const std::string& pointer);
  void CheckMatch(const google::protobuf::Struct& match, const std::string& pointer);
  void CheckComponents(const google::protobuf::RepeatedPtrField<google::protobuf::Struct>& components,
                       const google::protobuf::Descriptor& type, const std::string& pointer);
  void CheckAdvance(const v1::AdvanceStep& advance, const std::string& pointer);
  void CheckPart(const v1::PartChoice& part, const std::string& pointer);
  void CheckApplicant(const v1::ScenarioApplicant& applicant, const std::string& pointer);

  template <class Rule, class Check>
  void CheckRules(const google::protobuf::RepeatedPtrField<Rule>& rules, Check check, const std::string& at) {
    for (int i = 0; i < rules.size(); ++i) {
      const std::string place = absl::StrCat(at, "/", i);
      if (!HoldsPlaceholder(rules[i])) Want(check(rules[i], rules[i].name()), place);
    }
  }
  void CheckProfile(const std::string& profile, const std::string& at) {
    if (!profile.empty() && !absl::StrContains(profile, "${")) Want(mock::FindFaultProfile(profile).status(), at);
  }

  void Want(bool condition, const std::string& pointer, absl::string_view problem) {
    if (!condition) problems_.push_back({0, pointer, std::string(problem)});
  }
  void Want(const absl::Status& status, const std::string& pointer) {
    if (!status.ok()) problems_.push_back({0, pointer, std::string(status.message())});
  }

  const v1::Scenario& scenario_;
  const Scope& scope_;
  std::vector<YamlProblem> problems_;
};

void Checker::CheckHead() {
  Want(scenario_.api_version() == "lienthong.vn/v1", "/apiVersion", "apiVersion must be lienthong.vn/v1");
  Want(scenario_.kind() == "Scenario", "/kind", "kind must be Scenario");
  Want(IsName(scenario_.name()), "/name", "a name has 1 to 50 of a-z, 0-9 and -");
  Want(!scenario_.title().vi().empty() && !scenario_.title().en().empty(), "/title", "a title in vi and en is needed");
  if (!scenario_.world().start().empty()) Want(ParseTime(scenario_.world().start()).status(), "/world/start");
  CheckRules(scenario_.world().overrides(), mock::CheckOverride, "/world/overrides");
  CheckRules(scenario_.world().faults(), mock::CheckFault, "/world/faults");
  CheckProfile(scenario_.world().fault_profile(), "/world/fault_profile");
  for (int i = 0; i < scenario_.incoherent_size(); ++i) {
    const v1::Incoherence& broken = scenario_.incoherent(i);
    Want(!broken.invariant().empty() && !broken.because().empty(), absl::StrCat("/incoherent/", i),
         "name the invariant that is broken on purpose, and say why under because");
  }
}

void Checker::CheckFinds() {
  for (const auto& [name, wanted] : scenario_.find()) {
    const std::string at = absl::StrCat("/find/", name);
    Want(IsName(name), at, "a name has 1 to 50 of a-z, 0-9 and -");
    if (!HoldsPlaceholder(wanted)) Want(CheckFind(wanted), at);
  }
}

void Checker::CheckApplicant(const v1::ScenarioApplicant& applicant, const std::string& at) {
  Want(applicant.persona().empty() || applicant.find().empty(), at, "\"persona\" and \"find\" exclude each other");
  const bool fixed = !absl::StrContains(applicant.persona(), "${");
  if (fixed && !applicant.persona().empty()) Want(scope_.nation->FindPersona(applicant.persona()).status(), at);
  if (!applicant.find().empty())
    Want(CheckPlaceholders(absl::StrCat("${find.", applicant.find(), ".pin}"), scope_), at);
}

void Checker::CheckSteps() {
  Want(scenario_.steps_size() > 0, "/steps", "at least one step is needed");
  for (int i = 0; i < scenario_.steps_size(); ++i) CheckStep(scenario_.steps(i), absl::StrCat("/steps/", i));
  CheckExpectation(scenario_.expect(), "/expect");
}

void Checker::CheckStep(const v1::Step& step, const std::string& at) {
  const auto& component = *common::v1::Component::descriptor();
  switch (step.action_case()) {
    case v1::Step::kSubmit:
      Want(!step.submit().workflow().empty(), at + "/submit", "workflow is needed");
      CheckApplicant(step.submit().applicant(), at + "/submit/applicant");
      CheckComponents(step.submit().components(), component, at + "/submit/components");
      return CheckAnswer(step.submit().expect(), at + "/submit/expect");
    case v1::Step::kCall:
      return CheckCall(step.call(), at + "/call");
    case v1::Step::kDecide:
      Want(step.decide().action() != 0, at + "/decide", "action is needed");
      CheckPart(step.decide().part(), at + "/decide/part");
      return CheckAnswer(step.decide().expect(), at + "/decide/expect");
    case v1::Step::kAdvance:
      return CheckAdvance(step.advance(), at + "/advance");
    case v1::Step::kSupplement:
      CheckComponents(step.supplement().components(), component, at + "/supplement/components");
      return CheckAnswer(step.supplement().expect(), at + "/supplement/expect");
    case v1::Step::kPay:
      return CheckAnswer(step.pay().expect(), at + "/pay/expect");
    case v1::Step::kWithdraw:
      return CheckAnswer(step.withdraw().expect(), at + "/withdraw/expect");
    case v1::Step::kUpload:
      Want(step.upload().content_case() != 0, at + "/upload", "one of text, hex, size_bytes is needed");
      return CheckAnswer(step.upload().expect(), at + "/upload/expect");
    case v1::Step::kOfficers:
      return;
    case v1::Step::kOverrides:
      if (!step.overrides().expect().has_error()) {
        CheckRules(step.overrides().put(), mock::CheckOverride, at + "/overrides/put");
      }
      return CheckAnswer(step.overrides().expect(), at + "/overrides/expect");
    case v1::Step::kFaults:
      if (!step.faults().expect().has_error()) {
        CheckRules(step.faults().put(), mock::CheckFault, at + "/faults/put");
        CheckProfile(step.faults().profile(), at + "/faults/profile");
      }
      return CheckAnswer(step.faults().expect(), at + "/faults/expect");
    case v1::Step::kPublishEvents:
      CheckComponents(step.publish_events().events(), *gateway::v1::CloudEvent::descriptor(),
                      at + "/publish_events/events");
      return CheckAnswer(step.publish_events().expect(), at + "/publish_events/expect");
    case v1::Step::kParallel:
      Want(step.parallel().copies() >= 2 && step.parallel().copies() <= 1000, at + "/parallel", "copies: 2 to 1000");
      return CheckCall(step.parallel().call(), at + "/parallel/call");
    case v1::Step::kExpect:
      return CheckExpectation(step.expect(), at + "/expect");
    case v1::Step::ACTION_NOT_SET:
      return Want(false, at, "a step needs something to do: submit, call, decide, advance, expect, ...");
  }
}

void Checker::CheckCall(const v1::CallStep& call, const std::string& at) {
  Want(!call.agency().empty() && !call.method().empty(), at, "agency and method are needed");
  CheckAnswer(call.expect(), at + "/expect");
  const auto method = FindMethod(call.agency(), call.method());
  if (!method.ok()) return Want(method.status(), at + "/method");
  Want(!(*method)->server_streaming(), at + "/method", "a watch method can't be called; expect events instead");
  Want(CheckNames(ToJson(call.request()), *(*method)->input_type()), at + "/request");
  Want(!call.has_raw() || !call.has_request(), at + "/raw", "\"raw\" and \"request\" exclude each other");
}

void Checker::CheckAnswer(const v1::Answer& answer, const std::string& at) {
  Want(!answer.has_error() || !answer.has_match(), at, "a refusal has no response to match");
  CheckMatch(answer.match(), at + "/match");
  CheckMatch(answer.error().metadata(), at + "/error/metadata");
  absl::StatusCode code = absl::StatusCode::kOk;
  bool known = answer.error().code().empty();
  for (int i = 1; i <= 16 && !known; ++i) {
    code = static_cast<absl::StatusCode>(i);
    known = absl::StatusCodeToString(code) == answer.error().code();
  }
  if (!answer.error().retry_after().empty())
    Want(ParseSpan(answer.error().retry_after()).status(), at + "/error/retry_after");
  Want(known, at + "/error/code", absl::StrCat("\"", answer.error().code(), "\" is no code; write NOT_FOUND, ..."));
}

void Checker::CheckExpectation(const v1::Expectation& expectation, const std::string& at) {
  if (expectation.has_dossier()) CheckDossier(expectation.dossier(), at + "/dossier");
  for (int i = 0; i < expectation.dossiers_size(); ++i) {
    CheckDossier(expectation.dossiers(i), absl::StrCat(at, "/dossiers/", i));
  }
  for (int i = 0; i < expectation.calls_size(); ++i) CheckCall(expectation.calls(i), absl::StrCat(at, "/calls/", i));
  for (int i = 0; i < expectation.values_size(); ++i) {
    Want(CheckExpected(ToJson(expectation.values(i).is())), absl::StrCat(at, "/values/", i, "/is"));
  }
}

void Checker::CheckDossier(const v1::DossierExpectation& dossier, const std::string& at) {
  CheckMatch(dossier.match(), at + "/match");
  for (int i = 0; i < dossier.parts_size(); ++i) {
    const v1::PartExpectation& part = dossier.parts(i);
    const std::string place = absl::StrCat(at, "/parts/", i);
    Want(!part.task().empty() || !part.agency().empty(), place, "task or agency is needed");
    CheckMatch(part.match(), place + "/match");
  }
}

void Checker::CheckMatch(const google::protobuf::Struct& match, const std::string& at) {
  Want(CheckExpected(ToJson(match)), at);
}

void Checker::CheckComponents(const google::protobuf::RepeatedPtrField<google::protobuf::Struct>& components,
                              const google::protobuf::Descriptor& type, const std::string& at) {
  for (int i = 0; i < components.size(); ++i) {
    Want(CheckNames(ToJson(components.Get(i)), type), absl::StrCat(at, "/", i));
  }
}

void Checker::CheckAdvance(const v1::AdvanceStep& advance, const std::string& at) {
  Want(advance.how_case() != 0, at, "one of by, to, working_days, until_idle, until is needed");
  if (advance.how_case() == v1::AdvanceStep::kBy) Want(ParseSpan(advance.by()).status(), at + "/by");
  if (advance.how_case() == v1::AdvanceStep::kTo && !absl::StrContains(advance.to(), "${")) {
    Want(ParseTime(advance.to()).status(), at + "/to");
  }
  const v1::UntilDossier& until = advance.until();
  if (advance.how_case() == v1::AdvanceStep::kUntil) {
    Want(until.status() != 0 || until.outcome() != 0 || until.part_status() != 0 || until.silent(), at + "/until",
         "one of status, outcome, part_status, silent is needed");
    Want(until.task().empty() ? until.part_status() == 0 : (until.part_status() != 0 || until.silent()), at + "/until",
         "task goes with part_status or silent");
  }
  if (!until.within().empty()) Want(ParseSpan(until.within()).status(), at + "/until/within");
  CheckAnswer(advance.expect(), at + "/expect");
}

void Checker::CheckPart(const v1::PartChoice& part, const std::string& at) {
  Want(!part.task().empty() || !part.agency().empty(), at, "task or agency is needed");
  Want(part.application_id().empty() || !part.agency().empty(), at, "application_id needs its agency");
}

void Checker::CheckTexts(const YamlNode& node) {
  if (node.IsScalar() && absl::StrContains(node.text, "${")) {
    Want(CheckPlaceholders(node.text, scope_), node.pointer);
  }
  for (const auto& [key, member] : node.members) CheckTexts(member);
  for (const YamlNode& item : node.items) CheckTexts(item);
}

}  // namespace

std::vector<YamlProblem> CheckScenario(const v1::Scenario& scenario, const YamlNode& root,
                                       const seeds::Nation& nation) {
  Scope scope;
  scope.nation = &nation;
  for (const auto& [name, value] : scenario.let().fields()) scope.let[name] = ToJson(value);
  for (const auto& [name, wanted] : scenario.find()) scope.find[name] = std::nullopt;
  Checker checker(scenario, scope);
  checker.CheckHead();
  checker.CheckFinds();
  checker.CheckSteps();
  checker.CheckTexts(root);
  return checker.TakeProblems();
}

}  // namespace lienthong::scenarios
