#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "seeds/nation/people/census.h"
#include "seeds/nation/rank/row_ranks.h"
#include "seeds/nation/rank/scatter.h"

namespace lienthong::seeds {

// ProvinceNumbers is a register whose numbers are a province's two digits and a serial of its own range: every member
// of the register, present or not, has a number, which is turned back into its holder without an index. Who really is
// in the register the caller knows.
class ProvinceNumbers {
 public:
  // Who may be in the register.
  enum class Members { kEverybody, kAdults, kHomes };

  ProvinceNumbers(const Census* census, Members of, Draw draw, uint64_t capacity, Ranking ranking = Ranking::kSearched);

  // The serial of a person, or of a household; its province is that of residence.
  uint64_t SerialOf(Position member) const;
  std::optional<Position> BySerial(int province, uint64_t serial) const;
  // A second serial for whoever is in the register twice: see Scatter.
  std::optional<uint64_t> SpareOf(Position member) const;
  std::optional<Position> BySpare(int province, uint64_t serial) const;
  // The first serial of the stratum that this one is in; `serial` itself when there is nobody in the province.
  uint64_t StratumBegin(int province, uint64_t serial) const;
  // Members in order of serial from the serial on, until `visit` returns false; gives back whether to go on.
  bool Scan(int province, uint64_t from, absl::FunctionRef<bool(Position member)> visit) const;
  // The same over every province, in order of the whole number, from the text on. `least` gives the first serial at or
  // above the text in the text's own province.
  void ScanFrom(absl::string_view from, absl::FunctionRef<uint64_t()> least,
                absl::FunctionRef<bool(Position member)> visit) const;
  uint64_t FreeCount(int province) const { return ScatterOf(province).free(); }
  // Nobody's; distinct for distinct indexes below FreeCount.
  uint64_t FreeSerial(int province, uint64_t index) const { return ScatterOf(province).FreeNumber(index); }

 private:
  const Scatter& ScatterOf(int province) const { return scatters_[static_cast<size_t>(province)]; }
  uint64_t RankOf(Position member) const;
  Position MemberAt(int province, uint64_t rank) const;

  const Census& census_;
  Members of_;
  std::optional<MemberRanks> adults_;  // where they are the members
  std::vector<Scatter> scatters_;      // by province
};

}  // namespace lienthong::seeds
