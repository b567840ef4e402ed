#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/engine/duration.h"
#include "gateway/engine/jq_check.h"
#include "gateway/engine/parser.h"
#include "gateway/engine/value_codec.h"

namespace lienthong::engine {
namespace {

// The text inside ${ }, when the whole string is one expression; a string that only contains one is plain text.
std::optional<std::string> ExpressionIn(const YamlNode& node) {
  if (!node.IsScalar()) return std::nullopt;
  const absl::string_view text = absl::StripAsciiWhitespace(node.text);
  if (!absl::StartsWith(text, "${") || !absl::EndsWith(text, "}")) return std::nullopt;
  return std::string(absl::StripAsciiWhitespace(text.substr(2, text.size() - 3)));
}

bool ContainsExpression(const YamlNode& node) {
  if (node.IsMap()) {
    return std::any_of(node.members.begin(), node.members.end(),
                       [](const auto& member) { return ContainsExpression(member.second); });
  }
  if (node.IsSequence()) return std::any_of(node.items.begin(), node.items.end(), ContainsExpression);
  return ExpressionIn(node).has_value();
}

}  // namespace

Parser::Parser(std::string file, const Catalogue& catalogue) : file_(std::move(file)), catalogue_(catalogue) {
  definition_->file = file_;
}

void Parser::Fail(const YamlNode& node, const std::string& message) { Fail(node.line, node.pointer, message); }

void Parser::Fail(int line, const std::string& pointer, const std::string& message) {
  problems_.push_back({file_, line, pointer, message});
}

void Parser::Warn(int line, const std::string& pointer, const std::string& message) {
  warnings_.push_back({file_, line, pointer, message});
}

bool Parser::ExpectMap(const YamlNode& node, const std::string& what) {
  if (node.IsMap()) return true;
  Fail(node, absl::StrCat(what, " must be a mapping"));
  return false;
}

void Parser::RefuseUnknownKeys(const YamlNode& node, const std::set<std::string>& known) {
  for (size_t i = 0; i < node.members.size(); ++i) {
    const std::string& key = node.members[i].first;
    if (known.count(key) > 0) continue;
    Fail(node.member_lines[i], absl::StrCat(node.pointer, "/", PointerPart(key)),
         absl::StrCat("unknown key \"", key, "\"; known here: ", absl::StrJoin(known, ", ")));
  }
}

std::string Parser::Text(const YamlNode& node) {
  if (node.IsScalar() && !node.IsNull()) return node.text;
  Fail(node, "a text is expected here");
  return "";
}

const YamlNode* Parser::Required(const YamlNode& parent, const std::string& key) {
  const YamlNode* child = parent.Find(key);
  if (child == nullptr) Fail(parent, absl::StrCat("\"", key, "\" is missing"));
  return child;
}

int Parser::AddLiteral(const YamlNode& node) {
  const Value value = ValueOf(node);
  if (const absl::Status numbers = CheckKeepable(value); !numbers.ok()) Fail(node, std::string(numbers.message()));
  literals_.push_back(EncodeValue(value));
  return static_cast<int>(literals_.size()) - 1;
}

int Parser::AddExpression(const YamlNode& node, const std::string& text, const Names& names) {
  const auto variables = CheckJq(text);
  if (!variables.ok()) {
    Fail(node, std::string(variables.status().message()));
    return kNone;
  }
  ExpressionSource source{text, node.line, node.pointer, {}};
  const std::map<std::string, bool> standard = {{"context", names.context}, {"input", names.input},
                                                {"output", names.output},   {"task", names.task},
                                                {"workflow", true},         {"runtime", true}};
  for (const std::string& name : *variables) {
    const auto known = standard.find(name);
    if (known != standard.end() && known->second) source.variables.push_back(name);
    if (known != standard.end() && !known->second) {
      Fail(node, absl::StrCat("$", name, " has no value yet where this expression is evaluated"));
    }
    if (known == standard.end() && std::find(locals_.begin(), locals_.end(), name) != locals_.end()) {
      source.variables.push_back(name);
    }
    if (name == "secrets" || name == "authorization") Fail(node, absl::StrCat("$", name, " isn't supported"));
  }
  sources_.push_back(std::move(source));
  return static_cast<int>(sources_.size()) - 1;
}

int Parser::ParseExpression(const YamlNode& node, const Names& names) {
  if (!node.IsScalar() || node.IsNull()) {
    Fail(node, "a jq expression is expected here");
    return kNone;
  }
  return AddExpression(node, ExpressionIn(node).value_or(node.text), names);
}

int Parser::ParseOptionalExpression(const YamlNode* node, const Names& names) {
  return node == nullptr ? kNone : ParseExpression(*node, names);
}

bool Parser::ReadsDefinition(size_t first_source, const std::string& variable) const {
  return std::any_of(sources_.begin() + first_source, sources_.end(), [&](const ExpressionSource& source) {
    const auto& used = source.variables;
    return absl::StrContains(source.text, "definition") && std::find(used.begin(), used.end(), variable) != used.end();
  });
}

Template Parser::ParseTemplate(const YamlNode& node, const Names& names) {
  Template form;
  if (!ContainsExpression(node)) {
    form.kind = Template::Kind::kLiteral;
    form.number = AddLiteral(node);
  } else if (const auto expression = ExpressionIn(node); expression.has_value()) {
    form.kind = Template::Kind::kExpression;
    form.number = AddExpression(node, *expression, names);
  } else if (node.IsMap()) {
    form.kind = Template::Kind::kObject;
    for (const auto& [key, member] : node.members) form.members.emplace_back(key, ParseTemplate(member, names));
  } else {
    form.kind = Template::Kind::kArray;
    for (const YamlNode& item : node.items) form.items.push_back(ParseTemplate(item, names));
  }
  return form;
}

Template Parser::ParseTransform(const YamlNode& node, const Names& names) {
  if (node.IsMap()) return ParseTemplate(node, names);
  Template form;
  form.kind = Template::Kind::kExpression;
  form.number = ParseExpression(node, names);
  return form;
}

DurationSource Parser::ParseDuration(const YamlNode& node, const Names& names) {
  if (!ContainsExpression(node)) return {ParseFixedDuration(node), {}};
  return {absl::ZeroDuration(), ParseTemplate(node, names)};
}

absl::Duration Parser::ParseFixedDuration(const YamlNode& node) {
  const auto duration = DurationOf(ValueOf(node));
  if (!duration.ok()) Fail(node, std::string(duration.status().message()));
  return duration.value_or(absl::ZeroDuration());
}

Directive Parser::ParseDirective(const YamlNode& node) {
  Directive directive;
  directive.line = node.line;
  directive.name = Text(node);
  if (directive.name == "exit") {
    directive.kind = Directive::Kind::kExit;
  } else if (directive.name == "end") {
    directive.kind = Directive::Kind::kEnd;
  } else if (directive.name != "continue") {
    directive.kind = Directive::Kind::kTask;
  }
  return directive;
}

// Only metadata.lienthong is ours and strict; other metadata belongs to other tools.
Annotations Parser::ParseAnnotations(const YamlNode* metadata, bool document) {
  Annotations annotations;
  const YamlNode* ours = metadata == nullptr ? nullptr : metadata->Find("lienthong");
  if (ours == nullptr || !ExpectMap(*ours, "metadata.lienthong")) return annotations;
  std::set<std::string> known = {"title", "legalBasis", "compensatedBy"};
  if (document) known.insert("callTimeout");
  RefuseUnknownKeys(*ours, known);
  if (const YamlNode* title = ours->Find("title"); title != nullptr && ExpectMap(*title, "title")) {
    RefuseUnknownKeys(*title, {"vi", "en"});
    for (const auto& [language, text] : title->members) annotations.title[language] = Text(text);
  }
  if (const YamlNode* basis = ours->Find("legalBasis")) annotations.legal_basis = Text(*basis);
  if (const YamlNode* undo = ours->Find("compensatedBy")) annotations.compensated_by = Text(*undo);
  if (const YamlNode* timeout = ours->Find("callTimeout"); timeout != nullptr && document) {
    definition_->default_timeout = ParseFixedDuration(*timeout);
    definition_->default_timeout_given = true;
  }
  return annotations;
}

std::string Parser::VariableName(const YamlNode& node) {
  static const auto* const reserved = new std::set<std::string>{
      "context", "input", "output", "task", "workflow", "runtime", "secrets", "authorization", "ENV"};
  const std::string name = Text(node);
  const bool named = !name.empty() && !absl::ascii_isdigit(name[0]) && !absl::StartsWith(name, "__") &&
                     std::all_of(name.begin(), name.end(), [](char c) { return absl::ascii_isalnum(c) || c == '_'; });
  if (!named || reserved->count(name) > 0) Fail(node, absl::StrCat("\"", name, "\" can't name a variable"));
  return name;
}

}  // namespace lienthong::engine
