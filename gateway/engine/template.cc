#include "gateway/engine/template.h"

#include "services/base/status.h"

namespace lienthong::engine {

absl::StatusOr<Value> Fill(const Template& form, Evaluator& evaluator, const Value& dot, VariableLookup variable) {
  switch (form.kind) {
    case Template::Kind::kAbsent:
      return Value();
    case Template::Kind::kLiteral:
      return evaluator.Literal(form.number);
    case Template::Kind::kExpression:
      return evaluator.Evaluate(form.number, dot, variable);
    case Template::Kind::kObject: {
      Value object = Value::Object();
      for (const auto& [key, member] : form.members) {
        ASSIGN_OR_RETURN(Value value, Fill(member, evaluator, dot, variable));
        object.Set(key, std::move(value));
      }
      return object;
    }
    case Template::Kind::kArray: {
      Value array = Value::Array();
      for (const Template& item : form.items) {
        ASSIGN_OR_RETURN(Value value, Fill(item, evaluator, dot, variable));
        array.Append(std::move(value));
      }
      return array;
    }
  }
  return Value();
}

}  // namespace lienthong::engine
