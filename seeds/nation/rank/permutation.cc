#include "seeds/nation/rank/permutation.h"

#include <cmath>

namespace lienthong::seeds {
namespace {

// The floating root is a first guess only; integers decide, so every machine agrees.
uint64_t FloorSquareRoot(uint64_t n) {
  auto root = static_cast<uint64_t>(std::sqrt(static_cast<double>(n)));
  while (root * root > n) --root;
  while ((root + 1) * (root + 1) <= n) ++root;
  return root > 0 ? root : 1;
}

uint64_t Subtract(uint64_t a, uint64_t b, uint64_t modulus) { return a >= b ? a - b : a + modulus - b; }

}  // namespace

Permutation::Permutation(uint64_t n, uint64_t key) : n_(n), b_(FloorSquareRoot(n)), a_((n + b_ - 1) / b_), key_(key) {}

uint64_t Permutation::Inverse(uint64_t y) const {
  do {
    uint64_t left = y / b_, right = y % b_;
    right = Subtract(right, Round(left, 4, b_), b_);
    left = Subtract(left, Round(right, 3, a_), a_);
    right = Subtract(right, Round(left, 2, b_), b_);
    left = Subtract(left, Round(right, 1, a_), a_);
    y = left * b_ + right;
  } while (y >= n_);
  return y;
}

}  // namespace lienthong::seeds
