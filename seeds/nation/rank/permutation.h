#pragma once

#include <cstdint>

#include "seeds/mix.h"

namespace lienthong::seeds {

// Permutation maps 0..n-1 onto itself, keyed; used to scatter ranks and to link two lists one to one. Alternating
// modular Feistel on an a x b grid; values that fall off the range (only when n is no product) walk on. Cheap to make.
// Not cryptographic.
class Permutation {
 public:
  // n in 0..2^40; for n = 0 there is nothing to map.
  Permutation(uint64_t n, uint64_t key);

  // x < n.
  uint64_t operator()(uint64_t x) const {
    do {
      uint64_t left = x / b_, right = x % b_;
      left = Add(left, Round(right, 1, a_), a_);
      right = Add(right, Round(left, 2, b_), b_);
      left = Add(left, Round(right, 3, a_), a_);
      right = Add(right, Round(left, 4, b_), b_);
      x = left * b_ + right;
    } while (x >= n_);
    return x;
  }
  // The x that operator() maps to y. y < n.
  uint64_t Inverse(uint64_t y) const;

 private:
  static uint64_t Add(uint64_t a, uint64_t b, uint64_t modulus) { return a + b < modulus ? a + b : a + b - modulus; }
  uint64_t Round(uint64_t half, uint64_t round, uint64_t modulus) const {
    return (Mix((key_ + (round << 56)) ^ half) >> 32) * modulus >> 32;
  }

  uint64_t n_;
  uint64_t b_;
  uint64_t a_;
  uint64_t key_;
};

}  // namespace lienthong::seeds
