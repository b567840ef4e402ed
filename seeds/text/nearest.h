#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Help with misspelt names.
namespace lienthong::seeds {

// The candidate with the fewest edits to `word`, the first of equals; empty without candidates.
std::string Nearest(absl::string_view word, const std::vector<std::string>& candidates);

// "; did you mean \"x\"?" for the name of `known` nearest to `wrong`, or "" when none is near.
std::string DidYouMean(absl::string_view wrong, const std::vector<std::string>& known);

}  // namespace lienthong::seeds
