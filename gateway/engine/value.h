#pragma once

extern "C" {
#include <jv.h>
}

#include <string>
#include <type_traits>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace lienthong::engine {

// Numbers are IEEE doubles: from here on neighbouring integers are no longer told apart.
inline constexpr double kIntegerLimit = 9007199254740992.0;  // 2^53

// Value owns one JSON value of libjq. Copies share, writes copy when shared.
// Counts of sharers are not atomic: a value and everything it shares with stays in one thread, which is why no Value
// crosses the engine's interface.
class Value {
 public:
  Value() : jv_(jv_null()) {}
  explicit Value(jv owned) : jv_(owned) {}
  Value(const Value& other) : jv_(jv_copy(other.jv_)) {}
  Value(Value&& other) noexcept : jv_(std::exchange(other.jv_, jv_null())) {}
  Value& operator=(Value other) noexcept {
    std::swap(jv_, other.jv_);
    return *this;
  }
  ~Value() { jv_free(jv_); }

  static Value Object() { return Value(jv_object()); }
  static Value Array() { return Value(jv_array()); }
  static Value Bool(bool value) { return Value(jv_bool(value)); }
  static Value Number(double value) { return Value(jv_number(value)); }
  static Value String(absl::string_view text) {
    return Value(jv_string_sized(text.data(), static_cast<int>(text.size())));
  }
  // Fails on malformed JSON, more than one value, and integers of 2^53 and beyond.
  static absl::StatusOr<Value> Parse(absl::string_view json);

  jv_kind kind() const { return jv_get_kind(jv_); }
  bool IsNull() const { return kind() == JV_KIND_NULL; }
  bool IsTrue() const { return kind() == JV_KIND_TRUE; }
  bool IsBool() const { return kind() == JV_KIND_TRUE || kind() == JV_KIND_FALSE; }
  bool IsNumber() const { return kind() == JV_KIND_NUMBER; }
  bool IsString() const { return kind() == JV_KIND_STRING; }
  bool IsArray() const { return kind() == JV_KIND_ARRAY; }
  bool IsObject() const { return kind() == JV_KIND_OBJECT; }
  // "a string", "an object": for messages.
  const char* KindName() const;

  double number() const { return jv_number_value(jv_); }
  // Of a string; valid while this value lives unchanged.
  absl::string_view string() const {
    return {jv_string_value(jv_), static_cast<size_t>(jv_string_length_bytes(jv_copy(jv_)))};
  }
  // The string, or the JSON text of anything else.
  std::string Text() const;

  int size() const;  // of an array or object
  Value At(int index) const { return Value(jv_array_get(jv_copy(jv_), index)); }
  bool Has(absl::string_view key) const;
  Value Get(absl::string_view key) const;  // null when absent or no object
  void Set(absl::string_view key, Value value);
  void Append(Value value) { jv_ = jv_array_append(jv_, value.Release()); }

  // Members of an object, in the map's own order. `visit` takes (key, Value member), the key as text or Value.
  template <typename Visit>
  void ForEachMember(Visit visit) const {
    for (int i = jv_object_iter(jv_); jv_object_iter_valid(jv_, i); i = jv_object_iter_next(jv_, i)) {
      const Value key(jv_object_iter_key(jv_, i));
      if constexpr (std::is_invocable_v<Visit, const Value&, Value>) {
        visit(key, Value(jv_object_iter_value(jv_, i)));
      } else {
        visit(key.string(), Value(jv_object_iter_value(jv_, i)));
      }
    }
  }

  bool Equals(const Value& other) const { return jv_equal(jv_copy(jv_), jv_copy(other.jv_)) != 0; }
  // Keys sorted, so equal values have equal text.
  std::string ToJson() const;

  jv Copy() const { return jv_copy(jv_); }
  jv Release() { return std::exchange(jv_, jv_null()); }

 private:
  jv jv_;
};

// OK, or why the value can't be kept: a number that is not finite, an integer of 2^53 and beyond, nesting beyond 256.
absl::Status CheckKeepable(const Value& value, int depth = 0);

}  // namespace lienthong::engine
