#pragma once

#include <set>
#include <string>

#include "absl/status/statusor.h"

namespace lienthong::engine {

// What an expression may do is what the engine can promise to repeat: no clock, environment, further input or output,
// and an end. Refused: now, env, $ENV, input*, localtime and their kin, debug and stderr, halt, recursive `def`,
// `until`, `while`, `repeat`, `recurse` with an argument, `range` not bounded by constants or lengths, `gsub` whose
// pattern could match nothing (libjq 1.6 never ends there), `implode` (it aborts on bad code points), modules. Gives
// the names of the variables the expression mentions.
absl::StatusOr<std::set<std::string>> CheckJq(const std::string& program);

}  // namespace lienthong::engine
