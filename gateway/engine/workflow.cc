#include "gateway/engine/workflow.h"

#include <openssl/sha.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "gateway/engine/definition.h"
#include "gateway/engine/expressions.h"
#include "gateway/engine/loader.h"
#include "gateway/engine/parser.h"
#include "gateway/engine/value_codec.h"
#include "services/base/error/error.h"

namespace lienthong::engine {
namespace {

std::string DigestOf(const std::string& text) {
  unsigned char digest[SHA256_DIGEST_LENGTH];
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest);
  return absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), sizeof digest));
}

TaskInfo InfoOf(const Task& task, const std::vector<std::string>& literals) {
  TaskInfo info{task.pointer, task.name, task.kind, "", "", "", task.line, task.annotations};
  const auto* call = std::get_if<CallTask>(&task.body);
  if (call == nullptr || call->method == nullptr) return info;
  info.service = call->method->service()->full_name();
  info.method = call->method->name();
  if (call->procedure.kind == Template::Kind::kLiteral) {
    info.procedure = DecodeValue(literals[call->procedure.number]).value_or(Value()).Text();
  }
  return info;
}

}  // namespace

std::string Problem::ToString() const {
  return absl::StrCat(file, ":", line, ": ", message, path.empty() ? "" : absl::StrCat(" (at ", path, ")"));
}

Workflow::Workflow(std::unique_ptr<const Definition> definition, std::unique_ptr<Expressions> expressions,
                   std::shared_ptr<const Catalogue> catalogue)
    : definition_(std::move(definition)), expressions_(std::move(expressions)), catalogue_(std::move(catalogue)) {}

Workflow::~Workflow() = default;

const std::string& Workflow::file() const { return definition_->file; }
const std::string& Workflow::space() const { return definition_->space; }
const std::string& Workflow::name() const { return definition_->name; }
const std::string& Workflow::version() const { return definition_->version; }
const std::string& Workflow::digest() const { return definition_->digest; }
const Annotations& Workflow::annotations() const { return definition_->annotations; }

std::vector<TaskInfo> Workflow::Tasks() const {
  std::vector<TaskInfo> infos;
  for (const Task& task : definition_->tasks) infos.push_back(InfoOf(task, expressions_->literals()));
  return infos;
}

Loaded LoadParts(const std::string& yaml, const std::string& file, const LoadOptions& options) {
  Loaded loaded;
  loaded.catalogue = options.catalogue == nullptr ? Catalogue::CompiledIn() : options.catalogue;
  YamlNode root;
  for (const YamlProblem& problem : ReadYaml(yaml, root)) {
    loaded.problems.push_back({file, problem.line, problem.pointer, problem.message});
  }
  if (!loaded.problems.empty()) return loaded;
  Parser parser(file, *loaded.catalogue);
  parser.ParseDocument(root);
  loaded.problems = parser.TakeProblems();
  loaded.warnings = parser.TakeWarnings();
  loaded.definition = parser.TakeDefinition();
  loaded.definition->digest = DigestOf(yaml);
  loaded.expressions = std::make_unique<Expressions>(parser.TakeSources(), parser.TakeLiterals());
  if (!options.defer_expressions) {
    for (const auto& [number, message] : loaded.expressions->FindBroken()) {
      const ExpressionSource& source = loaded.expressions->sources()[number];
      loaded.problems.push_back({file, source.line, source.pointer, message});
    }
  }
  const auto earlier = [](const Problem& a, const Problem& b) { return a.line < b.line; };
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), earlier);
  return loaded;
}

absl::StatusOr<std::shared_ptr<const Workflow>> LoadWorkflow(const std::string& yaml, const std::string& file,
                                                             const LoadOptions& options) {
  Loaded loaded = LoadParts(yaml, file, options);
  if (!loaded.problems.empty()) {
    const auto line = [](std::string* out, const Problem& problem) { absl::StrAppend(out, problem.ToString()); };
    return lienthong::Error(absl::StatusCode::kInvalidArgument, Reason::WORKFLOW_INVALID)
        .With("file", file)
        .With("problems", absl::StrJoin(loaded.problems, "\n", line));
  }
  return std::make_shared<const Workflow>(std::move(loaded.definition), std::move(loaded.expressions),
                                          std::move(loaded.catalogue));
}

}  // namespace lienthong::engine
