#pragma once

#include <string>

#include "absl/status/status.h"

namespace lienthong {

// The file that keeps worlds where none is named: lienthong.db in $LIENTHONG_DATA, else in lienthong below
// $XDG_STATE_HOME, else in ~/.local/state/lienthong. Nothing is made.
std::string DefaultStorePath();

// Makes the folder the file is in, and those above it.
//   STORE_NOT_WRITABLE, STORE_FULL, STORE_FAILED
absl::Status MakeStoreFolder(const std::string& path);

}  // namespace lienthong
