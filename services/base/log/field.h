#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::log {

// One fact of a line. Names are those of docs/OPERATIONS.md.
struct Field {
  const char* name;
  absl::string_view value;
};

// What may be written of a value that a client chose: at most 120 bytes; every run of nine digits or more, as numbers of
// people and cards are, made unreadable; and nothing of a value that is no id, since words may be a name. Ids of ours
// have shorter runs, letters, digits and -._:/~#+=.
std::string Presentable(absl::string_view value);

}  // namespace lienthong::log
