#include "gateway/dossier/workflow_library.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "embed/workflow_files.h"
#include "gateway/dossier/dossier_errors.h"
#include "gateway/engine/value.h"
#include "seeds/data.h"
#include "services/base/status.h"
#include "yaml-cpp/yaml.h"

namespace lienthong::dossier {
namespace {

constexpr char kOffers[] = "offers.yaml";

std::vector<std::string> Strings(const YAML::Node& node) {
  std::vector<std::string> strings;
  for (const auto& item : node) strings.push_back(item.Scalar());
  return strings;
}

absl::Status Wrong(const YAML::Node& node, absl::string_view message) {
  return seeds::YamlError(kOffers, node, message);
}

// Each prefix must give the run something: one that doesn't is a slip of the pen, and the run would look for its rules
// in vain.
absl::Status CheckLaw(const YAML::Node& prefixes) {
  const auto& rules = seeds::Law::Default().rules();
  for (const auto& prefix : prefixes) {
    const auto first = rules.lower_bound(prefix.Scalar());
    if (first != rules.end() && absl::StartsWith(first->first, prefix.Scalar())) continue;
    return Wrong(prefix, absl::StrCat("no rule of the law begins with \"", prefix.Scalar(), "\""));
  }
  return absl::OkStatus();
}

// `versions` are values of the rule `versionRule`; neither says anything without the other.
absl::Status CheckVersions(const YAML::Node& node, const std::string& rule_id) {
  const YAML::Node versions = node["versions"];
  const bool some = versions && versions.size() > 0;
  if (rule_id.empty()) return some ? Wrong(versions, "versions need a versionRule") : absl::OkStatus();
  const auto& rules = seeds::Law::Default().rules();
  const auto rule = rules.find(rule_id);
  if (rule == rules.end()) return Wrong(node["versionRule"], absl::StrCat("there is no rule ", rule_id));
  if (!some) return Wrong(node, "name the versions that the file models");
  for (const auto& version : versions) {
    const auto& values = rule->second.values;
    const bool known = std::any_of(values.begin(), values.end(), [&](const seeds::RuleValue& value) {
      return value.value == version.Scalar();
    });
    if (!known) return Wrong(version, absl::StrCat(rule_id, " is never \"", version.Scalar(), "\""));
  }
  return absl::OkStatus();
}

absl::Status LoadOffer(const YAML::Node& node, absl::FunctionRef<absl::string_view(absl::string_view)> text_of,
                       std::map<std::string, Offer>* offers) {
  RETURN_IF_ERROR(seeds::CheckKeys(kOffers, node, {"workflow", "law", "versionRule", "versions", "sections"}));
  Offer offer;
  offer.name = seeds::TextAt(node, "workflow");
  offer.version_rule = seeds::TextAt(node, "versionRule");
  offer.law = Strings(node["law"]);
  offer.versions = Strings(node["versions"]);
  offer.sections = Strings(node["sections"]);
  const std::string file = offer.name + ".yaml";
  const absl::string_view text = text_of(file);
  if (text.data() == nullptr) return Wrong(node, absl::StrCat("there is no ", file));
  if (offers->count(offer.name) > 0) return Wrong(node, absl::StrCat(offer.name, " is there twice"));
  RETURN_IF_ERROR(CheckLaw(node["law"]));
  RETURN_IF_ERROR(CheckVersions(node, offer.version_rule));
  engine::LoadOptions options;
  options.defer_expressions = true;
  ASSIGN_OR_RETURN(offer.workflow, engine::LoadWorkflow(std::string(text), file, options));
  offers->emplace(offer.name, std::move(offer));
  return absl::OkStatus();
}

engine::Value RuleValue(const seeds::Rule& rule, const std::string& text) {
  if (rule.type == "int") return engine::Value::Number(static_cast<double>(std::stoll(text)));
  if (rule.type == "bool") return engine::Value::Bool(text == "true");
  return engine::Value::String(text);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const WorkflowLibrary>> WorkflowLibrary::CompiledIn() {
  return Load(workflows::File(kOffers), [](absl::string_view name) { return workflows::File(name); });
}

absl::StatusOr<std::shared_ptr<const WorkflowLibrary>> WorkflowLibrary::Load(
    absl::string_view offers, absl::FunctionRef<absl::string_view(absl::string_view)> file) {
  auto library = std::make_shared<WorkflowLibrary>();
  RETURN_IF_ERROR(seeds::ReadYaml(kOffers, offers, [&](const YAML::Node& root) -> absl::Status {
    for (const auto& node : root) RETURN_IF_ERROR(LoadOffer(node, file, &library->offers_));
    return absl::OkStatus();
  }));
  return library;
}

absl::StatusOr<const Offer*> WorkflowLibrary::Find(const std::string& name) const {
  const auto it = offers_.find(name);
  if (it == offers_.end()) return WorkflowUnknown(name);
  return &it->second;
}

absl::StatusOr<std::string> WorkflowLibrary::VersionOn(const Offer& offer, absl::CivilDay day) const {
  if (offer.version_rule.empty()) return offer.workflow->version();
  const std::string& version = seeds::Law::Default().Text(offer.version_rule, day);
  if (std::find(offer.versions.begin(), offer.versions.end(), version) == offer.versions.end()) {
    return WorkflowNotInForce(offer.name, day);
  }
  return version;
}

std::string WorkflowLibrary::LawOn(const Offer& offer, absl::CivilDay day) const {
  engine::Value law = engine::Value::Object();
  for (const auto& [id, rule] : seeds::Law::Default().rules()) {
    const bool wanted = std::any_of(offer.law.begin(), offer.law.end(),
                                    [&id = id](const std::string& prefix) { return absl::StartsWith(id, prefix); });
    if (!wanted) continue;
    const std::pair<std::string, std::string> parts = absl::StrSplit(id, absl::MaxSplits('.', 1));
    engine::Value group = law.Get(parts.first);
    if (group.IsNull()) group = engine::Value::Object();
    group.Set(parts.second, RuleValue(rule, seeds::Law::Default().At(id, day).value));
    law.Set(parts.first, std::move(group));
  }
  return law.ToJson();
}

}  // namespace lienthong::dossier
