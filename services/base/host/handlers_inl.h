#pragma once

#include "google/protobuf/arena.h"
#include "services/base/bytes.h"

// Template bodies of handlers.h.
namespace lienthong::host {

template <class Request, class Response>
void Handlers::Unary(const std::string& method, Handler<Request, Response> handler, Validator<Request> validate) {
  UnaryMethod& entry = unary_[method] = DescribeUnary(method, Request::descriptor(), Response::descriptor());
  entry.parse = [](google::protobuf::Arena* arena, const std::string& body) -> const google::protobuf::Message* {
    auto* request = google::protobuf::Arena::CreateMessage<Request>(arena);
    return request->ParseFromString(body) ? request : nullptr;
  };
  entry.validate = [validate = std::move(validate)](const google::protobuf::Message& request) {
    return validate ? validate(static_cast<const Request&>(request)) : absl::OkStatus();
  };
  const auto pruning = std::make_shared<Pruning<Request, Response>>();
  entry.read_pruning = pruning;
  entry.handle = [handler = std::move(handler), pruning](
                     CallContext& context, store::Txn& txn,
                     const google::protobuf::Message& request) -> absl::StatusOr<std::string> {
    absl::StatusOr<Response> response = handler(context, txn, static_cast<const Request&>(request));
    if (!response.ok()) return std::move(response).status();
    if (*pruning) (*pruning)(context, static_cast<const Request&>(request), *response);
    return ToBytes(*response);
  };
}

template <class Arguments>
void Handlers::Continue(const std::string& name, Continuation<Arguments> continuation) {
  continuations_[name] = [continuation = std::move(continuation)](CallContext& context, store::Txn& txn,
                                                                  const std::string& bytes, const CallAnswer& answer) {
    Arguments arguments;
    if (!arguments.ParseFromString(bytes)) return CallAnswer::MalformedAnswer(Arguments::descriptor()->full_name());
    return continuation(context, txn, arguments, answer);
  };
}

template <class Request, class Response>
void Handlers::Prune(const std::string& method, Pruning<Request, Response> prune) {
  UnaryMethod& entry = unary_[method];
  // A read's answer is kept nowhere: it is pruned before it becomes bytes.
  if (!entry.write) {
    *std::static_pointer_cast<Pruning<Request, Response>>(entry.read_pruning) = std::move(prune);
    return;
  }
  entry.prune = [prune = std::move(prune)](const CallContext& context, const google::protobuf::Message& request,
                                           std::string bytes) {
    Response response;
    response.ParseFromString(bytes);
    prune(context, static_cast<const Request&>(request), response);
    return ToBytes(response);
  };
}

template <class Request, class Response>
void Handlers::Watch(const std::string& method, std::function<absl::StatusOr<int64_t>(const Request&)> start,
                     std::function<absl::Status(CallContext&, store::Txn&, const Request&, int64_t*, int,
                                                std::vector<Response>*, bool*)>
                         next) {
  Declare(method);
  WatchMethod& entry = watch_[method];
  entry.parse = [](const std::string& body) -> std::unique_ptr<google::protobuf::Message> {
    auto request = std::make_unique<Request>();
    if (!request->ParseFromString(body)) return nullptr;
    return request;
  };
  entry.start = [start = std::move(start)](const google::protobuf::Message& request) {
    return start(static_cast<const Request&>(request));
  };
  entry.next = [next = std::move(next)](CallContext& context, store::Txn& txn, const google::protobuf::Message& request,
                                        int64_t* position, int max, std::vector<std::string>* messages, bool* finished) {
    std::vector<Response> responses;
    absl::Status status =
        next(context, txn, static_cast<const Request&>(request), position, max, &responses, finished);
    for (const Response& response : responses) messages->push_back(ToBytes(response));
    return status;
  };
}

template <class Request, class Response>
Handlers::SystemHandler Handlers::Erase(
    std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler) {
  return [handler = std::move(handler)](RawCall call, AnswerCallback done) {
    Request request;
    if (!request.ParseFromString(call.body)) return done(RawAnswer{CallAnswer::MalformedAnswer(call.method), "", {}});
    auto shared = std::make_shared<AnswerCallback>(std::move(done));
    handler(request, [shared](absl::StatusOr<Response> response) {
      if (!response.ok()) return (*shared)(RawAnswer{response.status(), "", {}});
      (*shared)(RawAnswer{absl::OkStatus(), ToBytes(*response), {}});
    });
  };
}

template <class Request, class Response>
void Handlers::SystemUnary(const std::string& method,
                           std::function<void(const Request&, std::function<void(absl::StatusOr<Response>)>)> handler,
                           Openness openness) {
  System(method, Erase<Request, Response>(std::move(handler)), openness);
}

}  // namespace lienthong::host
