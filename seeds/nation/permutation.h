#pragma once

#include <cstdint>

namespace lienthong::seeds {

// Permutation maps 0..n-1 onto itself, keyed; used to scatter ranks over a range of numbers. Alternating modular
// Feistel on an a x b grid; values that fall off the range (only when n is no product) walk on. Not cryptographic.
class Permutation {
 public:
  // n in 1..2^40.
  Permutation(uint64_t n, uint64_t key);

  uint64_t operator()(uint64_t x) const;

 private:
  uint64_t Round(uint64_t half, int round, uint64_t modulus) const;

  uint64_t n_;
  uint64_t a_;
  uint64_t b_;
  uint64_t key_;
};

}  // namespace lienthong::seeds
