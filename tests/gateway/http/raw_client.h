#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace lienthong::http {

// A client that sends exactly the bytes it is told to, over a plain socket.
class RawClient {
 public:
  explicit RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) == 0;
  }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  ~RawClient() { ::close(socket_); }

  bool connected() const { return connected_; }

  void Send(const std::string& bytes) {
    size_t sent = 0;
    while (sent < bytes.size()) {
      const ssize_t n = ::send(socket_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
      if (n <= 0) return;
      sent += static_cast<size_t>(n);
    }
  }

  // Reads until `text` has come; false when the connection closed or was silent for ten seconds first.
  bool ReadUntil(const std::string& text) {
    while (!absl::StrContains(received_, text)) {
      if (!ReadSome()) return false;
    }
    return true;
  }
  // The next whole response, taken out of what was received; empty when there is none.
  std::string ReadResponse(bool has_body = true) {
    if (!ReadUntil("\r\n\r\n")) return "";
    const size_t head = received_.find("\r\n\r\n") + 4;
    size_t length = 0;
    const std::string fields = absl::AsciiStrToLower(received_.substr(0, head));
    const size_t field = fields.find("content-length: ");
    if (has_body && field != std::string::npos) {
      const size_t end = fields.find('\r', field);
      (void)absl::SimpleAtoi(fields.substr(field + 16, end - field - 16), &length);
    }
    while (received_.size() < head + length) {
      if (!ReadSome()) return "";
    }
    const std::string response = received_.substr(0, head + length);
    received_.erase(0, head + length);
    return response;
  }
  // Whether the server closes the connection, after whatever it still sends.
  bool AwaitClose() {
    while (ReadSome()) {
    }
    return closed_;
  }
  const std::string& received() const { return received_; }

 private:
  bool ReadSome() {
    pollfd wait{socket_, POLLIN, 0};
    if (::poll(&wait, 1, 10'000) <= 0) return false;
    char bytes[4096];
    const ssize_t n = ::recv(socket_, bytes, sizeof(bytes), 0);
    closed_ = n <= 0;
    if (n > 0) received_.append(bytes, static_cast<size_t>(n));
    return n > 0;
  }

  int socket_;
  bool connected_ = false;
  bool closed_ = false;
  std::string received_;
};

// The bytes of a JSON call of Health/Check.
inline std::string CheckCall(const std::string& service) {
  const std::string body = absl::StrCat("{\"service\":\"", service, "\"}");
  return absl::StrCat("POST /grpc.health.v1.Health/Check HTTP/1.1\r\nhost: h\r\ncontent-type: application/json\r\n",
                      "content-length: ", body.size(), "\r\n\r\n", body);
}

}  // namespace lienthong::http
