#pragma once

#include <cstdint>
#include <optional>

#include "seeds/nation/rank/permutation.h"

namespace lienthong::seeds {

// Scatter gives each of `load` holders a number of its own below `capacity`. The numbers are cut into `load` strata, a
// permutation sends a holder to its stratum, a hash says where in it. So a number is turned back into its holder, or
// known to be free, in constant time; holders can be walked in order of number; and the free numbers are addressed by
// an index of their own.
class Scatter {
 public:
  // load <= capacity; capacity * load < 2^63.
  Scatter(uint64_t load, uint64_t capacity, uint64_t key);

  uint64_t load() const { return load_; }
  uint64_t capacity() const { return capacity_; }
  uint64_t free() const { return capacity_ - load_; }

  uint64_t NumberOf(uint64_t holder) const { return NumberIn(permutation_(holder)); }
  std::optional<uint64_t> HolderOf(uint64_t number) const;

  // In order of number: strata 0..load-1.
  uint64_t NumberIn(uint64_t stratum) const {
    const uint64_t begin = Begin(stratum);
    const auto size = static_cast<uint32_t>(Begin(stratum + 1) - begin);
    return begin + Below(Mix(key_ ^ ~stratum), size);
  }
  uint64_t HolderIn(uint64_t stratum) const { return permutation_.Inverse(stratum); }
  // The first stratum whose number is at or above `number`; load() when there is none.
  uint64_t StratumFrom(uint64_t number) const;

  // A second number of the holder, in its stratum: nobody's first one, and nobody else's second. Nothing where the
  // stratum has no room.
  std::optional<uint64_t> SpareOf(uint64_t holder) const { return SpareIn(permutation_(holder)); }
  std::optional<uint64_t> HolderOfSpare(uint64_t number) const;
  // The least number of the stratum that the number is in. load() > 0, number < capacity.
  uint64_t BeginAt(uint64_t number) const { return Begin(StratumOf(number)); }

  // Distinct for distinct indexes below free(); nobody's.
  uint64_t FreeNumber(uint64_t index) const;

 private:
  uint64_t Begin(uint64_t stratum) const { return stratum * capacity_ / load_; }
  uint64_t StratumOf(uint64_t number) const { return ((number + 1) * load_ - 1) / capacity_; }
  std::optional<uint64_t> SpareIn(uint64_t stratum) const;

  uint64_t load_;
  uint64_t capacity_;
  uint64_t key_;
  Permutation permutation_;
};

}  // namespace lienthong::seeds
