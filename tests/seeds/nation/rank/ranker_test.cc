#include "seeds/nation/rank/ranker.h"

#include <gtest/gtest.h>

#include <vector>

namespace lienthong::seeds {
namespace {

// Three provinces with people, of different repetition; the class of a row is its remainder by 3, 2 is nobody's.
Repetitions ThreeProvinces() {
  Repetitions repetitions;
  repetitions[0] = {2, 7, 3};
  repetitions[5] = {0, 4, 2};
  repetitions[62] = {3, 5, 0};
  return repetitions;
}

uint32_t ClassOf(int, uint32_t row) { return row % 3 == 2 ? kNoClass : row % 3; }

// All positions in order.
std::vector<Position> Everybody(const Repetitions& repetitions) {
  std::vector<Position> all;
  for (size_t province = 0; province < kProvinces; ++province) {
    const Repetition& r = repetitions[province];
    for (uint32_t i = 0; i < r.size(); ++i) {
      all.push_back({static_cast<uint8_t>(province), static_cast<uint16_t>(i % r.rows), i / r.rows});
    }
  }
  return all;
}

TEST(RankerTest, CountsWhatComesBeforeAndFindsItAgain) {
  const Repetitions repetitions = ThreeProvinces();
  const RankerArrays arrays = MakeRanker(2, repetitions, ClassOf);
  const Ranker ranker = arrays.View(&repetitions);
  for (uint32_t cls = 0; cls < 2; ++cls) {
    uint32_t rank = 0;
    std::vector<Position> members;
    for (const Position& position : Everybody(repetitions)) {
      ASSERT_EQ(ranker.RankAt(cls, position), rank) << "members or not, it counts those before";
      if (ClassOf(0, position.row) != cls) continue;
      ASSERT_EQ(ranker.At(cls, rank), position);
      members.push_back(position);
      ++rank;
    }
    EXPECT_EQ(ranker.Count(cls), rank);
    std::vector<Position> visited;
    ranker.ForEach(cls, [&](Position member) { visited.push_back(member); });
    EXPECT_EQ(visited, members);
  }
  EXPECT_EQ(ranker.CountIn(0, 5), 1u);
  EXPECT_EQ(ranker.CountIn(0, 7), 0u);
}

TEST(RankerTest, AnEmptyClassHasNobody) {
  const Repetitions repetitions = ThreeProvinces();
  const RankerArrays arrays = MakeRanker(3, repetitions, ClassOf);
  EXPECT_EQ(arrays.View(&repetitions).Count(2), 0u);
}

}  // namespace
}  // namespace lienthong::seeds
