#pragma once

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace lienthong::http {

// The media type without its parameters, in lower case: "Application/JSON; charset=utf-8" -> "application/json".
inline std::string MediaTypeOf(absl::string_view content_type) {
  return absl::AsciiStrToLower(absl::StripAsciiWhitespace(content_type.substr(0, content_type.find(';'))));
}

}  // namespace lienthong::http
