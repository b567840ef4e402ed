#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gateway/engine/definition.h"

namespace lienthong::engine {
namespace {

std::string Quoted(const std::string& text) {
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "#quot;"}, {"\n", " "}, {"<", "#lt;"}, {">", "#gt;"}}),
                      "\"");
}

// Nodes are numbered as tasks are; a composite is a subgraph with its own number.
class Graph {
 public:
  Graph(const Definition& definition, const std::string& language) : definition_(definition), language_(language) {}

  std::string Draw() {
    out_ = "flowchart TD\n  start((start))\n  finish((end))\n";
    const std::string first = List(definition_.main_list, "finish", "  ");
    absl::StrAppend(&edges_, "  start --> ", first, "\n");
    return out_ + edges_;
  }

 private:
  static std::string Node(int task) { return absl::StrCat("t", task); }

  std::string Label(const Task& task) const {
    const auto title = task.annotations.title.find(language_);
    const std::string text = title == task.annotations.title.end() ? task.name : title->second;
    const auto* call = std::get_if<CallTask>(&task.body);
    if (call == nullptr || call->method == nullptr) return text;
    return absl::StrCat(text, " (", call->method->name(), ")");
  }

  void Edge(const std::string& from, const std::string& to, const std::string& label = "") {
    absl::StrAppend(&edges_, "  ", from, label.empty() ? " --> " : absl::StrCat(" -->|", Quoted(label), "| "), to,
                    "\n");
  }

  // Draws a list and gives its first node; `after` is where the list's end leads.
  std::string List(int list, const std::string& after, const std::string& indent) {
    const auto& tasks = definition_.lists[list].tasks;
    for (size_t i = 0; i < tasks.size(); ++i) {
      Draw(tasks[i], i + 1 < tasks.size() ? Node(tasks[i + 1]) : after, after, indent);
    }
    return Node(tasks.front());
  }

  std::string Target(const Directive& then, const std::string& next, const std::string& after) const {
    switch (then.kind) {
      case Directive::Kind::kContinue:
        return next;
      case Directive::Kind::kExit:
        return after;
      case Directive::Kind::kEnd:
        return "finish";
      case Directive::Kind::kTask:
        return Node(then.task);
    }
    return next;
  }

  void Draw(int number, const std::string& next, const std::string& after, const std::string& indent) {
    const Task& task = definition_.tasks[number];
    const std::string label = Quoted(Label(task));
    if (const auto* choice = std::get_if<SwitchTask>(&task.body)) {
      absl::StrAppend(&out_, indent, Node(number), "{", label, "}\n");
      for (const SwitchCase& one : choice->cases) Edge(Node(number), Target(one.then, next, after), one.name);
      if (choice->cases.empty() || choice->cases.back().when != kNone)
        Edge(Node(number), Target(task.then, next, after));
      return;
    }
    if (!Compound(task)) {
      absl::StrAppend(&out_, indent, Node(number), "[", label, "]\n");
    } else {
      absl::StrAppend(&out_, indent, Node(number), "[/", label, "/]\n", indent, "subgraph s", number, " [", label,
                      "]\n");
      Inside(task, number, absl::StrCat(indent, "  "));
      absl::StrAppend(&out_, indent, "end\n");
    }
    if (!std::holds_alternative<RaiseTask>(task.body))
      Edge(Node(number), Target(task.then, next, after), Skippable(task));
  }

  static std::string Skippable(const Task& task) { return task.if_ == kNone ? "" : "or skipped"; }

  static bool Compound(const Task& task) {
    return std::holds_alternative<DoTask>(task.body) || std::holds_alternative<ForTask>(task.body) ||
           std::holds_alternative<ForkTask>(task.body) || std::holds_alternative<TryTask>(task.body);
  }

  void Inside(const Task& task, int number, const std::string& indent) {
    const std::string done = absl::StrCat("d", number);
    absl::StrAppend(&out_, indent, done, "(( ))\n");
    if (const auto* sequence = std::get_if<DoTask>(&task.body)) Edge(Node(number), List(sequence->list, done, indent));
    if (const auto* loop = std::get_if<ForTask>(&task.body)) {
      Edge(Node(number), List(loop->list, done, indent), absl::StrCat("each ", loop->each));
    }
    if (const auto* tried = std::get_if<TryTask>(&task.body)) {
      Edge(Node(number), List(tried->list, done, indent));
      if (tried->catch_list != kNone) Edge(Node(number), List(tried->catch_list, done, indent), "on error");
    }
    if (const auto* fork = std::get_if<ForkTask>(&task.body)) {
      for (const int branch : fork->branches) {
        Draw(branch, done, done, indent);
        Edge(Node(number), Node(branch), fork->compete ? "race" : "");
      }
    }
  }

  const Definition& definition_;
  const std::string language_;
  std::string out_, edges_;
};

}  // namespace

std::string Mermaid(const Workflow& workflow, const std::string& language) {
  return Graph(workflow.definition(), language).Draw();
}

}  // namespace lienthong::engine
