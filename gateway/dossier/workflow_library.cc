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

absl::Status LoadOffer(const YAML::Node& node, std::map<std::string, Offer>* offers) {
  RETURN_IF_ERROR(seeds::CheckKeys(kOffers, node, {"workflow", "law", "versionRule", "versions"}));
  Offer offer;
  offer.name = seeds::TextAt(node, "workflow");
  offer.version_rule = seeds::TextAt(node, "versionRule");
  offer.law = Strings(node["law"]);
  offer.versions = Strings(node["versions"]);
  const std::string file = offer.name + ".yaml";
  const absl::string_view text = workflows::File(file);
  if (text.data() == nullptr) return seeds::YamlError(kOffers, node, absl::StrCat("there is no ", file));
  if (!offer.version_rule.empty() && !seeds::Law::Default().Has(offer.version_rule)) {
    return seeds::YamlError(kOffers, node, absl::StrCat("there is no rule ", offer.version_rule));
  }
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
  auto library = std::make_shared<WorkflowLibrary>();
  RETURN_IF_ERROR(seeds::ReadYaml(kOffers, workflows::File(kOffers), [&](const YAML::Node& root) -> absl::Status {
    for (const auto& node : root) RETURN_IF_ERROR(LoadOffer(node, &library->offers_));
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
