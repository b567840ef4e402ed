#pragma once

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/base/authority/authority.h"
#include "services/base/authority/once.h"
#include "services/base/host/handlers.h"

// How the tester's services register their calls.
namespace lienthong::authority {

template <class Response>
using Reply = std::function<void(absl::StatusOr<Response>)>;

// The world a request concerns; empty when it names none, or more than one.
template <class Request>
std::string WorldOf(const Request& request) {
  if constexpr (requires { request.world().name(); }) {
    return request.world().name();
  } else if constexpr (requires { request.world(); }) {
    return request.world();
  } else {
    return "";
  }
}

// A write: once per request_id.
template <class Request, class Response>
void RegisterWrite(Authority& authority, host::Handlers& handlers, const std::string& method,
                   std::function<void(const Request&, Reply<Response>)> handler) {
  handlers.SystemUnary<Request, Response>(
      method, [&authority, method, handler = std::move(handler)](const Request& request, Reply<Response> reply) {
        const auto answer = [reply](const Once::Answer& bytes) {
          if (!bytes.ok()) return reply(bytes.status());
          Response response;
          response.ParseFromString(*bytes);
          reply(std::move(response));
        };
        const auto durable = [&authority, name = WorldOf(request)] {
          const auto world = authority.Get(name);
          return world.ok() && world->durable();
        };
        Once::Call call{method, request.request_id(), request.SerializeAsString(), durable};
        authority.once().Run(call, answer, [handler, request](auto done) {
          handler(request, [done](absl::StatusOr<Response> response) {
            if (!response.ok()) return done(response.status());
            done(response->SerializeAsString());
          });
        });
      });
}

}  // namespace lienthong::authority
