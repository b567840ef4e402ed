#pragma once

#include <string>
#include <vector>

namespace lienthong::engine {

// "; did you mean \"x\"?" for the name of `known` nearest to `wrong` by edit distance, or "" when none is near.
std::string DidYouMean(const std::string& wrong, const std::vector<std::string>& known);

}  // namespace lienthong::engine
