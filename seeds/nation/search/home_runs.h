#pragma once

#include <string>
#include <vector>

#include "seeds/nation/country.h"
#include "seeds/nation/search/queries.h"

namespace lienthong::seeds {

// HomeRuns are the people of some places, addressed by one index 0, 1, ... over all of them, the dead included.
class HomeRuns {
 public:
  // Everybody who lives in the smallest unit the sample names. Its codes must be known and belong together.
  HomeRuns(const Country& country, const PersonSample& sample);

  uint64_t people() const { return people_; }
  // index < people().
  Position At(uint64_t index) const;

 private:
  // People from `first` on, by index in the census; `before` of them all come before.
  struct Run {
    uint32_t first;
    uint64_t before;
  };

  void AddProvinces(int from, int end);
  void AddCommune(size_t commune);
  void Add(uint32_t first, uint32_t end);
  // The first person of the household, or of what comes after the last one of the province.
  uint32_t FirstPersonOf(uint32_t home, int province) const;

  const Country& country_;
  std::vector<Run> runs_;
  uint64_t people_ = 0;
};

}  // namespace lienthong::seeds
