#include "seeds/nation/rank/ranker.h"

#include <algorithm>

namespace lienthong::seeds {
namespace {

uint32_t RowsBefore(absl::Span<const uint16_t> rows, uint32_t row) {
  return static_cast<uint32_t>(std::lower_bound(rows.begin(), rows.end(), row) - rows.begin());
}

struct Entry {
  uint32_t cls;
  uint16_t province;
  uint16_t row;
};

std::vector<Entry> EntriesOf(const Repetitions& repetitions,
                             absl::FunctionRef<uint32_t(int province, uint32_t row)> class_of) {
  std::vector<Entry> entries;
  for (int province = 0; province < kProvinces; ++province) {
    for (uint32_t row = 0; row < repetitions[static_cast<size_t>(province)].rows; ++row) {
      const uint32_t cls = class_of(province, row);
      if (cls == kNoClass) continue;
      entries.push_back({cls, static_cast<uint16_t>(province), static_cast<uint16_t>(row)});
    }
  }
  return entries;
}

// By class, keeping the order by province and row within.
std::vector<Entry> InOrderOfClass(const std::vector<Entry>& entries, uint32_t classes) {
  std::vector<uint32_t> next(classes + 1);
  for (const Entry& entry : entries) ++next[entry.cls + 1];
  for (uint32_t cls = 0; cls < classes; ++cls) next[cls + 1] += next[cls];
  std::vector<Entry> sorted(entries.size());
  for (const Entry& entry : entries) sorted[next[entry.cls]++] = entry;
  return sorted;
}

}  // namespace

absl::Span<const RankPair> Ranker::PairsOf(uint32_t cls) const {
  return pairs_.subspan(first_pair_[cls], first_pair_[cls + 1] - first_pair_[cls]);
}

uint32_t Ranker::Members(const RankPair& pair) const {
  const Repetition& repetition = (*repetitions_)[pair.province];
  return repetition.times * pair.count + RowsBefore(RowsOf(pair), repetition.rest);
}

uint32_t Ranker::Count(uint32_t cls) const {
  const absl::Span<const RankPair> pairs = PairsOf(cls);
  return pairs.empty() ? 0 : pairs.back().offset + Members(pairs.back());
}

uint32_t Ranker::CountIn(uint32_t cls, int province) const {
  for (const RankPair& pair : PairsOf(cls)) {
    if (pair.province == province) return Members(pair);
  }
  return 0;
}

uint32_t Ranker::RankAt(uint32_t cls, Position position) const {
  const absl::Span<const RankPair> pairs = PairsOf(cls);
  const auto pair = std::lower_bound(pairs.begin(), pairs.end(), position.province,
                                     [](const RankPair& p, int province) { return p.province < province; });
  if (pair == pairs.end()) return Count(cls);
  if (pair->province != position.province) return pair->offset;
  return pair->offset + position.rep * pair->count + RowsBefore(RowsOf(*pair), position.row);
}

Position Ranker::At(uint32_t cls, uint32_t rank) const {
  const absl::Span<const RankPair> pairs = PairsOf(cls);
  const auto next = std::upper_bound(pairs.begin(), pairs.end(), rank,
                                     [](uint32_t value, const RankPair& p) { return value < p.offset; });
  const RankPair& pair = *(next - 1);
  const uint32_t within = rank - pair.offset;
  return {static_cast<uint8_t>(pair.province), rows_[pair.list + within % pair.count], within / pair.count};
}

void Ranker::ForEach(uint32_t cls, absl::FunctionRef<void(Position member)> visit) const {
  for (const RankPair& pair : PairsOf(cls)) {
    const absl::Span<const uint16_t> rows = RowsOf(pair);
    const uint32_t members = Members(pair);
    Position at{static_cast<uint8_t>(pair.province), 0, 0};
    for (uint32_t i = 0, in_tile = 0; i < members; ++i) {
      at.row = rows[in_tile];
      visit(at);
      if (++in_tile < rows.size()) continue;
      in_tile = 0;
      ++at.rep;
    }
  }
}

RankerArrays MakeRanker(uint32_t classes, const Repetitions& repetitions,
                        absl::FunctionRef<uint32_t(int province, uint32_t row)> class_of) {
  const std::vector<Entry> entries = InOrderOfClass(EntriesOf(repetitions, class_of), classes);
  RankerArrays arrays;
  arrays.first_pair.resize(classes + 1);
  arrays.rows.reserve(entries.size());
  uint32_t offset = 0;
  for (size_t i = 0; i < entries.size();) {
    const Entry& first = entries[i];
    if (i == 0 || entries[i - 1].cls != first.cls) offset = 0;
    RankPair pair{offset, static_cast<uint32_t>(arrays.rows.size()), 0, first.province};
    const Repetition& repetition = repetitions[first.province];
    for (; i < entries.size() && entries[i].cls == first.cls && entries[i].province == first.province; ++i) {
      arrays.rows.push_back(entries[i].row);
      ++pair.count;
      offset += repetition.times + (entries[i].row < repetition.rest ? 1 : 0);
    }
    arrays.pairs.push_back(pair);
    ++arrays.first_pair[first.cls + 1];
  }
  for (uint32_t cls = 0; cls < classes; ++cls) arrays.first_pair[cls + 1] += arrays.first_pair[cls];
  return arrays;
}

}  // namespace lienthong::seeds
