#include "gateway/engine/value_codec.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <vector>

#include "services/base/status.h"

namespace lienthong::engine {
namespace {

// Major types of RFC 8949, section 3.1, shifted into place.
constexpr uint8_t kUnsigned = 0x00, kNegative = 0x20, kText = 0x60, kArray = 0x80, kMap = 0xa0;
constexpr uint8_t kFalse = 0xf4, kTrue = 0xf5, kNull = 0xf6, kDouble = 0xfb;
constexpr int kDepthLimit = 400;  // more than CheckKeepable and a template allow together

void PutBigEndian(uint64_t value, int bytes, std::string& out) {
  for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8) out.push_back(static_cast<char>(value >> shift));
}

void PutHead(uint8_t major, uint64_t value, std::string& out) {
  const int size_code = value < 24 ? -1 : value <= 0xff ? 0 : value <= 0xffff ? 1 : value <= 0xffffffff ? 2 : 3;
  if (size_code < 0) return out.push_back(static_cast<char>(major | value));
  out.push_back(static_cast<char>(major | (24 + size_code)));
  PutBigEndian(value, 1 << size_code, out);
}

void PutText(absl::string_view text, std::string& out) {
  PutHead(kText, text.size(), out);
  out.append(text.data(), text.size());
}

void PutNumber(double number, std::string& out) {
  if (std::trunc(number) == number && std::abs(number) < kIntegerLimit && !std::signbit(number)) {
    return PutHead(kUnsigned, static_cast<uint64_t>(number), out);
  }
  if (std::trunc(number) == number && std::abs(number) < kIntegerLimit && number != 0) {
    return PutHead(kNegative, static_cast<uint64_t>(-1 - number), out);
  }
  out.push_back(static_cast<char>(kDouble));
  uint64_t bits;
  std::memcpy(&bits, &number, sizeof bits);
  PutBigEndian(bits, 8, out);
}

void Put(const Value& value, std::string& out);

// Keys and members are held so that the sort moves pointers, not texts.
void PutMap(const Value& value, std::string& out) {
  struct Member {
    Value key, value;
    absl::string_view name;
  };
  std::vector<Member> members;
  members.reserve(value.size());
  value.ForEachMember([&](const Value& key, Value member) {
    members.push_back({key, std::move(member), key.string()});
  });
  std::vector<const Member*> sorted;
  sorted.reserve(members.size());
  for (const Member& member : members) sorted.push_back(&member);
  std::sort(sorted.begin(), sorted.end(), [](const Member* a, const Member* b) { return a->name < b->name; });
  PutHead(kMap, sorted.size(), out);
  for (const Member* member : sorted) {
    PutText(member->name, out);
    Put(member->value, out);
  }
}

void Put(const Value& value, std::string& out) {
  switch (value.kind()) {
    case JV_KIND_FALSE:
      return out.push_back(static_cast<char>(kFalse));
    case JV_KIND_TRUE:
      return out.push_back(static_cast<char>(kTrue));
    case JV_KIND_NUMBER:
      return PutNumber(value.number(), out);
    case JV_KIND_STRING:
      return PutText(value.string(), out);
    case JV_KIND_ARRAY:
      PutHead(kArray, value.size(), out);
      for (int i = 0, n = value.size(); i < n; ++i) Put(value.At(i), out);
      return;
    case JV_KIND_OBJECT:
      return PutMap(value, out);
    default:
      return out.push_back(static_cast<char>(kNull));
  }
}

absl::Status Damaged() { return absl::DataLossError("a checkpointed value is damaged"); }

class Reader {
 public:
  explicit Reader(absl::string_view bytes) : bytes_(bytes) {}

  absl::StatusOr<Value> Read(int depth) {
    if (bytes_.empty() || depth > kDepthLimit) return Damaged();
    const uint8_t first = static_cast<uint8_t>(bytes_[0]);
    bytes_.remove_prefix(1);
    switch (first) {
      case kFalse:
        return Value::Bool(false);
      case kTrue:
        return Value::Bool(true);
      case kNull:
        return Value();
      case kDouble:
        return ReadDouble();
    }
    ASSIGN_OR_RETURN(const uint64_t head, ReadHead(first & 0x1f));
    switch (first & 0xe0) {
      case kUnsigned:
        return Value::Number(static_cast<double>(head));
      case kNegative:
        return Value::Number(-1 - static_cast<double>(head));
      case kText:
        return ReadText(head);
      case kArray:
        return ReadArray(head, depth);
      case kMap:
        return ReadMap(head, depth);
      default:
        return Damaged();
    }
  }

  bool done() const { return bytes_.empty(); }

 private:
  absl::StatusOr<uint64_t> ReadBigEndian(size_t size) {
    if (bytes_.size() < size) return Damaged();
    uint64_t value = 0;
    for (size_t i = 0; i < size; ++i) value = value << 8 | static_cast<uint8_t>(bytes_[i]);
    bytes_.remove_prefix(size);
    return value;
  }

  absl::StatusOr<uint64_t> ReadHead(int code) {
    if (code < 24) return static_cast<uint64_t>(code);
    if (code > 27) return Damaged();
    return ReadBigEndian(size_t{1} << (code - 24));
  }

  absl::StatusOr<Value> ReadDouble() {
    ASSIGN_OR_RETURN(const uint64_t bits, ReadBigEndian(8));
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return Value::Number(number);
  }

  absl::StatusOr<Value> ReadText(uint64_t size) {
    if (bytes_.size() < size) return Damaged();
    Value text = Value::String(bytes_.substr(0, size));
    bytes_.remove_prefix(size);
    return text;
  }

  absl::StatusOr<Value> ReadArray(uint64_t size, int depth) {
    Value array = Value::Array();
    for (uint64_t i = 0; i < size; ++i) {
      ASSIGN_OR_RETURN(Value item, Read(depth + 1));
      array.Append(std::move(item));
    }
    return array;
  }

  absl::StatusOr<Value> ReadMap(uint64_t size, int depth) {
    Value object = Value::Object();
    for (uint64_t i = 0; i < size; ++i) {
      ASSIGN_OR_RETURN(const Value key, Read(depth + 1));
      if (!key.IsString()) return Damaged();
      ASSIGN_OR_RETURN(Value member, Read(depth + 1));
      object.Set(key.string(), std::move(member));
    }
    return object;
  }

  absl::string_view bytes_;
};

}  // namespace

std::string EncodeValue(const Value& value) {
  std::string out;
  Put(value, out);
  return out;
}

absl::StatusOr<Value> DecodeValue(absl::string_view bytes) {
  Reader reader(bytes);
  ASSIGN_OR_RETURN(Value value, reader.Read(0));
  if (!reader.done()) return Damaged();
  return value;
}

}  // namespace lienthong::engine
