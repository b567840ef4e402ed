#include "seeds/nation/rank/scatter.h"

#include <algorithm>

namespace lienthong::seeds {
namespace {

constexpr uint64_t kFreeKey = 0x46726565;
constexpr uint64_t kSpareKey = 0x5370617265;

}  // namespace

Scatter::Scatter(uint64_t load, uint64_t capacity, uint64_t key)
    : load_(load), capacity_(capacity), key_(key), permutation_(load, key) {}

std::optional<uint64_t> Scatter::HolderOf(uint64_t number) const {
  if (load_ == 0 || number >= capacity_) return std::nullopt;
  const uint64_t stratum = StratumOf(number);
  if (NumberIn(stratum) != number) return std::nullopt;
  return HolderIn(stratum);
}

uint64_t Scatter::StratumFrom(uint64_t number) const {
  if (load_ == 0 || number >= capacity_) return load_;
  const uint64_t stratum = StratumOf(number);
  return NumberIn(stratum) >= number ? stratum : stratum + 1;
}

std::optional<uint64_t> Scatter::SpareIn(uint64_t stratum) const {
  const uint64_t begin = Begin(stratum);
  const uint64_t size = Begin(stratum + 1) - begin;
  if (size < 2) return std::nullopt;
  const uint64_t step = 1 + Below(Mix(key_ ^ kSpareKey ^ stratum), static_cast<uint32_t>(size - 1));
  return begin + (NumberIn(stratum) - begin + step) % size;
}

std::optional<uint64_t> Scatter::HolderOfSpare(uint64_t number) const {
  if (load_ == 0 || number >= capacity_) return std::nullopt;
  const uint64_t stratum = StratumOf(number);
  if (SpareIn(stratum) != number) return std::nullopt;
  return HolderIn(stratum);
}

uint64_t Scatter::FreeNumber(uint64_t index) const {
  const uint64_t place = Permutation(free(), Mix(key_ ^ kFreeKey))(index);
  if (load_ == 0) return place;
  // Before stratum i there are i * free / load free numbers, rounded down.
  const uint64_t stratum = std::min(((place + 1) * load_ - 1) / free(), load_ - 1);
  const uint64_t number = place + stratum;
  return number < NumberIn(stratum) ? number : number + 1;
}

}  // namespace lienthong::seeds
