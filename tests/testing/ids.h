#pragma once

#include <atomic>
#include <string>

#include "absl/strings/str_cat.h"

namespace lienthong::testing {

// "test-1", "create-2": another one each time, in one program. Good as a request_id and as a world's name.
inline std::string NewId(absl::string_view kind) {
  static std::atomic<int> count{0};
  return absl::StrCat(kind, "-", ++count);
}

}  // namespace lienthong::testing
