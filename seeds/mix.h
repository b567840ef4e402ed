// Integer mixing for seed data: same result on every machine, no state, not cryptographic.
#pragma once

#include <cstdint>

namespace lienthong::seeds {

// The finaliser of splitmix64: a bijection of 64 bits.
constexpr uint64_t Mix(uint64_t x) {
  x += 0x9E3779B97F4A7C15;
  x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
  x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
  return x ^ (x >> 31);
}

template <typename... Rest>
constexpr uint64_t Mix(uint64_t first, uint64_t second, Rest... rest) {
  return Mix(Mix(first) ^ second, rest...);
}

// A number below n from the high half of a mixed value. n > 0.
constexpr uint32_t Below(uint64_t mixed, uint32_t n) {
  return static_cast<uint32_t>(((mixed >> 32) * static_cast<uint64_t>(n)) >> 32);
}

}  // namespace lienthong::seeds
