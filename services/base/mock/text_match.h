#pragma once

#include <string>

#include "absl/strings/string_view.h"

// How texts are compared in rules.
namespace lienthong::mock {

// `*` stands for any text, `?` for one character (of UTF-8); everything else for itself. The whole text must fit.
bool GlobMatches(absl::string_view glob, absl::string_view text);
bool IsGlob(absl::string_view text);

// The text without case, accents (đ becomes d) and superfluous spaces. What is no UTF-8 stays as it is.
std::string Folded(absl::string_view text);

}  // namespace lienthong::mock
