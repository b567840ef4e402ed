#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// What travels between a caller and an agency, whatever carries it: gRPC, HTTP, or a function call.
namespace lienthong::host {

// Lower-case names. Names that end in -bin hold bytes.
using Metadata = std::vector<std::pair<std::string, std::string>>;

struct RawCall {
  // "package.Service/Method".
  std::string method;
  Metadata metadata;
  // Request message, serialised.
  std::string body;
  // Wall time left; infinite = none given.
  absl::Duration timeout = absl::InfiniteDuration();
  // Network peer, for logs. Empty inside the process.
  std::string peer;
};

struct RawAnswer {
  absl::Status status;
  // Response message, serialised. Empty when the status is not OK.
  std::string body;
  Metadata trailers;
};

using AnswerCallback = absl::AnyInvocable<void(RawAnswer)>;

// The header's value, empty when absent.
absl::string_view Find(const Metadata& metadata, absl::string_view name);

// A server stream in progress. One message is asked for at a time, so a slow reader costs no memory.
class RawStream {
 public:
  // Cancels; callbacks may still be running in another thread when it returns, none begins afterwards.
  virtual ~RawStream() = default;
  // Calls `done` once: with bytes, or with nullopt when the stream has ended with `status`.
  struct Item {
    bool end = false;
    std::string message;
    absl::Status status;
  };
  virtual void Next(absl::AnyInvocable<void(Item)> done) = 0;
};

// Dispatcher is one agency's door. Thread-safe. Never blocks; callbacks run on this stack or another thread.
class Dispatcher {
 public:
  virtual ~Dispatcher() = default;
  virtual void Unary(RawCall call, AnswerCallback done) = 0;
  virtual std::unique_ptr<RawStream> Watch(RawCall call) = 0;
  // Every method it answers, "package.Service/Method".
  virtual std::vector<std::string> Methods() const = 0;
};

// Transport carries calls to agencies by name ("population", "one_stop/22", "control"). Thread-safe.
//   PEER_UNREACHABLE (UNAVAILABLE, without the trailer lienthong-answered)  the wire, not the callee, failed
class Transport {
 public:
  virtual ~Transport() = default;
  virtual void Call(const std::string& to, RawCall call, AnswerCallback done) = 0;
  virtual std::unique_ptr<RawStream> Watch(const std::string& to, RawCall call) = 0;
  // Somebody else's server sits in this seat: its answers come in wall time, outside the world's turn.
  virtual bool External(const std::string& to) const { return false; }
  // It answers in this process, from the same database: what it is told needn't be durable yet.
  virtual bool Local(const std::string& to) const { return false; }
};

// Headers of the simulator (CONTRACT.md).
inline constexpr char kWorldHeader[] = "lienthong-world";
inline constexpr char kCallerHeader[] = "lienthong-caller";
inline constexpr char kPurposeHeader[] = "lienthong-purpose";
inline constexpr char kOfficerHeader[] = "lienthong-officer";
inline constexpr char kFaultHeader[] = "lienthong-fault";
// "skip": what an injected fault makes a caller wait for comes at once, and what would never come is told at once.
inline constexpr char kWaitHeader[] = "lienthong-wait";
inline constexpr char kSkipWait[] = "skip";
// The tenant meant by whoever calls "one_stop/22"; for rules about calls.
inline constexpr char kTenantHeader[] = "lienthong-tenant";
inline constexpr char kTraceHeader[] = "traceparent";
// Signed, set only by the simulator's processes: {world, caller, request_id, path, now, step, run, version} and a MAC.
inline constexpr char kNowHeader[] = "lienthong-now";
// Trailer: the callee's own handler gave this answer, also when it is UNAVAILABLE.
inline constexpr char kAnsweredTrailer[] = "lienthong-answered";
// Trailer: the callee's least agenda key, for the driver.
inline constexpr char kNextTrailer[] = "lienthong-next-bin";
// Trailer: the injected trouble that the call met, for a caller that is an agency.
inline constexpr char kFateTrailer[] = "lienthong-fate-bin";

}  // namespace lienthong::host
