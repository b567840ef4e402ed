#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "scenarios/runner/json.h"

// The language of `match:` (scenarios/README.md).
namespace lienthong::scenarios {

// One difference: where, what was wanted, what is there.
struct Difference {
  // Of the value, as application.parts[0].status; empty for the whole.
  std::string path;
  // Key of `match` it comes from; empty outside of Match.
  std::string key;
  std::string expected;
  std::string actual;
};
// "path: expected X, got Y".
std::string ToText(const Difference& difference);

// Compares one value with a plain value or operators.
std::vector<Difference> Compare(const Json& expected, const Json& actual, const std::string& path = "");
// Compares the values at the paths that are the keys of `expected`.
std::vector<Difference> Match(const Json& expected, const Json& actual);

// Whether an expectation is well formed: known operators with arguments of the right kind, valid expressions.
//   INVALID_ARGUMENT  saying what is wrong
absl::Status CheckExpected(const Json& expected);

}  // namespace lienthong::scenarios
