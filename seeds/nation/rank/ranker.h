#pragma once

#include <cstdint>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "seeds/nation/rank/position.h"

namespace lienthong::seeds {

// One class in one province's tile.
struct RankPair {
  uint32_t offset = 0;  // members of the class in earlier provinces
  uint32_t list = 0;    // where its rows begin in Ranker::rows
  uint16_t count = 0;   // rows of the class in a whole tile
  uint16_t province = 0;
};

// Ranker numbers the members of each class 0, 1, 2, ... over all repetitions of all provinces, both ways, from what one
// tile holds: rank = offset + repetition * count + place among the class's rows. Order is by province, repetition, row,
// so that ranks count what lies before a place. Views only; the arrays belong to the tables.
class Ranker {
 public:
  Ranker() = default;
  Ranker(absl::Span<const uint32_t> first_pair, absl::Span<const RankPair> pairs, absl::Span<const uint16_t> rows,
         const Repetitions* repetitions)
      : first_pair_(first_pair), pairs_(pairs), rows_(rows), repetitions_(repetitions) {}

  const Repetitions& repetitions() const { return *repetitions_; }
  uint32_t classes() const { return static_cast<uint32_t>(first_pair_.size()) - 1; }
  // Members of a class, everywhere or in one province.
  uint32_t Count(uint32_t cls) const;
  uint32_t CountIn(uint32_t cls, int province) const;
  // Members of the class before the position; the rank of a member.
  uint32_t RankAt(uint32_t cls, Position position) const;
  // The member with the rank, which must be below Count.
  Position At(uint32_t cls, uint32_t rank) const;

  // Visits all members of the class, in order of rank.
  void ForEach(uint32_t cls, absl::FunctionRef<void(Position member)> visit) const;

  // The provinces in which a class occurs, and the rows of one.
  absl::Span<const RankPair> PairsOf(uint32_t cls) const;
  absl::Span<const uint16_t> RowsOf(const RankPair& pair) const { return rows_.subspan(pair.list, pair.count); }

 private:
  uint32_t Members(const RankPair& pair) const;

  absl::Span<const uint32_t> first_pair_;  // by class, one more at the end
  absl::Span<const RankPair> pairs_;       // by class, then province
  absl::Span<const uint16_t> rows_;        // ascending in each pair
  const Repetitions* repetitions_ = nullptr;
};

// What a ranker is made of.
struct RankerArrays {
  std::vector<uint32_t> first_pair;
  std::vector<RankPair> pairs;
  std::vector<uint16_t> rows;

  Ranker View(const Repetitions* repetitions) const { return {first_pair, pairs, rows, repetitions}; }
};

inline constexpr uint32_t kNoClass = ~uint32_t{0};

// `class_of` says the class of a tile row of a province, or kNoClass.
RankerArrays MakeRanker(uint32_t classes, const Repetitions& repetitions,
                        absl::FunctionRef<uint32_t(int province, uint32_t row)> class_of);

}  // namespace lienthong::seeds
