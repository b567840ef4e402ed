#pragma once

#include <string>

#include "absl/strings/string_view.h"

namespace lienthong::verification {

// Text for HTML and XML; control characters that XML can't hold are left out.
std::string Escape(absl::string_view text);

}  // namespace lienthong::verification
