#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "gateway/engine/expressions.h"
#include "gateway/engine/value.h"

namespace lienthong::engine {

// Template is data of a workflow file in which strings of the form ${ ... } are expressions. Parts without any are
// literals, kept whole. Plain data without libjq values, so a workflow can be shared by threads.
struct Template {
  enum class Kind { kAbsent, kLiteral, kExpression, kObject, kArray };
  Kind kind = Kind::kAbsent;
  int number = -1;  // of the literal or expression
  std::vector<std::pair<std::string, Template>> members;
  std::vector<Template> items;

  bool present() const { return kind != Kind::kAbsent; }
};

// Null for an absent template.
absl::StatusOr<Value> Fill(const Template& form, Evaluator& evaluator, const Value& dot, VariableLookup variable);

}  // namespace lienthong::engine
