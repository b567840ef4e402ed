#include <algorithm>
#include <map>
#include <set>

#include "absl/strings/str_cat.h"
#include "gateway/engine/definition.h"
#include "gateway/engine/jq_lexer.h"
#include "gateway/engine/loader.h"
#include "gateway/engine/value_codec.h"
#include "seeds/text/nearest.h"

namespace lienthong::engine {
namespace {

using Kind = JqToken::Kind;

// Where control goes after a task, within its list; `list.size()` stands for leaving the list.
std::vector<size_t> Successors(const Definition& definition, const TaskList& list, size_t position) {
  const Task& task = definition.tasks[list.tasks[position]];
  std::vector<size_t> next;
  const auto follow = [&](const Directive& directive) {
    if (directive.kind == Directive::Kind::kContinue) next.push_back(position + 1);
    if (directive.kind != Directive::Kind::kTask) return;
    const auto at = std::find(list.tasks.begin(), list.tasks.end(), directive.task);
    next.push_back(static_cast<size_t>(at - list.tasks.begin()));
  };
  if (task.if_ != kNone) next.push_back(position + 1);
  if (std::holds_alternative<RaiseTask>(task.body)) return next;
  bool may_fall_through = true;
  if (const auto* choice = std::get_if<SwitchTask>(&task.body)) {
    for (const SwitchCase& one : choice->cases) {
      follow(one.then);
      if (one.when == kNone) may_fall_through = false;
    }
  }
  if (may_fall_through) follow(task.then);
  return next;
}

void FindUnreachable(const Definition& definition, const TaskList& list, std::vector<Problem>& problems) {
  std::set<size_t> reached;
  std::vector<size_t> open = {0};
  while (!open.empty()) {
    const size_t position = open.back();
    open.pop_back();
    if (position >= list.tasks.size() || !reached.insert(position).second) continue;
    for (const size_t next : Successors(definition, list, position)) open.push_back(next);
  }
  for (size_t i = 0; i < list.tasks.size(); ++i) {
    const Task& task = definition.tasks[list.tasks[i]];
    if (reached.count(i) == 0) {
      problems.push_back(
          {definition.file, task.line, task.pointer, absl::StrCat("task \"", task.name, "\" is never reached")});
    }
  }
}

bool IsExport(const ExpressionSource& source) { return source.pointer.find("/export/as") != std::string::npos; }

// Names given to members of $context: keys of export templates, and keys an export expression writes.
std::set<std::string> ExportedNames(const Definition& definition, const std::vector<ExpressionSource>& sources) {
  std::set<std::string> names;
  for (const Task& task : definition.tasks) {
    for (const auto& [key, member] : task.export_as.members) names.insert(key);
  }
  for (const ExpressionSource& source : sources) {
    if (!IsExport(source)) continue;
    const auto tokens = LexJq(source.text);
    for (size_t i = 0; tokens.ok() && i < tokens->size(); ++i) {
      const JqToken& token = (*tokens)[i];
      if (token.kind != Kind::kOther && token.kind != Kind::kNumber) names.insert(token.text);
    }
  }
  return names;
}

// Constant export templates hold their names in a literal.
void AddLiteralNames(const Loaded& loaded, std::set<std::string>& names) {
  for (const Task& task : loaded.definition->tasks) {
    if (task.export_as.kind != Template::Kind::kLiteral) continue;
    const Value literal = DecodeValue(loaded.expressions->literals()[task.export_as.number]).value_or(Value());
    if (!literal.IsObject()) continue;
    literal.ForEachMember([&](absl::string_view key, const Value&) { names.insert(std::string(key)); });
  }
}

void FindUndefinedContext(const Loaded& loaded, std::vector<Problem>& problems) {
  std::set<std::string> names = ExportedNames(*loaded.definition, loaded.expressions->sources());
  AddLiteralNames(loaded, names);
  for (const ExpressionSource& source : loaded.expressions->sources()) {
    const auto tokens = LexJq(source.text);
    for (size_t i = 0; tokens.ok() && i + 1 < tokens->size(); ++i) {
      const JqToken& variable = (*tokens)[i];
      const JqToken& member = (*tokens)[i + 1];
      if (variable.kind != Kind::kVariable || variable.text != "context" || member.kind != Kind::kField) continue;
      if (names.count(member.text) > 0) continue;
      problems.push_back({loaded.definition->file, source.line, source.pointer,
                          absl::StrCat("nothing exports $context.", member.text,
                                       seeds::DidYouMean(member.text, {names.begin(), names.end()}))});
    }
  }
}

void FindUnknownCompensation(const Definition& definition, std::vector<Problem>& problems) {
  std::set<std::string> names;
  for (const Task& task : definition.tasks) names.insert(task.name);
  for (const Task& task : definition.tasks) {
    const std::string& undo = task.annotations.compensated_by;
    if (undo.empty() || names.count(undo) > 0) continue;
    problems.push_back(
        {definition.file, task.line, task.pointer, absl::StrCat("compensatedBy: there is no task \"", undo, "\"")});
  }
}

}  // namespace

std::vector<Problem> Lint(const std::string& yaml, const std::string& file, const LoadOptions& options) {
  Loaded loaded = LoadParts(yaml, file, options);
  std::vector<Problem> problems = std::move(loaded.problems);
  if (loaded.definition != nullptr && problems.empty()) {
    for (const TaskList& list : loaded.definition->lists) FindUnreachable(*loaded.definition, list, problems);
    FindUndefinedContext(loaded, problems);
    FindUnknownCompensation(*loaded.definition, problems);
  }
  problems.insert(problems.end(), loaded.warnings.begin(), loaded.warnings.end());
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& a, const Problem& b) { return a.line < b.line; });
  return problems;
}

}  // namespace lienthong::engine
