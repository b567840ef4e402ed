#include "absl/strings/str_cat.h"
#include "gateway/engine/machine.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// Whether `value` has everything `wanted` has.
bool Includes(const Value& value, const Value& wanted) {
  if (!wanted.IsObject()) return value.Equals(wanted);
  bool all = value.IsObject();
  wanted.ForEachMember(
      [&](absl::string_view key, const Value& member) { all = all && Includes(value.Get(key), member); });
  return all;
}

}  // namespace

void Machine::BeginBody(Frame& frame, const EmitTask& task) {
  absl::StatusOr<Value> event = FillIn(frame, task.event, frame.input.value());
  if (!event.ok()) return FailExpression(frame, event.status());
  const std::string id = absl::StrCat(context_.run_id, StepOf(frame).Suffix());
  if (!event->Has("specversion")) event->Set("specversion", Value::String("1.0"));
  if (!event->Has("id")) event->Set("id", Value::String(id));
  if (!event->Has("time")) {
    event->Set("time", Value::String(absl::FormatTime(absl::RFC3339_full, context_.now, absl::UTCTimeZone())));
  }
  Put(EmitEffect{StepOf(frame), event->Get("type").Text(), event->ToJson()});
  Complete(frame, frame.input);
}

// What a listener has so far: the events in the order they came, which filters they met, the correlation values.
void Machine::BeginBody(Frame& frame, const ListenTask& task) {
  Value heard = Value::Object();
  heard.Set("events", Value::Array());
  heard.Set("met", Value::Object());
  heard.Set("correlations", Value::Object());
  frame.data = Var(std::move(heard));
  frame.wait_token = NewToken();
  ListenEffect effect{TokenOf(frame, frame.wait_token), StepOf(frame), {}};
  for (const EventFilter& filter : task.filters) effect.types.push_back(filter.type);
  Put(std::move(effect));
}

bool Machine::Hear(Frame& frame, const ListenTask& task, const Value& event) {
  Value heard = frame.data.value();
  Value met = heard.Get("met");
  Value correlations = heard.Get("correlations");
  for (size_t i = 0; i < task.filters.size(); ++i) {
    const std::string position = absl::StrCat(i);
    if (met.Has(position)) continue;
    const absl::StatusOr<bool> meets = Meets(frame, task.filters[i], event, correlations);
    if (!meets.ok()) {
      frame.wait_token = 0;
      FailExpression(frame, meets.status());
      return true;
    }
    if (!*meets) continue;
    Value events = heard.Get("events");
    events.Append(task.read == ListenTask::Read::kData ? event.Get("data") : event);
    met.Set(position, Value::Bool(true));
    const bool enough = task.mode != ListenTask::Mode::kAll || met.size() == static_cast<int>(task.filters.size());
    if (enough) {
      frame.wait_token = 0;
      Complete(frame, Var(std::move(events)));
      return true;
    }
    heard.Set("events", std::move(events));
    heard.Set("met", std::move(met));
    heard.Set("correlations", std::move(correlations));
    frame.data = Var(std::move(heard));
    return true;
  }
  return false;
}

// A constant must equal the attribute (an object: be part of it). An expression is a condition: over the data for
// `data`, over the whole event for other attributes.
absl::StatusOr<bool> Machine::Meets(Frame& frame, const EventFilter& filter, const Value& event, Value& correlations) {
  for (const auto& [attribute, form] : filter.with) {
    const Value actual = event.Get(attribute);
    const Value dot = attribute == "data" ? actual : event;
    if (form.kind == Template::Kind::kExpression) {
      ASSIGN_OR_RETURN(const bool holds, Holds(frame, form.number, dot));
      if (!holds) return false;
      continue;
    }
    ASSIGN_OR_RETURN(const Value wanted, FillIn(frame, form, frame.input.value()));
    if (!Includes(actual, wanted)) return false;
  }
  Value known = correlations;
  for (const Correlation& correlation : filter.correlate) {
    ASSIGN_OR_RETURN(const Value value, Evaluate(frame, correlation.from, event));
    if (value.IsNull()) return false;
    Value expected = known.Get(correlation.name);
    if (correlation.expect.present()) {
      ASSIGN_OR_RETURN(expected, FillIn(frame, correlation.expect, frame.input.value()));
    } else if (!known.Has(correlation.name)) {
      known.Set(correlation.name, value);
      expected = value;
    }
    if (!value.Equals(expected)) return false;
  }
  correlations = std::move(known);
  return true;
}

}  // namespace lienthong::engine
