#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"

namespace lienthong::store {

struct BackupOptions {
  std::string from, to;
  bool replace = false;  // what is at `to`
  // Called now and then with pages copied, and pages in all.
  std::function<void(int done, int total)> progress;
};

// Copies a store as it is at one moment, also while a process writes it. The copy is itself a store, with a manifest
// (manifest.h). It is written beside `to` and takes that name when it is whole and on the disk.
//   STORE_FILE_EXISTS (ALREADY_EXISTS)  `to` is there, and replace isn't set
//   STORE_IN_USE                        `to` is a store that a process has open
// and OpenForReading's of `from`, and STORE_FULL, STORE_NOT_WRITABLE, STORE_FOLDER_MISSING of `to`.
absl::Status BackUp(const BackupOptions& options);

}  // namespace lienthong::store
