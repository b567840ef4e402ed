#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "gateway/engine/value.h"

namespace lienthong::engine {

// YamlNode is one node of a workflow file with its place. Scalars keep their text, so 007 stays a string; only what
// JSON would call a number, boolean or null is one.
struct YamlNode {
  enum class Kind { kScalar, kSequence, kMap };
  Kind kind = Kind::kScalar;
  std::string text;
  bool quoted = false;
  int line = 0;
  std::string pointer;
  std::vector<std::pair<std::string, YamlNode>> members;
  std::vector<int> member_lines;  // of the keys
  std::vector<YamlNode> items;

  bool IsMap() const { return kind == Kind::kMap; }
  bool IsSequence() const { return kind == Kind::kSequence; }
  bool IsScalar() const { return kind == Kind::kScalar; }
  bool IsNull() const { return IsScalar() && !quoted && (text.empty() || text == "~" || text == "null"); }
  bool IsString() const;
  const YamlNode* Find(absl::string_view key) const;
};

// A problem of the text itself.
struct YamlProblem {
  int line;
  std::string pointer;
  std::string message;
};

// Reads one document. Problems: malformed YAML, more than one document, duplicate or non-scalar keys, excessive size.
std::vector<YamlProblem> ReadYaml(const std::string& text, YamlNode& root);

Value ValueOf(const YamlNode& node);

// `name` as a member of a JSON pointer.
std::string PointerPart(absl::string_view name);

}  // namespace lienthong::engine
