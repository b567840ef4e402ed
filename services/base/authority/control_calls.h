#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/authority/once.h"
#include "services/base/host/handlers.h"

// How the tester's services register their calls.
namespace lienthong::authority {

template <class Response>
using Reply = std::function<void(absl::StatusOr<Response>)>;

// A write: once per request_id.
template <class Request, class Response>
void RegisterWrite(host::Handlers& handlers, const std::shared_ptr<Once>& once, const std::string& method,
                   std::function<void(const Request&, Reply<Response>)> handler) {
  handlers.SystemUnary<Request, Response>(
      method, [once, method, handler = std::move(handler)](const Request& request, Reply<Response> reply) {
        const auto answer = [reply](const Once::Answer& bytes) {
          if (!bytes.ok()) return reply(bytes.status());
          Response response;
          response.ParseFromString(*bytes);
          reply(std::move(response));
        };
        once->Run(method, request.request_id(), request.SerializeAsString(), answer, [handler, request](auto done) {
          handler(request, [done](absl::StatusOr<Response> response) {
            if (!response.ok()) return done(response.status());
            done(response->SerializeAsString());
          });
        });
      });
}

}  // namespace lienthong::authority
