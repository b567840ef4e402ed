#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gateway/engine/parser.h"

namespace lienthong::engine {
namespace {

// The DSL's names: letters, digits and inner hyphens, at most 63.
bool IsName(const std::string& text) {
  const auto inside = [](char c) { return absl::ascii_isalnum(c) || c == '-'; };
  return !text.empty() && text.size() <= 63 && text.front() != '-' && text.back() != '-' &&
         std::all_of(text.begin(), text.end(), inside);
}

bool IsSemanticVersion(const std::string& text) {
  const std::vector<std::string> parts = absl::StrSplit(text.substr(0, text.find_first_of("-+")), '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](const std::string& part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), absl::ascii_isdigit) &&
                  (part.size() == 1 || part[0] != '0');
         });
}

}  // namespace

void Parser::ParseDocument(const YamlNode& root) {
  if (!ExpectMap(root, "a workflow")) return;
  if (const YamlNode* schedule = root.Find("schedule")) {
    Fail(*schedule, "schedule isn't supported: a run is started by a dossier or a command");
  }
  RefuseUnknownKeys(root, {"document", "input", "use", "do", "timeout", "output", "schedule"});
  if (const YamlNode* header = Required(root, "document")) ParseHeader(*header);
  if (const YamlNode* use = root.Find("use")) ParseUse(*use);
  const Names start{.context = false, .input = false, .task = false};
  const Names finish{.context = true, .input = false, .task = false};
  if (const YamlNode* input = root.Find("input")) definition_->input_from = ParseInput(*input, start);
  if (const YamlNode* output = root.Find("output")) definition_->output_as = ParseAs(*output, finish);
  if (const YamlNode* timeout = root.Find("timeout")) definition_->timeout = ParseTimeout(*timeout);
  if (const YamlNode* list = Required(root, "do")) definition_->main_list = ParseList(*list, kNone);
  if (ReadsDefinition(0, "workflow")) definition_->definition_literal = AddLiteral(root);
}

void Parser::ParseHeader(const YamlNode& node) {
  if (!ExpectMap(node, "document")) return;
  RefuseUnknownKeys(node, {"dsl", "namespace", "name", "version", "title", "summary", "tags", "metadata"});
  if (const YamlNode* dsl = Required(node, "dsl"); dsl != nullptr) {
    const std::string version = Text(*dsl);
    if (!IsSemanticVersion(version) || !absl::StartsWith(version, "1.0.") || absl::StrContains(version, "-")) {
      Fail(*dsl, absl::StrCat("DSL version \"", version, "\" isn't supported; write '1.0.0'"));
    }
  }
  const auto name_in = [&](const char* key) -> std::string {
    const YamlNode* child = Required(node, key);
    if (child == nullptr) return "";
    if (!IsName(Text(*child))) Fail(*child, "letters, digits and inner hyphens are expected, at most 63");
    return child->text;
  };
  definition_->space = name_in("namespace");
  definition_->name = name_in("name");
  if (const YamlNode* version = Required(node, "version")) {
    definition_->version = Text(*version);
    if (!IsSemanticVersion(definition_->version)) Fail(*version, "a semantic version such as '1.0.0' is expected");
  }
  definition_->annotations = ParseAnnotations(node.Find("metadata"), true);
  if (const YamlNode* title = node.Find("title"); title != nullptr) {
    definition_->annotations.title.emplace("en", Text(*title));
  }
}

void Parser::ParseUse(const YamlNode& node) {
  if (!ExpectMap(node, "use")) return;
  for (const char* key : {"authentications", "extensions", "functions", "secrets", "catalogs"}) {
    if (const YamlNode* child = node.Find(key)) Fail(*child, absl::StrCat("use.", key, " isn't supported"));
  }
  RefuseUnknownKeys(
      node, {"errors", "retries", "timeouts", "authentications", "extensions", "functions", "secrets", "catalogs"});
  const auto collect = [&](const char* key, std::map<std::string, const YamlNode*>& named) {
    const YamlNode* group = node.Find(key);
    if (group == nullptr || !ExpectMap(*group, absl::StrCat("use.", key))) return;
    for (const auto& [name, child] : group->members) named[name] = &child;
  };
  collect("errors", errors_);
  collect("retries", retries_);
  collect("timeouts", timeouts_);
}

std::optional<DurationSource> Parser::ParseTimeout(const YamlNode& node) {
  if (node.IsScalar()) {
    const auto named = timeouts_.find(node.text);
    if (named != timeouts_.end()) return ParseTimeout(*named->second);
    Fail(node, absl::StrCat("use.timeouts has no \"", node.text, "\""));
    return std::nullopt;
  }
  if (!ExpectMap(node, "timeout")) return std::nullopt;
  RefuseUnknownKeys(node, {"after"});
  const YamlNode* after = Required(node, "after");
  if (after == nullptr) return std::nullopt;
  return ParseDuration(*after, Names{});
}

Template Parser::ParseInput(const YamlNode& node, const Names& names) {
  if (!ExpectMap(node, "input")) return {};
  if (const YamlNode* schema = node.Find("schema")) {
    Fail(*schema, "schema isn't supported: requests are checked against their messages");
  }
  RefuseUnknownKeys(node, {"schema", "from"});
  const YamlNode* from = node.Find("from");
  return from == nullptr ? Template() : ParseTransform(*from, names);
}

Template Parser::ParseAs(const YamlNode& node, const Names& names) {
  if (!ExpectMap(node, "output and export")) return {};
  if (const YamlNode* schema = node.Find("schema")) {
    Fail(*schema, "schema isn't supported: answers are checked against their messages");
  }
  RefuseUnknownKeys(node, {"schema", "as"});
  const YamlNode* as = node.Find("as");
  return as == nullptr ? Template() : ParseTransform(*as, names);
}

void Parser::ParseTransforms(const YamlNode& node, Task& task) {
  const Names before{.input = false};
  const Names after{.output = true};
  task.if_ = ParseOptionalExpression(node.Find("if"), before);
  if (const YamlNode* input = node.Find("input")) task.input_from = ParseInput(*input, before);
  if (const YamlNode* output = node.Find("output")) task.output_as = ParseAs(*output, Names{});
  if (const YamlNode* exported = node.Find("export")) task.export_as = ParseAs(*exported, after);
  if (const YamlNode* timeout = node.Find("timeout")) task.timeout = ParseTimeout(*timeout);
  if (const YamlNode* then = node.Find("then")) task.then = ParseDirective(*then);
  task.annotations = ParseAnnotations(node.Find("metadata"), false);
}

}  // namespace lienthong::engine
