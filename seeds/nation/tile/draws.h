#pragma once

#include <cstdint>

#include "seeds/mix.h"

namespace lienthong::seeds {

// A stream of draws that follows from its key; integers only.
class Draws {
 public:
  explicit Draws(uint64_t key) : key_(Mix(key)) {}

  uint64_t Next() { return Mix(key_ + ++count_); }
  // 0..n-1.
  uint32_t Under(uint32_t n) { return Below(Next(), n); }
  // From..to, both included; `from` when the range is empty.
  int Between(int from, int to) {
    return to <= from ? from : from + static_cast<int>(Under(static_cast<uint32_t>(to - from + 1)));
  }
  bool Percent(uint32_t percent) { return Under(100) < percent; }

 private:
  uint64_t key_;
  uint64_t count_ = 0;
};

}  // namespace lienthong::seeds
