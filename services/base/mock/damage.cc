#include "services/base/mock/damage.h"

#include <algorithm>
#include <utility>

#include "google/protobuf/unknown_field_set.h"

namespace lienthong::mock {
namespace {

// The highest number a field may have.
constexpr int kPaddingField = 536870911;
// A tag that promises more than follows: no parser takes it.
constexpr char kBroken[] = "\x0A\x7F";

// The first `size` bytes, or one more or less: what is cut between two fields would still be a message.
std::string Cut(const std::string& bytes, size_t size) {
  google::protobuf::UnknownFieldSet fields;
  const bool between = fields.ParseFromString(bytes.substr(0, size));
  if (!between) return bytes.substr(0, size);
  return bytes.substr(0, size == 0 ? 1 : size - 1);
}

}  // namespace

std::string Damaged(std::string bytes, control::v1::DamageKind kind, uint64_t draw) {
  // An empty message has no bytes to lose.
  if (bytes.empty()) return kBroken;
  if (kind != control::v1::DAMAGE_KIND_CORRUPTED) return Cut(bytes, static_cast<size_t>(draw % bytes.size()));
  // Every sixteenth byte from somewhere on, at least one.
  for (size_t i = static_cast<size_t>(draw % std::min<size_t>(bytes.size(), 16)); i < bytes.size(); i += 16) {
    bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
  }
  return bytes;
}

std::string Padded(std::string bytes, int64_t size) {
  google::protobuf::UnknownFieldSet fields;
  fields.AddLengthDelimited(kPaddingField)->assign(static_cast<size_t>(size), '\0');
  std::string padding;
  fields.SerializeToString(&padding);
  return std::move(bytes) + padding;
}

}  // namespace lienthong::mock
