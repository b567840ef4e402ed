#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/functional/any_invocable.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "services/base/host/wire.h"
#include "services/base/metrics/counters.h"
#include "services/base/store/txn.h"
#include "services/base/world/call_context.h"

namespace lienthong::host {

// The answer to a row's call, as its continuation gets it.
struct CallAnswer {
  // Not OK: the callee refused, or DEADLINE_EXCEEDED (reason DEADLINE_PASSED) when it stayed silent.
  absl::Status status;
  std::string body;

  template <class Response>
  absl::StatusOr<Response> As() const {
    if (!status.ok()) return status;
    Response response;
    if (!response.ParseFromString(body)) return MalformedAnswer(response.GetDescriptor()->full_name());
    return response;
  }
  static absl::Status MalformedAnswer(const std::string& type);
};

// ABORTED with reason WATCH_POSITION_GONE: the history that the reader has followed to `sequence` is no more.
absl::Status WatchPositionGone(int64_t sequence);

// Handlers collects what one agency does: an agency's Register function fills it, the dispatcher runs it.
//
// A handler commits state and returns; it never calls out and never blocks. What must happen elsewhere or later is
// an agenda row (services/base/world/agenda.h) put into the same transaction; its answer comes to a continuation, in a
// new transaction. A handler may be run several times (conflicts), so it has no effect outside its Txn. When it returns
// an error nothing it did is kept.
class Handlers {
 public:
  template <class Request, class Response>
  using Handler = std::function<absl::StatusOr<Response>(CallContext&, store::Txn&, const Request&)>;
  // Checks that need no state; runs before the call takes its turn.
  template <class Request>
  using Validator = std::function<absl::Status(const Request&)>;
  template <class Arguments>
  using Continuation = std::function<absl::Status(CallContext&, store::Txn&, const Arguments&, const CallAnswer&)>;

  // `method` is "package.Service/Method"; it must exist in the compiled-in descriptors with these types. The method's
  // idempotency_level tells reads (NO_SIDE_EFFECTS) from writes; a read's transaction is never committed.
  template <class Request, class Response>
  void Unary(const std::string& method, Handler<Request, Response> handler, Validator<Request> validate = nullptr);

  // A continuation that returns an error is a defect: the row is dropped and the error journaled. Expected failures are
  // state (a refused application), not errors.
  template <class Arguments>
  void Continue(const std::string& name, Continuation<Arguments> continuation);

  // Only these callers may call the method: an agency-to-agency channel.
  //   CALLER_NOT_ALLOWED  anybody else
  void Restrict(const std::string& method, std::vector<std::string> callers);

  template <class Request, class Response>
  using Pruning = std::function<void(const CallContext&, const Request&, Response&)>;
  // What the purpose of the call does not cover is removed from the answer (not from the stored idempotency record).
  template <class Request, class Response>
  void Prune(const std::string& method, Pruning<Request, Response> prune);

  // A server stream. `next` appends the messages that follow *position (it starts at `start(request)`), at most `max`,
  // and moves *position; it is asked again after every commit of the world here. It sets *finished when no message will
  // ever follow.
  template <class Request, class Response>
  void Watch(const std::string& method, std::function<absl::StatusOr<int64_t>(const Request&)> start,
             std::function<absl::Status(CallContext&, store::Txn&, const Request&, int64_t* position, int max,
                                        std::vector<Response>* messages, bool* finished)>
                 next);

  // Beside the pipeline (agenda, authority, control): sees the raw call, no world, no journal.
  using SystemHandler = std::function<void(RawCall call, AnswerCallback done)>;
  enum class Openness {
    // Calls come from outside, and pass the process's admission.
    kOpen,
    // Between the simulator's own processes: carries accepted work, and is never refused for load.
    kMachinery,
  };
  void System(const std::string& method, SystemHandler handler, Openness openness);
  template <class Request, class Response>
  static SystemHandler Erase(std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler);
  template <class Request, class Response>
  void SystemUnary(const std::string& method,
                   std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler,
                   Openness openness = Openness::kOpen);

  // Erased forms, for the dispatcher.
  struct UnaryMethod {
    bool write = false;
    bool has_request_id = false;
    // Empty = anybody.
    std::vector<std::string> callers;
    std::shared_ptr<metrics::Latency> latency = std::make_shared<metrics::Latency>();
    // Parses on `arena`; nullptr when malformed.
    std::function<const google::protobuf::Message*(google::protobuf::Arena*, const std::string& body)> parse;
    std::function<absl::Status(const google::protobuf::Message&)> validate;
    std::function<absl::StatusOr<std::string>(CallContext&, store::Txn&, const google::protobuf::Message&)> handle;
    // Of a read: the Pruning of its own types, run by `handle`.
    std::shared_ptr<void> read_pruning;
    // Of a write: takes and returns response bytes; null = nothing to prune.
    std::function<std::string(const CallContext&, const google::protobuf::Message& request, std::string response)> prune;
  };
  struct SystemMethod {
    std::string name;
    SystemHandler handle;
    bool machinery = false;
    std::shared_ptr<metrics::Latency> latency = std::make_shared<metrics::Latency>();
  };
  struct WatchMethod {
    std::function<std::unique_ptr<google::protobuf::Message>(const std::string& body)> parse;
    std::function<absl::StatusOr<int64_t>(const google::protobuf::Message&)> start;
    std::function<absl::Status(CallContext&, store::Txn&, const google::protobuf::Message&, int64_t* position, int max,
                               std::vector<std::string>* messages, bool* finished)>
        next;
  };
  using ErasedContinuation =
      std::function<absl::Status(CallContext&, store::Txn&, const std::string& arguments, const CallAnswer&)>;

  const UnaryMethod* FindUnary(const std::string& method) const;
  const WatchMethod* FindWatch(const std::string& method) const;
  const SystemMethod* FindSystem(const std::string& method) const;
  const ErasedContinuation* FindContinuation(const std::string& name) const;
  // Every method of every kind, in registration order.
  const std::vector<std::string>& methods() const { return methods_; }
  // How long calls of a method took; null for streams and unknown methods.
  const metrics::Latency* LatencyOf(const std::string& method) const;

 private:
  void Declare(const std::string& method);
  UnaryMethod DescribeUnary(const std::string& method, const google::protobuf::Descriptor* request,
                            const google::protobuf::Descriptor* response);

  absl::flat_hash_map<std::string, UnaryMethod> unary_;
  absl::flat_hash_map<std::string, WatchMethod> watch_;
  absl::flat_hash_map<std::string, SystemMethod> system_;
  absl::flat_hash_map<std::string, ErasedContinuation> continuations_;
  std::vector<std::string> methods_;
};

}  // namespace lienthong::host

#include "services/base/host/handlers_inl.h"
