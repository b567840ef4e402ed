#pragma once

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "gateway/http/message.h"
#include "gateway/http/socket/asio.h"

// Beast's messages to ours and back.
namespace lienthong::http {

using WireRequest = beast::http::request<beast::http::string_body>;

inline HttpRequest FromWire(WireRequest wire) {
  HttpRequest request;
  request.method = std::string(wire.method_string());
  request.target = std::string(wire.target());
  for (const auto& field : wire) {
    const std::string name(field.name_string());
    request.headers.emplace_back(absl::AsciiStrToLower(name), std::string(field.value()));
  }
  request.body = std::move(wire.body());
  return request;
}

template <class Body>
beast::http::response<Body> HeadToWire(const HttpResponse& response, bool keep_alive) {
  beast::http::response<Body> wire(static_cast<beast::http::status>(response.status), 11);
  for (const auto& [name, value] : response.headers) wire.insert(name, value);
  wire.keep_alive(keep_alive);
  return wire;
}

// A header block without its body: for HEAD, which states the length, and for 204, which has none.
inline beast::http::response<beast::http::empty_body> BodilessToWire(const HttpResponse& response, bool keep_alive) {
  auto wire = HeadToWire<beast::http::empty_body>(response, keep_alive);
  if (response.status != 204) wire.content_length(response.body.size());
  return wire;
}

inline beast::http::response<beast::http::string_body> ToWire(HttpResponse response, bool keep_alive) {
  auto wire = HeadToWire<beast::http::string_body>(response, keep_alive);
  wire.body() = std::move(response.body);
  wire.prepare_payload();
  return wire;
}

}  // namespace lienthong::http
