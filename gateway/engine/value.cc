#include "gateway/engine/value.h"

#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/base/status.h"

namespace lienthong::engine {
namespace {

constexpr int kDepthLimit = 256;  // libjq reads no deeper JSON either

absl::Status CheckNumber(double number) {
  if (!std::isfinite(number)) return absl::InvalidArgumentError("a number is not finite");
  if (std::abs(number) >= kIntegerLimit && std::trunc(number) == number) {
    return absl::InvalidArgumentError(
        absl::StrCat("the integer ", number, " is 2^53 or beyond and can't be kept exactly; make it a string"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckKeepable(const Value& value, int depth) {
  if (depth > kDepthLimit) return absl::InvalidArgumentError("the value is nested more than 256 deep");
  switch (value.kind()) {
    case JV_KIND_NUMBER:
      return CheckNumber(value.number());
    case JV_KIND_ARRAY:
      for (int i = 0, n = value.size(); i < n; ++i) RETURN_IF_ERROR(CheckKeepable(value.At(i), depth + 1));
      return absl::OkStatus();
    case JV_KIND_OBJECT: {
      absl::Status status;
      value.ForEachMember([&](absl::string_view, const Value& member) {
        if (status.ok()) status = CheckKeepable(member, depth + 1);
      });
      return status;
    }
    default:
      return absl::OkStatus();
  }
}

absl::StatusOr<Value> Value::Parse(absl::string_view json) {
  jv parsed = jv_parse_sized(json.data(), static_cast<int>(json.size()));
  if (!jv_is_valid(parsed)) {
    const Value message(jv_invalid_get_msg(parsed));
    return absl::InvalidArgumentError(message.IsString() ? std::string(message.string()) : "the text is empty");
  }
  Value value(parsed);
  RETURN_IF_ERROR(CheckKeepable(value));
  return value;
}

const char* Value::KindName() const {
  switch (kind()) {
    case JV_KIND_NULL:
      return "null";
    case JV_KIND_FALSE:
    case JV_KIND_TRUE:
      return "a boolean";
    case JV_KIND_NUMBER:
      return "a number";
    case JV_KIND_STRING:
      return "a string";
    case JV_KIND_ARRAY:
      return "an array";
    case JV_KIND_OBJECT:
      return "an object";
    default:
      return "nothing";
  }
}

std::string Value::Text() const { return IsString() ? std::string(string()) : ToJson(); }

int Value::size() const { return IsArray() ? jv_array_length(Copy()) : IsObject() ? jv_object_length(Copy()) : 0; }

bool Value::Has(absl::string_view key) const { return IsObject() && jv_object_has(Copy(), String(key).Release()) != 0; }

Value Value::Get(absl::string_view key) const {
  if (!IsObject()) return Value();
  jv member = jv_object_get(Copy(), String(key).Release());
  if (jv_is_valid(member)) return Value(member);
  jv_free(member);
  return Value();
}

void Value::Set(absl::string_view key, Value value) {
  jv_ = jv_object_set(jv_, String(key).Release(), value.Release());
}

std::string Value::ToJson() const {
  const Value text(jv_dump_string(Copy(), JV_PRINT_SORTED));
  return std::string(text.string());
}

}  // namespace lienthong::engine
