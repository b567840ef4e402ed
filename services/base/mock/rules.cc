#include "services/base/mock/rules.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/base/descriptors/methods.h"
#include "services/base/mock/trigger.h"

namespace lienthong::mock {
namespace {

using control::v1::Fault;
using control::v1::Override;

// {{call}} in an answer.
bool TellsTheCall(const Override& rule) {
  const std::string bytes = rule.SerializeAsString();
  return absl::StrContains(bytes, "{{call") || absl::StrContains(bytes, "{{ call");
}

bool LooksBack(const Override& rule) {
  return Counts(rule.trigger()) || rule.times() > 0 || rule.actions_size() > 1 || TellsTheCall(rule);
}

bool LooksBack(const Fault& rule) { return Counts(rule.trigger()) || rule.times() > 0; }

template <class Rule>
void Take(const Rule& rule, std::vector<std::unique_ptr<const Compiled<Rule>>>* rules) {
  auto match = CompiledMatch::Compile(rule.match(), "match");
  if (!match.ok()) return;
  rules->push_back(std::make_unique<const Compiled<Rule>>(Compiled<Rule>{rule, *std::move(match), LooksBack(rule)}));
}

}  // namespace

template <class Rule>
void Rules::Index<Rule>::Fill() {
  for (const auto& rule : rules) {
    if (!rule->match.names_methods()) continue;
    for (const auto* method : rule->match.methods()) by_method[WireName(*method)];
  }
  // In their order, so that what is about every method keeps its place among what is about one.
  for (const auto& rule : rules) {
    if (rule->match.names_methods()) {
      for (const auto* method : rule->match.methods()) by_method[WireName(*method)].push_back(rule.get());
      continue;
    }
    general.push_back(rule.get());
    for (auto& [method, listed] : by_method) listed.push_back(rule.get());
  }
}

template <class Rule>
const std::vector<const Compiled<Rule>*>& Rules::Index<Rule>::For(absl::string_view method) const {
  const auto found = by_method.find(method);
  return found == by_method.end() ? general : found->second;
}

std::shared_ptr<const Rules> Rules::Of(const control::v1::World& record) {
  auto compiled = std::make_shared<Rules>();
  for (const Override& rule : record.overrides()) Take(rule, &compiled->overrides_.rules);
  for (const Fault& rule : record.faults()) Take(rule, &compiled->faults_.rules);
  std::stable_sort(compiled->overrides_.rules.begin(), compiled->overrides_.rules.end(),
                   [](const auto& a, const auto& b) { return a->rule.priority() > b->rule.priority(); });
  compiled->overrides_.Fill();
  compiled->faults_.Fill();
  return compiled;
}

const std::vector<const CompiledOverride*>& Rules::OverridesOf(absl::string_view method) const {
  return overrides_.For(method);
}

const std::vector<const CompiledFault*>& Rules::FaultsOf(absl::string_view method) const { return faults_.For(method); }

const CompiledFault* Rules::FindFault(absl::string_view name) const {
  for (const auto& fault : faults_.rules) {
    if (fault->rule.name() == name) return fault.get();
  }
  return nullptr;
}

std::vector<std::string> Rules::FaultNames() const {
  std::vector<std::string> names;
  for (const auto& fault : faults_.rules) names.push_back(fault->rule.name());
  return names;
}

}  // namespace lienthong::mock
