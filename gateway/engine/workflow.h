#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "gateway/engine/catalogue.h"

namespace lienthong::engine {

struct Definition;
class Expressions;

// Problem is one thing wrong with a workflow file.
struct Problem {
  std::string file;
  int line = 0;      // from 1
  std::string path;  // JSON pointer into the document
  std::string message;

  // "file:line: message (at /do/0/register)"
  std::string ToString() const;
};

// Title and legal truth of a document or task, from metadata.lienthong.
struct Annotations {
  std::map<std::string, std::string> title;  // by language, vi and en
  std::string legal_basis;
  std::string compensated_by;  // name of the task that undoes this one; empty where nothing does
};

// TaskInfo is what consoles and dossiers show of a task.
struct TaskInfo {
  std::string pointer;
  std::string name;
  std::string kind;     // do, set, switch, for, fork, try, raise, wait, listen, emit, call
  std::string service;  // for call
  std::string method;
  std::string procedure;  // for call: application where it is a constant
  int line = 0;
  Annotations annotations;
};

// Workflow is one checked definition: immutable, shared by all its runs and all threads.
class Workflow {
 public:
  Workflow(std::unique_ptr<const Definition> definition, std::unique_ptr<Expressions> expressions,
           std::shared_ptr<const Catalogue> catalogue);
  ~Workflow();
  Workflow(const Workflow&) = delete;
  Workflow& operator=(const Workflow&) = delete;

  const std::string& file() const;
  const std::string& space() const;  // document.namespace
  const std::string& name() const;
  const std::string& version() const;
  const std::string& digest() const;  // of the text; a run resumes only under the text it began with
  const Annotations& annotations() const;
  std::vector<TaskInfo> Tasks() const;  // in file order

  const Definition& definition() const { return *definition_; }
  Expressions& expressions() const { return *expressions_; }
  const Catalogue& catalogue() const { return *catalogue_; }

 private:
  const std::unique_ptr<const Definition> definition_;
  const std::unique_ptr<Expressions> expressions_;  // its own synchronisation
  const std::shared_ptr<const Catalogue> catalogue_;
};

struct LoadOptions {
  // Services that calls may name; null takes those compiled in.
  std::shared_ptr<const Catalogue> catalogue;
  // Leaves compiling the expressions (about 16 ms) to the first run; for files a test has already linted.
  bool defer_expressions = false;
};

// Parses and checks one file (YAML, or JSON as its subset). On failure the status is INVALID_ARGUMENT with reason
// WORKFLOW_INVALID and every problem in its message, one a line.
absl::StatusOr<std::shared_ptr<const Workflow>> LoadWorkflow(const std::string& yaml, const std::string& file,
                                                             const LoadOptions& options = {});

// Everything LoadWorkflow refuses, and what runs but is likely wrong: calls without a deadline of their own,
// unreachable steps, $context members nothing exports. Empty when the file is clean.
std::vector<Problem> Lint(const std::string& yaml, const std::string& file, const LoadOptions& options = {});

// A Mermaid flowchart with titles in `language`.
std::string Mermaid(const Workflow& workflow, const std::string& language = "en");

}  // namespace lienthong::engine
