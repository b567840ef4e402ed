#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gateway/engine/parser.h"

namespace lienthong::engine {

TaskBody Parser::ParseTry(const YamlNode& node, int number) {
  TryTask task;
  task.list = ParseList(*node.Find("try"), number);
  const YamlNode* handler = Required(node, "catch");
  if (handler != nullptr && ExpectMap(*handler, "catch")) ParseCatch(*handler, number, task);
  return task;
}

void Parser::ParseCatch(const YamlNode& node, int number, TryTask& task) {
  RefuseUnknownKeys(node, {"errors", "as", "when", "exceptWhen", "retry", "do"});
  if (const YamlNode* errors = node.Find("errors"); errors != nullptr && ExpectMap(*errors, "errors")) {
    RefuseUnknownKeys(*errors, {"with"});
    if (const YamlNode* with = Required(*errors, "with")) task.filter = ParseErrorFilter(*with);
  }
  if (const YamlNode* as = node.Find("as")) task.as = VariableName(*as);
  locals_.push_back(task.as);
  task.when = ParseOptionalExpression(node.Find("when"), Names{});
  task.except_when = ParseOptionalExpression(node.Find("exceptWhen"), Names{});
  if (const YamlNode* retry = node.Find("retry")) task.retry = ParseRetry(*retry);
  if (const YamlNode* list = node.Find("do")) task.catch_list = ParseList(*list, number);
  locals_.pop_back();
}

ErrorFilter Parser::ParseErrorFilter(const YamlNode& node) {
  ErrorFilter filter;
  if (!ExpectMap(node, "errors.with")) return filter;
  RefuseUnknownKeys(node, {"type", "status", "instance", "title", "details", "detail"});
  const auto text = [&](const char* key, std::optional<std::string>& field) {
    if (const YamlNode* child = node.Find(key)) field = Text(*child);
  };
  text("type", filter.type);
  text("instance", filter.instance);
  text("title", filter.title);
  text("details", filter.detail);
  text("detail", filter.detail);
  if (const YamlNode* status = node.Find("status")) {
    int number = 0;
    if (!absl::SimpleAtoi(status->text, &number)) Fail(*status, "a status is a number such as 404");
    filter.status = number;
  }
  return filter;
}

std::optional<RetryPolicy> Parser::ParseRetry(const YamlNode& node) {
  if (node.IsScalar()) {
    const auto named = retries_.find(node.text);
    if (named != retries_.end()) return ParseRetry(*named->second);
    Fail(node, absl::StrCat("use.retries has no \"", node.text, "\""));
    return std::nullopt;
  }
  RetryPolicy policy;
  if (!ExpectMap(node, "retry")) return std::nullopt;
  RefuseUnknownKeys(node, {"when", "exceptWhen", "delay", "backoff", "limit", "jitter"});
  policy.when = ParseOptionalExpression(node.Find("when"), Names{});
  policy.except_when = ParseOptionalExpression(node.Find("exceptWhen"), Names{});
  if (const YamlNode* delay = node.Find("delay")) policy.delay = ParseDuration(*delay, Names{});
  if (const YamlNode* backoff = node.Find("backoff"); backoff != nullptr && ExpectMap(*backoff, "backoff")) {
    RefuseUnknownKeys(*backoff, {"constant", "linear", "exponential"});
    if (backoff->members.size() != 1) Fail(*backoff, "one of constant, linear, exponential is expected");
    if (backoff->Find("linear") != nullptr) policy.backoff = RetryPolicy::Backoff::kLinear;
    if (backoff->Find("exponential") != nullptr) policy.backoff = RetryPolicy::Backoff::kExponential;
    for (const auto& [name, options] : backoff->members) {
      if (options.IsMap() ? !options.members.empty() : !options.IsNull())
        Fail(options, "backoff options aren't supported; write {}");
    }
  }
  if (const YamlNode* limit = node.Find("limit"); limit != nullptr && ExpectMap(*limit, "limit")) {
    ParseRetryLimit(*limit, policy);
  } else if (limit == nullptr) {
    Fail(node, "a retry needs a limit: without one a lasting failure is retried for ever");
  }
  if (const YamlNode* jitter = node.Find("jitter"); jitter != nullptr && ExpectMap(*jitter, "jitter")) {
    RefuseUnknownKeys(*jitter, {"from", "to"});
    const YamlNode* from = Required(*jitter, "from");
    const YamlNode* to = Required(*jitter, "to");
    if (from != nullptr && to != nullptr) {
      policy.jitter.emplace(ParseDuration(*from, Names{}), ParseDuration(*to, Names{}));
    }
  }
  return policy;
}

void Parser::ParseRetryLimit(const YamlNode& node, RetryPolicy& policy) {
  RefuseUnknownKeys(node, {"attempt", "duration"});
  if (const YamlNode* duration = node.Find("duration")) policy.limit_duration = ParseDuration(*duration, Names{});
  const YamlNode* attempt = node.Find("attempt");
  if (attempt != nullptr && ExpectMap(*attempt, "attempt")) {
    if (const YamlNode* duration = attempt->Find("duration")) {
      Fail(*duration, "limit.attempt.duration isn't supported: give the tasks inside the try a timeout");
    }
    RefuseUnknownKeys(*attempt, {"count", "duration"});
    if (const YamlNode* count = attempt->Find("count")) {
      int number = 0;
      if (!absl::SimpleAtoi(count->text, &number) || number < 0)
        Fail(*count, "a count of retries, 0 or more, is expected");
      policy.limit_count = number;
    }
  }
  if (!policy.limit_count.has_value() && !policy.limit_duration.has_value()) {
    Fail(node, "a limit has attempt.count, duration or both");
  }
}

TaskBody Parser::ParseRaise(const YamlNode& node) {
  RaiseTask task;
  const YamlNode& raise = *node.Find("raise");
  if (!ExpectMap(raise, "raise")) return task;
  RefuseUnknownKeys(raise, {"error"});
  const YamlNode* error = Required(raise, "error");
  if (error == nullptr) return task;
  if (error->IsScalar()) {
    const auto named = errors_.find(error->text);
    if (named == errors_.end()) return Fail(*error, absl::StrCat("use.errors has no \"", error->text, "\"")), task;
    error = named->second;
  }
  if (!ExpectMap(*error, "error")) return task;
  RefuseUnknownKeys(*error, {"type", "status", "title", "detail", "instance"});
  if (const YamlNode* type = Required(*error, "type")) task.type = ParseTemplate(*type, Names{});
  if (const YamlNode* status = Required(*error, "status")) task.status = ParseTemplate(*status, Names{});
  if (const YamlNode* title = error->Find("title")) task.title = ParseTemplate(*title, Names{});
  if (const YamlNode* detail = error->Find("detail")) task.detail = ParseTemplate(*detail, Names{});
  if (const YamlNode* instance = error->Find("instance")) task.instance = ParseTemplate(*instance, Names{});
  return task;
}

}  // namespace lienthong::engine
