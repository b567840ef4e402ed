#include "seeds/nation/people/census.h"

#include <algorithm>

namespace lienthong::seeds {

Census::Census(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)), seed_(Mix(tables_->key().seed)) {
  for (const Tables::Kind kind : {Tables::kPeople, Tables::kHomes, Tables::kCouples, Tables::kSlots}) {
    auto& starts = starts_[kind];
    for (size_t i = 0; i < kProvinces; ++i) {
      starts[i + 1] = starts[i] + tables_->repetition(kind, static_cast<int>(i)).size();
    }
  }
}

Position Census::Find(Tables::Kind kind, uint32_t index) const {
  const auto& starts = starts_[kind];
  const auto next = std::upper_bound(starts.begin(), starts.end(), index);
  const auto province = static_cast<uint8_t>(next - starts.begin() - 1);
  const uint32_t rows = tables_->repetition(kind, province).rows;
  const uint32_t within = index - starts[province];
  return {province, static_cast<uint16_t>(within % rows), within / rows};
}

}  // namespace lienthong::seeds
