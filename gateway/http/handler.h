#pragma once

#include <cstddef>
#include <string>

#include "absl/status/status.h"
#include "gateway/http/backend.h"
#include "gateway/http/connect/unary.h"
#include "gateway/http/json/codec.h"
#include "gateway/http/message.h"
#include "gateway/http/url.h"

namespace lienthong::http {

// The largest request message, as gRPC's default.
inline constexpr std::size_t kMaxMessageBytes = 4 << 20;

// Handler answers requests; it knows no socket, so everything but the moving of bytes is tested on it.
// Thread-safe. Must outlive every `done`: let `done` own a share of it.
class Handler {
 public:
  explicit Handler(Backend& backend);

  // `done` runs exactly once, on any thread, perhaps before Handle returns.
  void Handle(HttpRequest request, ReplyDone done);

  // The largest body to read for this request line; what is larger gets BodyTooLarge.
  static std::size_t BodyLimit(const std::string& method, const std::string& target);
  HttpResponse BodyTooLarge(const std::string& method, const std::string& target) const;
  // The answer to what never became a request, in the same form as every refusal.
  HttpResponse Refusal(const absl::Status& status) const;

 private:
  void Route(HttpRequest request, ReplyDone done);
  void RouteMethod(const Url& url, HttpRequest request, ReplyDone done);
  void RouteFile(const Url& url, HttpRequest request, ReplyDone done);
  HttpResponse Document(const Url& url, const HttpRequest& request) const;

  Backend& backend_;
  JsonCodec codec_;
  Unary unary_;
};

}  // namespace lienthong::http
