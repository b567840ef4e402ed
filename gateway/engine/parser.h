#pragma once

#include <initializer_list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "gateway/engine/definition.h"
#include "gateway/engine/yaml_source.h"

namespace lienthong::engine {

// Parser turns the nodes of a file into a Definition and collects every problem on the way; it never stops at the
// first. Its methods are spread over parse_*.cc by what they parse.
class Parser {
 public:
  Parser(std::string file, const Catalogue& catalogue);

  void ParseDocument(const YamlNode& root);

  std::vector<Problem> TakeProblems() { return std::move(problems_); }
  // What runs but is likely wrong; reported by Lint only.
  std::vector<Problem> TakeWarnings() { return std::move(warnings_); }
  std::unique_ptr<Definition> TakeDefinition() { return std::move(definition_); }
  std::vector<ExpressionSource> TakeSources() { return std::move(sources_); }
  std::vector<std::string> TakeLiterals() { return std::move(literals_); }

 private:
  // Names an expression may use beyond $workflow and $runtime.
  struct Names {
    bool context = true, input = true, output = false, task = true;
  };

  // parse_common.cc
  void Fail(const YamlNode& node, const std::string& message);
  void Fail(int line, const std::string& pointer, const std::string& message);
  void Warn(int line, const std::string& pointer, const std::string& message);
  bool ExpectMap(const YamlNode& node, const std::string& what);
  void RefuseUnknownKeys(const YamlNode& node, const std::set<std::string>& known);
  std::string Text(const YamlNode& node);
  const YamlNode* Required(const YamlNode& parent, const std::string& key);
  int AddLiteral(const YamlNode& node);
  int AddExpression(const YamlNode& node, const std::string& text, const Names& names);
  // Whether an expression from `first_source` on may read $task.definition or $workflow.definition.
  bool ReadsDefinition(size_t first_source, const std::string& variable) const;
  // A field that is an expression by its nature: ${ } may be left out.
  int ParseExpression(const YamlNode& node, const Names& names);
  int ParseOptionalExpression(const YamlNode* node, const Names& names);
  // Data in which ${ } strings are expressions.
  Template ParseTemplate(const YamlNode& node, const Names& names);
  // `from` and `as`: a string is an expression, an object is a template.
  Template ParseTransform(const YamlNode& node, const Names& names);
  DurationSource ParseDuration(const YamlNode& node, const Names& names);
  absl::Duration ParseFixedDuration(const YamlNode& node);
  Directive ParseDirective(const YamlNode& node);
  Annotations ParseAnnotations(const YamlNode* metadata, bool document);
  std::string VariableName(const YamlNode& node);

  // parse_document.cc
  void ParseHeader(const YamlNode& node);
  void ParseUse(const YamlNode& node);
  std::optional<DurationSource> ParseTimeout(const YamlNode& node);
  void ParseTransforms(const YamlNode& node, Task& task);
  Template ParseInput(const YamlNode& node, const Names& names);
  Template ParseAs(const YamlNode& node, const Names& names);

  // parse_tasks.cc
  int ParseList(const YamlNode& node, int parent);
  int ParseItem(const YamlNode& item, int parent, int list, int position);
  void ParseTask(const YamlNode& node, int number);
  TaskBody ParseBody(const YamlNode& node, const std::string& kind, int number);
  void ResolveDirectives(int list);
  void Resolve(Directive& directive, int list, const Task& task);
  TaskBody ParseDo(const YamlNode& node, int number);
  TaskBody ParseSet(const YamlNode& node);
  TaskBody ParseSwitch(const YamlNode& node);
  TaskBody ParseFor(const YamlNode& node, int number);
  TaskBody ParseFork(const YamlNode& node, int number);
  TaskBody ParseWait(const YamlNode& node);

  // parse_errors.cc
  TaskBody ParseTry(const YamlNode& node, int number);
  void ParseCatch(const YamlNode& node, int number, TryTask& task);
  ErrorFilter ParseErrorFilter(const YamlNode& node);
  std::optional<RetryPolicy> ParseRetry(const YamlNode& node);
  void ParseRetryLimit(const YamlNode& node, RetryPolicy& policy);
  TaskBody ParseRaise(const YamlNode& node);

  // parse_events.cc
  TaskBody ParseListen(const YamlNode& node);
  EventFilter ParseEventFilter(const YamlNode& node);
  TaskBody ParseEmit(const YamlNode& node);

  // parse_call.cc
  TaskBody ParseCall(const YamlNode& node);
  void ParseCallArguments(const YamlNode& with, CallTask& call);
  const google::protobuf::MethodDescriptor* ParseMethod(const YamlNode& with);
  void CheckRequest(const YamlNode& request, const google::protobuf::Descriptor& type);
  void CheckField(const YamlNode& value, const google::protobuf::FieldDescriptor& field);
  void CheckScalar(const YamlNode& value, const google::protobuf::FieldDescriptor& field);

  const std::string file_;
  const Catalogue& catalogue_;
  std::unique_ptr<Definition> definition_ = std::make_unique<Definition>();
  std::vector<Problem> problems_;
  std::vector<Problem> warnings_;
  std::vector<ExpressionSource> sources_;
  std::vector<std::string> literals_;
  std::vector<std::string> locals_;                                     // variables of enclosing for and catch
  std::map<std::string, const YamlNode*> errors_, retries_, timeouts_;  // of `use`
};

}  // namespace lienthong::engine
