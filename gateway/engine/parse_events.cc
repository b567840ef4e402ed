#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gateway/engine/parser.h"

namespace lienthong::engine {

TaskBody Parser::ParseListen(const YamlNode& node) {
  ListenTask task;
  const YamlNode& listen = *node.Find("listen");
  if (!ExpectMap(listen, "listen")) return task;
  RefuseUnknownKeys(listen, {"to", "read"});
  if (const YamlNode* read = listen.Find("read")) {
    if (read->text == "envelope") task.read = ListenTask::Read::kEnvelope;
    if (read->text != "envelope" && read->text != "data") Fail(*read, "data or envelope is expected");
  }
  const YamlNode* to = Required(listen, "to");
  if (to == nullptr || !ExpectMap(*to, "to")) return task;
  if (const YamlNode* until = to->Find("until")) Fail(*until, "until isn't supported: put the listen into a loop");
  RefuseUnknownKeys(*to, {"one", "any", "all", "until"});
  const YamlNode* filters = nullptr;
  if (const YamlNode* one = to->Find("one")) {
    task.filters.push_back(ParseEventFilter(*one));
  } else if ((filters = to->Find("any")) != nullptr) {
    task.mode = ListenTask::Mode::kAny;
  } else if ((filters = to->Find("all")) != nullptr) {
    task.mode = ListenTask::Mode::kAll;
  }
  if (filters != nullptr) {
    for (const YamlNode& filter : filters->items) task.filters.push_back(ParseEventFilter(filter));
  }
  if (task.filters.empty()) Fail(*to, "one, any or all with at least one filter is expected");
  return task;
}

EventFilter Parser::ParseEventFilter(const YamlNode& node) {
  EventFilter filter;
  if (!ExpectMap(node, "an event filter")) return filter;
  RefuseUnknownKeys(node, {"with", "correlate"});
  if (const YamlNode* with = Required(node, "with"); with != nullptr && ExpectMap(*with, "with")) {
    if (with->members.empty()) Fail(*with, "an event filter names at least one attribute");
    for (const auto& [attribute, value] : with->members) {
      if (attribute == "type" && !absl::StrContains(value.text, "${")) filter.type = Text(value);
      filter.with.emplace_back(attribute, ParseTemplate(value, Names{}));
    }
  }
  const YamlNode* correlate = node.Find("correlate");
  if (correlate == nullptr || !ExpectMap(*correlate, "correlate")) return filter;
  for (const auto& [name, rule] : correlate->members) {
    if (!ExpectMap(rule, "a correlation")) continue;
    RefuseUnknownKeys(rule, {"from", "expect"});
    Correlation correlation{name, kNone, {}};
    if (const YamlNode* from = Required(rule, "from")) correlation.from = ParseExpression(*from, Names{});
    if (const YamlNode* expect = rule.Find("expect")) correlation.expect = ParseTemplate(*expect, Names{});
    filter.correlate.push_back(std::move(correlation));
  }
  return filter;
}

TaskBody Parser::ParseEmit(const YamlNode& node) {
  EmitTask task;
  const YamlNode& emit = *node.Find("emit");
  if (!ExpectMap(emit, "emit")) return task;
  RefuseUnknownKeys(emit, {"event"});
  const YamlNode* event = Required(emit, "event");
  if (event == nullptr || !ExpectMap(*event, "event")) return task;
  RefuseUnknownKeys(*event, {"with"});
  const YamlNode* with = Required(*event, "with");
  if (with == nullptr || !ExpectMap(*with, "with")) return task;
  Required(*with, "source");
  Required(*with, "type");
  task.event = ParseTemplate(*with, Names{});
  return task;
}

}  // namespace lienthong::engine
