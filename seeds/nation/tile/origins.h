#pragma once

#include <cstdint>
#include <vector>

#include "seeds/nation/tile/draws.h"
#include "seeds/nation/tile/household_drawer.h"

namespace lienthong::seeds {

// Origins says where the members of a household were born, to which ethnic group they belong, and since when the
// couples have lived here: a share of each province's households comes from elsewhere (12 % of adults in all), a native
// one's spouse seldom does, children are born where their parents lived at the time.
class Origins {
 public:
  Origins();

  // `index` spreads the ethnic groups evenly over a tile's households.
  void Settle(int province, uint32_t index, Draws* draws, DrawnHome* home) const;

 private:
  int OtherProvince(int province, Draws* draws) const;
  int Ethnicity(int origin, uint32_t percentile) const;
  void SettleSpouse(int province, Draws* draws, DrawnHome* home) const;
  void SettleElders(Draws* draws, DrawnHome* home) const;
  void SettleChildren(int province, int arrived, DrawnHome* home) const;

  std::vector<uint32_t> leavers_;     // by province: how many leave it, cumulative
  std::vector<uint8_t> ethnicities_;  // by province and percentile
};

}  // namespace lienthong::seeds
