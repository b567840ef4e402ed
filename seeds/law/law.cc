#include "seeds/law/law.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "embed/seeds_law_files.h"
#include "seeds/calendar/partial_date.h"
#include "seeds/data.h"

namespace lienthong::seeds {
namespace {

constexpr char kFile[] = "seeds/law/law.yaml";
constexpr absl::CivilDay kNoEnd(9999, 12, 31);

bool IsOneOf(absl::string_view text, std::initializer_list<absl::string_view> options) {
  return std::find(options.begin(), options.end(), text) != options.end();
}

bool HasType(absl::string_view value, absl::string_view type) {
  int64_t number;
  if (type == "int") return absl::SimpleAtoi(value, &number);
  if (type == "bool") return value == "true" || value == "false";
  return !value.empty();
}

absl::Status ReadValue(const YAML::Node& node, Rule* rule) {
  if (absl::Status status = CheckKeys(kFile, node, {"from", "value", "mark", "basis", "note"}); !status.ok()) {
    return status;
  }
  const std::optional<absl::CivilDay> from = ParseDay(TextAt(node, "from"));
  if (!from) return YamlError(kFile, node, "from: no such day");
  if (!rule->values.empty() && *from <= rule->values.back().from) {
    return YamlError(kFile, node, "values must be in order of their days");
  }
  RuleValue value{*from, TextAt(node, "value"), TextAt(node, "basis"), TextAt(node, "mark"), TextAt(node, "note")};
  if (!HasType(value.value, rule->type)) return YamlError(kFile, node, absl::StrCat("value is no ", rule->type));
  if (!IsOneOf(value.mark, {"H", "M", "L", "assumption"})) return YamlError(kFile, node, "mark: H, M, L or assumption");
  if (value.legal_basis.empty()) return YamlError(kFile, node, "basis is missing");
  rule->values.push_back(std::move(value));
  return absl::OkStatus();
}

absl::Status ReadRule(const YAML::Node& node, absl::btree_map<std::string, Rule>* rules) {
  absl::Status status = CheckKeys(kFile, node, {"id", "type", "unit", "vi", "en", "values"});
  if (!status.ok()) return status;
  Rule rule{TextAt(node, "id"), TextAt(node, "type"), TextAt(node, "unit"), TextAt(node, "vi"), TextAt(node, "en"), {}};
  if (rule.id.empty() || rule.title_vi.empty() || rule.title_en.empty()) {
    return YamlError(kFile, node, "id, vi and en are needed");
  }
  if (!IsOneOf(rule.type, {"int", "bool", "text"})) return YamlError(kFile, node, "type: int, bool or text");
  for (const YAML::Node& value : node["values"]) {
    if (status = ReadValue(value, &rule); !status.ok()) return status;
  }
  if (rule.values.empty()) return YamlError(kFile, node, "a rule needs a value");
  const std::string id = rule.id;
  if (!rules->emplace(id, std::move(rule)).second) return YamlError(kFile, node, absl::StrCat(id, " occurs twice"));
  return absl::OkStatus();
}

}  // namespace

const Law& Law::Default() {
  static const Law* const law = [] {
    absl::StatusOr<Law> parsed = Parse(law_files::File("law.yaml"));
    if (!parsed.ok()) FaultySeed(parsed.status());
    return new Law(*std::move(parsed));
  }();
  return *law;
}

absl::StatusOr<Law> Law::Parse(absl::string_view yaml) {
  Law law;
  absl::Status status = ReadYaml(kFile, yaml, [&](const YAML::Node& root) {
    if (!root.IsSequence()) return YamlError(kFile, root, "expected a list of rules");
    for (const YAML::Node& node : root) {
      if (absl::Status read = ReadRule(node, &law.rules_); !read.ok()) return read;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return law;
}

const Rule& Law::Get(absl::string_view rule) const {
  const auto it = rules_.find(rule);
  if (it == rules_.end()) FaultySeed(absl::NotFoundError(absl::StrCat("no rule \"", rule, "\" in ", kFile)));
  return it->second;
}

RuleDescription Law::Describe(absl::string_view rule, absl::CivilDay on) const {
  const Rule& found = Get(rule);
  auto next = std::upper_bound(found.values.begin(), found.values.end(), on,
                               [](absl::CivilDay day, const RuleValue& value) { return day < value.from; });
  if (next == found.values.begin()) ++next;  // before its first day a rule has its first value
  return {&found, &*(next - 1), next == found.values.end() ? kNoEnd : next->from};
}

const RuleValue& Law::At(absl::string_view rule, absl::CivilDay on) const { return *Describe(rule, on).value; }

const std::string& Law::Typed(absl::string_view rule, absl::string_view type, absl::CivilDay on) const {
  const RuleDescription description = Describe(rule, on);
  if (description.rule->type != type) {
    FaultySeed(
        absl::InvalidArgumentError(absl::StrCat("rule \"", rule, "\" is ", description.rule->type, ", not ", type)));
  }
  return description.value->value;
}

int64_t Law::Int(absl::string_view rule, absl::CivilDay on) const {
  int64_t number = 0;
  return absl::SimpleAtoi(Typed(rule, "int", on), &number) ? number : 0;  // Parse has read it before
}

bool Law::Bool(absl::string_view rule, absl::CivilDay on) const { return Typed(rule, "bool", on) == "true"; }

const std::string& Law::Text(absl::string_view rule, absl::CivilDay on) const { return Typed(rule, "text", on); }

std::vector<absl::CivilDay> Law::ChangeDays() const {
  std::set<absl::CivilDay> days;
  for (const auto& [id, rule] : rules_) {
    for (const RuleValue& value : rule.values) days.insert(value.from);
  }
  return {days.begin(), days.end()};
}

}  // namespace lienthong::seeds
