#include "seeds/nation/permutation.h"

#include "seeds/mix.h"

namespace lienthong::seeds {
namespace {

// By integers alone: a floating root could differ between machines.
uint64_t FloorSquareRoot(uint64_t n) {
  uint64_t low = 1, high = uint64_t{1} << 21;
  while (low + 1 < high) {
    const uint64_t middle = (low + high) / 2;
    (middle * middle <= n ? low : high) = middle;
  }
  return low;
}

}  // namespace

Permutation::Permutation(uint64_t n, uint64_t key) : n_(n), b_(FloorSquareRoot(n)), key_(key) {
  a_ = (n_ + b_ - 1) / b_;
}

uint64_t Permutation::Round(uint64_t half, int round, uint64_t modulus) const {
  return (Mix(key_ + static_cast<uint64_t>(round), half) >> 32) * modulus >> 32;
}

uint64_t Permutation::operator()(uint64_t x) const {
  do {
    uint64_t left = x / b_, right = x % b_;
    left = (left + Round(right, 1, a_)) % a_;
    right = (right + Round(left, 2, b_)) % b_;
    left = (left + Round(right, 3, a_)) % a_;
    right = (right + Round(left, 4, b_)) % b_;
    x = left * b_ + right;
  } while (x >= n_);
  return x;
}

}  // namespace lienthong::seeds
