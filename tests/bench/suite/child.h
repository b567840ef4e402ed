#pragma once

#include <sys/types.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace lienthong::bench {

// Child is this program once more, in a process of its own; it ends with the object.
class Child {
 public:
  // Returns when the program has printed its first line: it is ready. What it says on standard error is dropped.
  static absl::StatusOr<std::unique_ptr<Child>> Start(std::vector<std::string> arguments);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  const std::string& first_line() const { return first_line_; }
  // Of its line `ready gateway=HOST:PORT ...`.
  std::string gateway() const;
  double resident_bytes() const;
  // Ends it by SIGKILL.
  void Kill();

 private:
  void End(int signal);
  Child(pid_t pid, int output) : pid_(pid), output_(output) {}

  pid_t pid_;
  const int output_;
  std::string first_line_;
};

}  // namespace lienthong::bench
