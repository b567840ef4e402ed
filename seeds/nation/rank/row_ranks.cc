#include "seeds/nation/rank/row_ranks.h"

namespace lienthong::seeds {

RowRanks::RowRanks(const Ranker& ranker) {
  uint32_t rows = 0;
  for (size_t province = 0; province < kProvinces; ++province) {
    starts_[province] = rows;
    rows += ranker.repetitions()[province].rows;
  }
  rows_.resize(rows);
  for (uint32_t cls = 0; cls < ranker.classes(); ++cls) {
    for (const RankPair& pair : ranker.PairsOf(cls)) {
      uint32_t rank = pair.offset;
      for (const uint16_t row : ranker.RowsOf(pair)) rows_[starts_[pair.province] + row] = {rank++, pair.count};
    }
  }
}

}  // namespace lienthong::seeds
