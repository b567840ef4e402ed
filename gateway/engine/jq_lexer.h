#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace lienthong::engine {

// Tokens of a jq program, as far as checking one needs them. String literals appear as one token; the tokens of their
// interpolations follow in place, between `(` and `)`.
struct JqToken {
  enum class Kind { kIdentifier, kVariable, kField, kString, kNumber, kOther };
  Kind kind;
  std::string text;  // without the dollar sign or dot; the raw characters of a string
};

// Fails on what could escape the parentheses an expression is compiled in: unbalanced brackets, unterminated strings.
absl::StatusOr<std::vector<JqToken>> LexJq(const std::string& program);

}  // namespace lienthong::engine
