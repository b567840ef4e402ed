#include "services/base/world/draws.h"

#include <bit>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace lienthong {
namespace {

uint64_t LoadLittleEndian(const char* bytes, size_t count) {
  uint64_t value = 0;
  for (size_t i = 0; i < count; ++i) value |= uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return value;
}

struct SipState {
  uint64_t v0, v1, v2, v3;

  void Round() {
    v0 += v1, v1 = std::rotl(v1, 13) ^ v0, v0 = std::rotl(v0, 32);
    v2 += v3, v3 = std::rotl(v3, 16) ^ v2;
    v0 += v3, v3 = std::rotl(v3, 21) ^ v0;
    v2 += v1, v1 = std::rotl(v1, 17) ^ v2, v2 = std::rotl(v2, 32);
  }
  void Absorb(uint64_t word) {
    v3 ^= word;
    Round(), Round();
    v0 ^= word;
  }
};

constexpr absl::string_view kBase32 = "0123456789abcdefghjkmnpqrstvwxyz";

}  // namespace

uint64_t KeyedHash(uint64_t key, uint64_t stream, absl::string_view text) {
  SipState state{key ^ 0x736f6d6570736575, stream ^ 0x646f72616e646f6d, key ^ 0x6c7967656e657261,
                 stream ^ 0x7465646279746573};
  const size_t whole = text.size() / 8 * 8;
  for (size_t i = 0; i < whole; i += 8) state.Absorb(LoadLittleEndian(text.data() + i, 8));
  state.Absorb(LoadLittleEndian(text.data() + whole, text.size() - whole) | uint64_t{text.size()} << 56);
  state.v2 ^= 0xff;
  for (int i = 0; i < 4; ++i) state.Round();
  return state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
}

uint64_t Draws::Next() { return KeyedHash(seed_, index_++, path_); }

uint64_t Draws::Below(uint64_t bound) {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(Next()) * bound) >> 64);
}

std::string Draws::Id(absl::string_view prefix, absl::Time now) {
  std::string digits;
  uint64_t draw = Next();
  for (int i = 0; i < 13; ++i, draw >>= 5) digits += kBase32[draw & 31];
  return absl::StrCat(prefix, "-", absl::FormatTime("%y%m%d%H%M", now, absl::FixedTimeZone(7 * 3600)), "-", digits);
}

}  // namespace lienthong
