#include "gateway/engine/yaml_source.h"

#include <yaml-cpp/yaml.h>

#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"

namespace lienthong::engine {
namespace {

constexpr int kNodeLimit = 100000;  // an alias counts as often as it is used
constexpr int kDepthLimit = 100;

// A number as JSON writes it: no leading zeros, no plus, no bare dot.
bool IsJsonNumber(absl::string_view text) {
  if (!text.empty() && text[0] == '-') text.remove_prefix(1);
  if (text.empty() || !absl::ascii_isdigit(text[0])) return false;
  if (text.size() > 1 && text[0] == '0' && absl::ascii_isdigit(text[1])) return false;
  double number;
  return text.find_first_not_of("0123456789.eE+-") == absl::string_view::npos && absl::SimpleAtod(text, &number);
}

class Builder {
 public:
  explicit Builder(std::vector<YamlProblem>& problems) : problems_(problems) {}

  void Build(const YAML::Node& from, const std::string& pointer, int depth, YamlNode& to) {
    to.pointer = pointer;
    to.line = from.Mark().line + 1;
    if (depth > kDepthLimit || ++nodes_ > kNodeLimit) {
      if (!overflowed_) problems_.push_back({to.line, pointer, "the document is too deep or too large"});
      overflowed_ = true;
      return;
    }
    if (from.IsMap()) return BuildMap(from, depth, to);
    if (from.IsSequence()) return BuildSequence(from, depth, to);
    to.text = from.IsNull() ? "" : from.Scalar();
    to.quoted = from.Tag() == "!" || from.Tag() == "tag:yaml.org,2002:str";
  }

 private:
  void BuildMap(const YAML::Node& from, int depth, YamlNode& to) {
    to.kind = YamlNode::Kind::kMap;
    std::set<std::string> seen;
    for (const auto& member : from) {
      const int line = member.first.Mark().line + 1;
      if (!member.first.IsScalar()) {
        problems_.push_back({line, to.pointer, "a key must be a plain text"});
        continue;
      }
      const std::string key = member.first.Scalar();
      if (!seen.insert(key).second) {
        problems_.push_back({line, to.pointer, absl::StrCat("key \"", key, "\" is given twice")});
        continue;
      }
      to.members.emplace_back(key, YamlNode());
      to.member_lines.push_back(line);
      Build(member.second, absl::StrCat(to.pointer, "/", PointerPart(key)), depth + 1, to.members.back().second);
    }
  }

  void BuildSequence(const YAML::Node& from, int depth, YamlNode& to) {
    to.kind = YamlNode::Kind::kSequence;
    for (const auto& item : from) {
      to.items.emplace_back();
      Build(item, absl::StrCat(to.pointer, "/", to.items.size() - 1), depth + 1, to.items.back());
    }
  }

  std::vector<YamlProblem>& problems_;
  int nodes_ = 0;
  bool overflowed_ = false;
};

}  // namespace

bool YamlNode::IsString() const {
  if (!IsScalar()) return false;
  return quoted || !(IsNull() || text == "true" || text == "false" || IsJsonNumber(text));
}

const YamlNode* YamlNode::Find(absl::string_view key) const {
  for (const auto& [name, member] : members) {
    if (name == key) return &member;
  }
  return nullptr;
}

std::vector<YamlProblem> ReadYaml(const std::string& text, YamlNode& root) {
  std::vector<YamlProblem> problems;
  try {
    const std::vector<YAML::Node> documents = YAML::LoadAll(text);
    if (documents.size() == 1 && documents[0].IsDefined()) {
      Builder(problems).Build(documents[0], "", 0, root);
    } else {
      problems.push_back({1, "", "a workflow file holds exactly one document"});
    }
  } catch (const YAML::Exception& exception) {
    problems.push_back({exception.mark.line + 1, "", absl::StrCat("malformed YAML: ", exception.msg)});
  }
  return problems;
}

Value ValueOf(const YamlNode& node) {
  if (node.IsMap()) {
    Value object = Value::Object();
    for (const auto& [key, member] : node.members) object.Set(key, ValueOf(member));
    return object;
  }
  if (node.IsSequence()) {
    Value array = Value::Array();
    for (const YamlNode& item : node.items) array.Append(ValueOf(item));
    return array;
  }
  if (node.IsString()) return Value::String(node.text);
  if (node.IsNull()) return Value();
  if (node.text == "true" || node.text == "false") return Value::Bool(node.text == "true");
  double number = 0;
  (void)absl::SimpleAtod(node.text, &number);
  return Value::Number(number);
}

std::string PointerPart(absl::string_view name) { return absl::StrReplaceAll(name, {{"~", "~0"}, {"/", "~1"}}); }

}  // namespace lienthong::engine
