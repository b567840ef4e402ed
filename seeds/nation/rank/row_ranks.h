#pragma once

#include <array>
#include <optional>
#include <vector>

#include "seeds/nation/rank/ranker.h"

namespace lienthong::seeds {

// How ranks are found: by searching the ranker, which needs no memory, or in arrays made beforehand, for work over many
// people.
enum class Ranking { kSearched, kIndexed };

// RowRanks gives the ranks of a ranker's members without searching: of every row of every tile, its rank in the first
// repetition and how far on the next one is. Eight bytes a row; made in one pass over the ranker.
class RowRanks {
 public:
  explicit RowRanks(const Ranker& ranker);

  // The position must be a member of some class.
  uint32_t RankOf(Position member) const {
    const RowRank& row = rows_[starts_[member.province] + member.row];
    return row.first + member.rep * row.step;
  }

 private:
  struct RowRank {
    uint32_t first = 0;
    uint32_t step = 0;
  };

  std::array<uint32_t, kProvinces> starts_ = {};
  std::vector<RowRank> rows_;  // by province and row
};

// MemberRanks finds the rank of a member of a class, one way or the other.
class MemberRanks {
 public:
  MemberRanks(const Ranker& ranker, Ranking ranking) : ranker_(ranker) {
    if (ranking == Ranking::kIndexed) rows_.emplace(ranker);
  }

  uint32_t RankOf(uint32_t cls, Position member) const {
    return rows_ ? rows_->RankOf(member) : ranker_.RankAt(cls, member);
  }

 private:
  const Ranker& ranker_;
  std::optional<RowRanks> rows_;
};

}  // namespace lienthong::seeds
