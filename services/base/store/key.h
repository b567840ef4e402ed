#pragma once

#include <concepts>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"

// Order-preserving keys. Keys of equal shape sort as the tuples of their parts do, and Key(a) is a byte prefix of
// exactly the keys whose first part is `a`: "person" is no prefix of "personnel".
//   text     its bytes, 0x00 written as 0x00 0xFF, then the terminator 0x00 0x01
//   integer  8 bytes, big-endian, sign bit inverted
//   time     nanoseconds since 1970 as an integer; times beyond 1677..2262 are pinned to the ends
// A key doesn't say the types of its parts: one place of one kind of key always holds one type.
namespace lienthong::store {

void AppendPart(absl::string_view text, std::string* key);
void AppendPart(absl::Time time, std::string* key);
void AppendInteger(int64_t number, std::string* key);

template <class T>
concept KeyInteger = std::integral<T> && !std::same_as<T, bool>;

// Unsigned numbers must fit into int64_t, so that 5 and 5u are the same part.
template <KeyInteger Integer>
void AppendPart(Integer number, std::string* key) {
  AppendInteger(static_cast<int64_t>(number), key);
}

template <class... Parts>
std::string Key(const Parts&... parts) {
  std::string key;
  (AppendPart(parts, &key), ...);
  return key;
}

// The least string above `key` itself: where a scan goes on after it.
std::string KeyAbove(absl::string_view key);

// The least string above everything that begins with `prefix`; empty (no end) when there is none.
std::string PrefixEnd(absl::string_view prefix);

// Takes a key apart again. A part that isn't there or is malformed gives nullopt and leaves the reader where it was.
class KeyReader {
 public:
  // `key` must outlive the reader.
  explicit KeyReader(absl::string_view key) : rest_(key) {}

  absl::optional<std::string> Text();
  absl::optional<int64_t> Integer();
  absl::optional<absl::Time> Time();
  // True when `prefix` is next; it is then passed over.
  bool Skip(absl::string_view prefix);
  absl::string_view rest() const { return rest_; }

 private:
  absl::string_view rest_;
};

}  // namespace lienthong::store
