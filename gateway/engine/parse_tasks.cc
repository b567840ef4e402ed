#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/engine/parser.h"

namespace lienthong::engine {
namespace {

const std::set<std::string>& BaseKeys() {
  static const auto* const keys =
      new std::set<std::string>{"if", "input", "output", "export", "timeout", "then", "metadata"};
  return *keys;
}

// The key that tells the kind of task, and the keys that go with it. `for` also has a `do`, so it comes first.
const std::vector<std::pair<std::string, std::set<std::string>>>& Kinds() {
  static const auto* const kinds =
      new std::vector<std::pair<std::string, std::set<std::string>>>{{"for", {"for", "while", "do"}},
                                                                     {"try", {"try", "catch"}},
                                                                     {"call", {"call", "with"}},
                                                                     {"do", {"do"}},
                                                                     {"set", {"set"}},
                                                                     {"switch", {"switch"}},
                                                                     {"fork", {"fork"}},
                                                                     {"raise", {"raise"}},
                                                                     {"wait", {"wait"}},
                                                                     {"listen", {"listen"}},
                                                                     {"emit", {"emit"}}};
  return *kinds;
}

}  // namespace

int Parser::ParseList(const YamlNode& node, int parent) {
  const int list = static_cast<int>(definition_->lists.size());
  definition_->lists.emplace_back();
  if (!node.IsSequence() || node.items.empty()) {
    Fail(node, "a list of at least one named task is expected");
    return list;
  }
  for (const YamlNode& item : node.items) {
    const int position = static_cast<int>(definition_->lists[list].tasks.size());
    const int number = ParseItem(item, parent, list, position);
    if (number != kNone) definition_->lists[list].tasks.push_back(number);
  }
  ResolveDirectives(list);
  return list;
}

int Parser::ParseItem(const YamlNode& item, int parent, int list, int position) {
  if (!item.IsMap() || item.members.size() != 1) {
    Fail(item, "a list of tasks has one name and its task per item");
    return kNone;
  }
  const auto& [name, node] = item.members[0];
  for (const Task& other : definition_->tasks) {
    const bool sibling = other.parent == parent && other.list == list && other.name == name;
    if (sibling) Fail(item.member_lines[0], node.pointer, absl::StrCat("task \"", name, "\" is in this list twice"));
  }
  for (const char* directive : {"continue", "exit", "end"}) {
    if (name == directive) Fail(item.member_lines[0], node.pointer, "a task can't be named like a flow directive");
  }
  const int number = static_cast<int>(definition_->tasks.size());
  Task task;
  task.name = name;
  task.pointer = node.pointer;
  task.line = item.member_lines[0];
  task.parent = parent;
  task.list = list;
  task.position = position;
  definition_->tasks.push_back(std::move(task));
  ParseTask(node, number);
  definition_->tasks[number].subtree_end = static_cast<int>(definition_->tasks.size());
  return number;
}

void Parser::ParseTask(const YamlNode& node, int number) {
  if (!ExpectMap(node, "a task")) return;
  const auto kind = std::find_if(Kinds().begin(), Kinds().end(),
                                 [&](const auto& candidate) { return node.Find(candidate.first) != nullptr; });
  if (kind == Kinds().end()) {
    if (const YamlNode* run = node.Find("run")) return Fail(*run, "run isn't supported: workflows start no programs");
    return Fail(definition_->tasks[number].line, node.pointer,
                "no kind of task: one of do, set, switch, for, fork, try, raise, wait, listen, emit, call is expected");
  }
  std::set<std::string> known = BaseKeys();
  known.insert(kind->second.begin(), kind->second.end());
  RefuseUnknownKeys(node, known);
  const size_t first_source = sources_.size();
  Task parsed = definition_->tasks[number];
  parsed.kind = kind->first;
  ParseTransforms(node, parsed);
  definition_->tasks[number] = parsed;
  TaskBody body = ParseBody(node, kind->first, number);
  definition_->tasks[number].body = std::move(body);
  if (ReadsDefinition(first_source, "task")) definition_->tasks[number].definition_literal = AddLiteral(node);
}

TaskBody Parser::ParseBody(const YamlNode& node, const std::string& kind, int number) {
  if (kind == "for") return ParseFor(node, number);
  if (kind == "try") return ParseTry(node, number);
  if (kind == "call") return ParseCall(node);
  if (kind == "do") return ParseDo(node, number);
  if (kind == "set") return ParseSet(node);
  if (kind == "switch") return ParseSwitch(node);
  if (kind == "fork") return ParseFork(node, number);
  if (kind == "raise") return ParseRaise(node);
  if (kind == "wait") return ParseWait(node);
  if (kind == "listen") return ParseListen(node);
  return ParseEmit(node);
}

void Parser::ResolveDirectives(int list) {
  for (const int number : definition_->lists[list].tasks) {
    Task& task = definition_->tasks[number];
    Resolve(task.then, list, task);
    if (auto* choice = std::get_if<SwitchTask>(&task.body)) {
      for (SwitchCase& one : choice->cases) Resolve(one.then, list, task);
    }
  }
}

void Parser::Resolve(Directive& directive, int list, const Task& task) {
  if (directive.kind != Directive::Kind::kTask) return;
  for (const int candidate : definition_->lists[list].tasks) {
    if (definition_->tasks[candidate].name == directive.name) directive.task = candidate;
  }
  if (directive.task == kNone) {
    Fail(directive.line, task.pointer,
         absl::StrCat("then: this list has no task \"", directive.name, "\"; or write continue, exit, end"));
  }
}

TaskBody Parser::ParseDo(const YamlNode& node, int number) { return DoTask{ParseList(*node.Find("do"), number)}; }

TaskBody Parser::ParseSet(const YamlNode& node) {
  const YamlNode& value = *node.Find("set");
  if (!value.IsMap() && !absl::StartsWith(value.text, "${")) Fail(value, "set takes a mapping or one ${ } expression");
  if (value.IsMap() && value.members.empty()) Fail(value, "set sets nothing");
  return SetTask{ParseTemplate(value, Names{})};
}

TaskBody Parser::ParseSwitch(const YamlNode& node) {
  SwitchTask task;
  const YamlNode& cases = *node.Find("switch");
  if (!cases.IsSequence() || cases.items.empty()) Fail(cases, "a list of at least one case is expected");
  for (const YamlNode& item : cases.items) {
    if (!item.IsMap() || item.members.size() != 1 || !item.members[0].second.IsMap()) {
      Fail(item, "a case is one name with `when` and `then`");
      continue;
    }
    const auto& [name, body] = item.members[0];
    RefuseUnknownKeys(body, {"when", "then"});
    SwitchCase one{name, ParseOptionalExpression(body.Find("when"), Names{}), {}};
    if (const YamlNode* then = Required(body, "then")) one.then = ParseDirective(*then);
    if (!task.cases.empty() && task.cases.back().when == kNone) {
      Warn(item.line, item.pointer, "this case is never reached: the one before it always matches");
    }
    task.cases.push_back(std::move(one));
  }
  return task;
}

TaskBody Parser::ParseFor(const YamlNode& node, int number) {
  ForTask task;
  const YamlNode& loop = *node.Find("for");
  if (ExpectMap(loop, "for")) {
    RefuseUnknownKeys(loop, {"each", "in", "at"});
    if (const YamlNode* each = loop.Find("each")) task.each = VariableName(*each);
    if (const YamlNode* at = loop.Find("at")) task.at = VariableName(*at);
    if (const YamlNode* in = Required(loop, "in")) task.in = ParseExpression(*in, Names{});
  }
  locals_.push_back(task.each);
  locals_.push_back(task.at);
  task.while_ = ParseOptionalExpression(node.Find("while"), Names{});
  if (const YamlNode* list = Required(node, "do")) task.list = ParseList(*list, number);
  locals_.resize(locals_.size() - 2);
  return task;
}

TaskBody Parser::ParseFork(const YamlNode& node, int number) {
  ForkTask task;
  const YamlNode& fork = *node.Find("fork");
  if (!ExpectMap(fork, "fork")) return task;
  RefuseUnknownKeys(fork, {"branches", "compete"});
  if (const YamlNode* compete = fork.Find("compete")) {
    task.compete = compete->text == "true";
    if (compete->quoted || (compete->text != "true" && compete->text != "false"))
      Fail(*compete, "true or false is expected");
  }
  const YamlNode* branches = Required(fork, "branches");
  if (branches == nullptr) return task;
  if (!branches->IsSequence() || branches->items.empty()) Fail(*branches, "a list of at least one branch is expected");
  for (const YamlNode& item : branches->items) {
    const int branch = ParseItem(item, number, kNone, static_cast<int>(task.branches.size()));
    if (branch == kNone) continue;
    task.branches.push_back(branch);
    const Task& parsed = definition_->tasks[branch];
    const auto* choice = std::get_if<SwitchTask>(&parsed.body);
    const auto jumps = [](const SwitchCase& one) { return one.then.kind == Directive::Kind::kTask; };
    if (parsed.then.kind == Directive::Kind::kTask ||
        (choice != nullptr && std::any_of(choice->cases.begin(), choice->cases.end(), jumps))) {
      Fail(parsed.line, parsed.pointer, "a branch can't jump into another; put its tasks into a do");
    }
  }
  return task;
}

TaskBody Parser::ParseWait(const YamlNode& node) { return WaitTask{ParseDuration(*node.Find("wait"), Names{})}; }

}  // namespace lienthong::engine
