#pragma once

#include <cstdint>

namespace lienthong::seeds {

// Permutation maps 0..n-1 onto itself, keyed; used to scatter ranks and to link two lists one to one. Alternating
// modular Feistel on an a x b grid; values that fall off the range (only when n is no product) walk on. Cheap to make.
// Not cryptographic.
class Permutation {
 public:
  // n in 0..2^40; for n = 0 there is nothing to map.
  Permutation(uint64_t n, uint64_t key);

  // x < n.
  uint64_t operator()(uint64_t x) const;
  // The x that operator() maps to y. y < n.
  uint64_t Inverse(uint64_t y) const;

 private:
  uint64_t Round(uint64_t half, uint64_t round, uint64_t modulus) const;

  uint64_t n_;
  uint64_t b_;
  uint64_t a_;
  uint64_t key_;
};

}  // namespace lienthong::seeds
