#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "seeds/identifiers/digit_text.h"
#include "seeds/nation/people/livelihoods.h"
#include "seeds/nation/rank/row_ranks.h"
#include "seeds/nation/rank/scatter.h"

namespace lienthong::seeds {

// Old nine-digit numbers of those born before 2000: the first in the series of the province of birth, a second in that
// of the province to which somebody moved. Provinces may share a series; within it, births come before movers, province
// by province, and their ranks are scattered.
class LegacyIds {
 public:
  LegacyIds(const Census* census, const Livelihoods* livelihoods, Ranking ranking = Ranking::kSearched);

  // None, one or two, the latest last.
  std::vector<std::string> Of(Position person) const;
  absl::InlinedVector<DigitText<9>, 2> DigitsOf(Position person) const;
  std::optional<Position> By(absl::string_view number) const;
  // Of the series of the province; nobody's, distinct for distinct indexes.
  std::string Free(int province, uint64_t index) const;

 private:
  static constexpr int kSeries = 100;
  // Where the people of a province begin in their series.
  struct Run {
    int series = 0;
    uint32_t first = 0;
    uint32_t count = 0;
  };

  void AddRuns(const Ranker& ranker, std::array<Run, kProvinces>* runs);
  const Scatter& ScatterOf(int series) const { return scatters_[static_cast<size_t>(series)]; }
  DigitText<9> Compose(const Run& run, uint32_t rank) const;

  const Census& census_;
  const Livelihoods& livelihoods_;
  MemberRanks first_, second_;
  std::array<Run, kProvinces> by_birth_, by_move_;
  std::array<uint32_t, kSeries> load_ = {};
  std::vector<Scatter> scatters_;  // by series
};

}  // namespace lienthong::seeds
