#include "services/base/store/key.h"

#include <limits>

namespace lienthong::store {
namespace {

constexpr char kEscape = '\x00';
constexpr char kEscapedZero = '\xff';
constexpr char kTerminator = '\x01';
constexpr uint64_t kSignBit = uint64_t{1} << 63;
constexpr int kIntegerBytes = 8;

}  // namespace

void AppendPart(absl::string_view text, std::string* key) {
  for (size_t zero = text.find(kEscape); zero != absl::string_view::npos; zero = text.find(kEscape)) {
    key->append(text.data(), zero);
    key->append({kEscape, kEscapedZero});
    text.remove_prefix(zero + 1);
  }
  key->append(text.data(), text.size());
  key->append({kEscape, kTerminator});
}

void AppendInteger(int64_t number, std::string* key) {
  const uint64_t bits = static_cast<uint64_t>(number) ^ kSignBit;
  for (int shift = 56; shift >= 0; shift -= 8) key->push_back(static_cast<char>(bits >> shift));
}

void AppendPart(absl::Time time, std::string* key) {
  // absl::ToUnixNanos is undefined beyond the range of int64_t.
  constexpr int64_t kMin = std::numeric_limits<int64_t>::min();
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  if (time <= absl::FromUnixNanos(kMin)) return AppendInteger(kMin, key);
  if (time >= absl::FromUnixNanos(kMax)) return AppendInteger(kMax, key);
  AppendInteger(absl::ToUnixNanos(time), key);
}

std::string KeyAbove(absl::string_view key) {
  std::string above(key);
  above.push_back('\0');
  return above;
}

std::string PrefixEnd(absl::string_view prefix) {
  while (!prefix.empty() && prefix.back() == '\xff') prefix.remove_suffix(1);
  std::string end(prefix);
  if (!end.empty()) ++end.back();
  return end;
}

absl::optional<std::string> KeyReader::Text() {
  std::string text;
  for (size_t from = 0;;) {
    const size_t zero = rest_.find(kEscape, from);
    if (zero == absl::string_view::npos || zero + 1 == rest_.size()) return absl::nullopt;
    text.append(rest_.data() + from, zero - from);
    from = zero + 2;
    if (rest_[zero + 1] == kTerminator) {
      rest_.remove_prefix(from);
      return text;
    }
    if (rest_[zero + 1] != kEscapedZero) return absl::nullopt;
    text.push_back(kEscape);
  }
}

absl::optional<int64_t> KeyReader::Integer() {
  if (rest_.size() < kIntegerBytes) return absl::nullopt;
  uint64_t bits = 0;
  for (int i = 0; i < kIntegerBytes; ++i) bits = bits << 8 | static_cast<unsigned char>(rest_[i]);
  rest_.remove_prefix(kIntegerBytes);
  return static_cast<int64_t>(bits ^ kSignBit);
}

absl::optional<absl::Time> KeyReader::Time() {
  const auto nanos = Integer();
  if (!nanos) return absl::nullopt;
  return absl::FromUnixNanos(*nanos);
}

bool KeyReader::Skip(absl::string_view prefix) {
  if (rest_.substr(0, prefix.size()) != prefix) return false;
  rest_.remove_prefix(prefix.size());
  return true;
}

}  // namespace lienthong::store
