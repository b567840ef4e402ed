#pragma once

#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/types/optional.h"

namespace lienthong {

// What is wrong with the first word that stands where a command is expected and is none, with the nearest command;
// nothing when every such word is one. CLI11 itself only says that a command is missing.
absl::optional<std::string> UnknownWord(const CLI::App& app, const std::vector<std::string>& words);

}  // namespace lienthong
