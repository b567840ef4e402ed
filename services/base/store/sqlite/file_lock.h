#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"

namespace lienthong::store {

// FileLock keeps a second process, or this one a second time, from opening a store for writing: an advisory lock on
// PATH.lock, which holds the number of the process and stays behind empty. A file of its own, because closing any
// descriptor of the store would let go SQLite's locks on it. The system lets the lock go when the process ends,
// however it ends.
class FileLock {
 public:
  // STORE_IN_USE names the process that has it.
  static absl::StatusOr<std::unique_ptr<FileLock>> Take(const std::string& path);
  // True while somebody has the store open for writing. Changes nothing.
  static bool IsTaken(const std::string& path);

  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  explicit FileLock(int descriptor) : descriptor_(descriptor) {}

  const int descriptor_;
};

}  // namespace lienthong::store
