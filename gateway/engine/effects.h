#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/time/time.h"
#include "gateway/engine/error.h"

// What a run asks its host to do (effects) and what the host tells it (outcomes). Everything here is plain data, owned
// by whoever holds it, safe to move between threads.
namespace lienthong::engine {

// Step names one execution of one task: JSON pointer to the task and how often the run has come there, from 1.
// A retry is the same execution; a loop or a jump is another.
struct Step {
  std::string pointer;
  int visit = 1;

  // "/do/0/register#1": with the run's id in front, the idempotency key of whatever the step does.
  std::string Suffix() const { return pointer + "#" + std::to_string(visit); }
};

// Every wait has a token, unique in its run. An outcome is accepted at most once, only while its token is awaited.
// A unary RPC, answered with CallAnswered.
struct CallEffect {
  std::string token;
  Step step;
  std::string name;     // the task's name
  std::string service;  // full name, e.g. lienthong.population.v1.PopulationService
  std::string method;
  std::string request;  // serialised, deterministic
  std::string purpose;
  absl::Duration timeout;          // deadline of one attempt on the wire
  std::string idempotency_suffix;  // step.Suffix()
  int attempt = 1;                 // of the innermost enclosing try
};

// An application to submit idempotently and to follow until it is decided, answered with ApplicationDecided.
struct ApplicationEffect {
  std::string token;
  Step step;
  std::string name;
  std::string service;
  std::string method;
  std::string request;
  std::string purpose;
  absl::Duration timeout;
  std::string idempotency_suffix;
  int attempt = 1;
  std::string procedure;  // code of the administrative procedure
  std::string title;
  std::optional<double> sla_working_days;          // promised by the office
  std::optional<double> legal_limit_working_days;  // set by law
  std::optional<absl::Duration> poll_every;        // asked again at this interval once silent past the SLA
};

enum class TimerKind { kWait, kRetry, kTimeout };

// Answered with TimerFired after `after` of the world's time.
struct TimerEffect {
  std::string token;
  Step step;
  TimerKind kind = TimerKind::kWait;
  absl::Duration after;
};

// A CloudEvent to publish, as its JSON envelope. Nothing is awaited.
struct EmitEffect {
  Step step;
  std::string type;
  std::string envelope;
};

// Events to offer with EventArrived. An empty type takes any type; the engine checks the rest when one is offered.
struct ListenEffect {
  std::string token;
  Step step;
  std::vector<std::string> types;  // one per filter, in file order
};

// The wait of `token` is over: its answer changes nothing any more.
struct CancelEffect {
  std::string token;
};

struct FinishedEffect {
  std::string output;  // JSON
};

struct FaultedEffect {
  WorkflowError error;
};

using Effect = std::variant<CallEffect, ApplicationEffect, TimerEffect, EmitEffect, ListenEffect, CancelEffect,
                            FinishedEffect, FaultedEffect>;

struct CallAnswered {
  std::string response;                // serialised; meaningless with an error
  std::optional<WorkflowError> error;  // see ErrorOfCall
};

struct ApplicationDecided {
  enum class Verdict { kCompleted, kRefused, kWithdrawn, kSilent };
  Verdict verdict = Verdict::kCompleted;
  std::string result = "null";  // JSON, the task's output when completed
  // For the other verdicts; an empty type or a zero status takes the verdict's own.
  WorkflowError error;
};

struct TimerFired {};

struct EventArrived {
  std::string envelope;  // JSON of the CloudEvent: id, source, type, subject, time, data ...
};

using Outcome = std::variant<CallAnswered, ApplicationDecided, TimerFired, EventArrived>;

}  // namespace lienthong::engine
