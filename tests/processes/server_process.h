#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"

namespace lienthong::testing {

// Far longer than anything here takes; a test that waits this long has failed.
inline constexpr absl::Duration kPatience = absl::Seconds(30);

// ServerProcess is the program under test in a process of its own; it is killed with the object.
class ServerProcess {
 public:
  // `await_ready` false: returns at once, for a process that shall never become ready.
  static std::unique_ptr<ServerProcess> Start(std::vector<std::string> arguments, bool await_ready = true);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  // Its line `ready ...`; empty when it ended before.
  const std::string& ready() const { return ready_; }
  // What the line says after "NAME=", such as "127.0.0.1:7000" or "http://127.0.0.1:8080".
  std::string AddressOf(const std::string& name) const;
  // Everything else it printed on standard output; waits for its end.
  std::string RestOfOutput();
  // What it said on standard error so far.
  std::string Errors() const;

  void Signal(int signal) const;
  // The exit code; -1 when it didn't end in time, 128 + the signal when one ended it.
  int Wait(absl::Duration patience = kPatience);
  int64_t ResidentBytes() const;

 private:
  ServerProcess(pid_t pid, int output, std::string errors, std::string data);

  const pid_t pid_;
  const int output_;
  const std::string errors_;
  const std::string data_;
  const int handle_;
  std::string ready_;
  bool ended_ = false;
  int code_ = -1;
};

// A server that takes connections and never says a word.
class SilentPeer {
 public:
  SilentPeer();
  ~SilentPeer();
  std::string address() const;
  // Waits until somebody has connected.
  bool AwaitCaller() const;

 private:
  int socket_ = -1;
  int port_ = 0;
};

// GET over a plain socket; the whole answer with its head. Empty when nobody listens.
std::string HttpGet(const std::string& url);

}  // namespace lienthong::testing
