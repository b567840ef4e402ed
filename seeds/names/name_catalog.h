// The parts names are made of, by number: what names are drawn from, and what a search compares before it spends time
// on a family's line.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace lienthong::seeds {

// One or two words of a name.
struct NamePart {
  std::string text;  // upper case, NFC
  std::string key;   // without accents
};

// What follows from a person before the family name is known. Numbers are places in the catalog's lists.
struct NameTail {
  static constexpr uint8_t kPrefixed = 255;

  uint8_t middle = 0;  // kPrefixed: Y or H' before the given name, the family last
  uint8_t given = 0;

  bool prefixed() const { return middle == kPrefixed; }
};

struct NameBearer {
  int ethnicity = 1;  // census code
  bool woman = false;
  int birth_year = 2000;
};

// Immutable; thread-safe. All draws are functions of their arguments.
class NameCatalog {
 public:
  static const NameCatalog& Default();

  absl::Span<const NamePart> families() const { return families_; }
  absl::Span<const NamePart> middles() const { return middles_; }
  absl::Span<const NamePart> givens() const { return givens_; }

  // `southern`: the spellings of the south.
  uint8_t DrawFamily(int ethnicity, bool southern, uint64_t draw) const;
  // The given name alone, which is the cheapest part. Members of one household (same `household_draw`) with different
  // places get different ones, as long as their pool lasts.
  uint8_t DrawGiven(int ethnicity, bool woman, uint64_t household_draw, int place) const;
  // Whether the given name is of the pool DrawGiven takes from.
  bool IsGiven(int ethnicity, bool woman, uint8_t given) const;
  NameTail DrawTail(const NameBearer& bearer, uint64_t draw, uint64_t household_draw, int place) const;
  // The same with the middle name that follows in the pool, for somebody whose brother or sister has this one; a
  // prefixed name has none.
  NameTail NextTail(const NameBearer& bearer, uint64_t draw, const NameTail& tail) const;

  static std::string Compose(absl::string_view family, const NameTail& tail, bool woman);
  // The key of the same name.
  static std::string ComposeKey(absl::string_view family_key, const NameTail& tail, bool woman);

 private:
  using Ids = std::vector<uint8_t>;

  // The first with its percentage, the others share the rest.
  struct MiddleNames {
    uint8_t first = 0;
    uint32_t percent = 0;
    Ids others;
  };

  const Ids& GivensOf(int ethnicity, bool woman) const {
    return (prefixed_[static_cast<size_t>(ethnicity)] ? prefixed_given_names_ : given_names_)[woman];
  }
  const MiddleNames& MiddlesOf(const NameBearer& bearer, uint64_t draw) const;

  friend struct CatalogReader;
  NameCatalog() = default;

  std::vector<NamePart> families_, middles_, givens_;
  std::vector<uint32_t> weights_;  // of the first families, per thousand
  Ids other_families_;
  Ids southern_;                        // by family: its southern spelling, often itself
  std::array<Ids, 57> minority_;        // by census code: its families; empty: those of the majority
  std::array<bool, 57> prefixed_ = {};  // groups that put a prefix and the family last
  std::array<std::array<MiddleNames, 2>, 2> middle_names_;  // by woman, new style
  std::array<Ids, 2> given_names_, prefixed_given_names_;   // by woman
};

}  // namespace lienthong::seeds
