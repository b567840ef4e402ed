#pragma once

#include <array>
#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "seeds/names/name_catalog.h"

namespace lienthong::seeds {

// NamePattern knows which names of the catalog are the one looked for, part by part: a candidate's middle and given
// name, which are cheap, say which family names would do before its line is followed.
class NamePattern {
 public:
  // `key` is a MatchKey; fuzzy: also names that take one edit to become it.
  NamePattern(absl::string_view key, bool fuzzy);

  // False when no name of the nation can match.
  bool possible() const { return families_.size() > 1; }
  bool FitsGiven(uint8_t given) const { return givens_[given]; }
  bool FitsTail(const NameTail& tail, bool woman) const { return SetOf(tail, woman) != 0; }
  bool Fits(uint8_t family, const NameTail& tail, bool woman) const { return families_[SetOf(tail, woman)][family]; }

 private:
  using Families = std::bitset<256>;

  static constexpr size_t kMiddles = 64, kGivens = 128, kPrefixedRow = kMiddles - 2;

  const uint16_t& SetOf(const NameTail& tail, bool woman) const {
    return sets_[tail.prefixed() ? kPrefixedRow + woman : tail.middle][tail.given];
  }
  uint16_t& SetOf(const NameTail& tail, bool woman) {
    return sets_[tail.prefixed() ? kPrefixedRow + woman : tail.middle][tail.given];
  }
  void AddTail(const NameTail& tail, bool woman);
  bool Matches(absl::string_view name) const;

  std::bitset<kGivens> givens_;
  std::string key_;
  bool fuzzy_;
  std::vector<Families> families_;                                 // the first is the empty set
  std::array<std::array<uint16_t, kGivens>, kMiddles> sets_ = {};  // of families, by middle and given name
};

// True when one insertion, deletion or replacement at most turns one text into the other.
bool WithinOneEdit(absl::string_view a, absl::string_view b);

}  // namespace lienthong::seeds
