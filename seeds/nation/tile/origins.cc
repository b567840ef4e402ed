#include "seeds/nation/tile/origins.h"

#include <algorithm>

#include "seeds/nation/homelands.h"
#include "seeds/nation/rank/position.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

// Households that came from another province, per mille. That people move to these provinces is general knowledge, the
// figures are an assumption, made to give 12 % of all adults.
struct Magnet {
  absl::string_view province_code;
  uint32_t per_mille;
};
constexpr Magnet kMagnets[] = {
    {"74", 600}, {"79", 390}, {"67", 390}, {"75", 350}, {"77", 320}, {"70", 300}, {"48", 270}, {"68", 260},
    {"01", 240}, {"27", 240}, {"66", 200}, {"62", 190}, {"64", 170}, {"80", 140}, {"22", 110}, {"92", 110},
    {"31", 90},  {"19", 80},  {"26", 70},  {"56", 70},  {"24", 60},  {"72", 80},
};
constexpr uint32_t kElsewhere = 40;
constexpr uint32_t kMagnetFrom = 100;
constexpr uint32_t kSameOrigin = 60, kForeignSpouse = 5, kSameGroup = 93;  // percent
constexpr uint32_t kPercentiles = 100;
// Steps through the percentiles so that neighbours differ and every hundred households hold each once.
constexpr uint32_t kStride = 61;

uint32_t ComersTo(absl::string_view province_code) {
  for (const Magnet& magnet : kMagnets) {
    if (magnet.province_code == province_code) return magnet.per_mille;
  }
  return kElsewhere;
}

}  // namespace

Origins::Origins() {
  uint32_t sum = 0;
  for (const Province& province : Places::Default().provinces()) {
    // Provinces that draw people send fewer away.
    sum += static_cast<uint32_t>(province.population / (ComersTo(province.code) >= kMagnetFrom ? 300 : 100));
    leavers_.push_back(sum);
    for (uint32_t percentile = 0; percentile < kPercentiles; ++percentile) {
      ethnicities_.push_back(static_cast<uint8_t>(EthnicityAt(province.code, percentile)));
    }
  }
}

int Origins::OtherProvince(int province, Draws* draws) const {
  while (true) {
    const uint32_t draw = draws->Under(leavers_.back());
    const auto from = std::upper_bound(leavers_.begin(), leavers_.end(), draw);
    const int other = static_cast<int>(from - leavers_.begin());
    if (other != province) return other;
  }
}

int Origins::Ethnicity(int origin, uint32_t percentile) const {
  return ethnicities_[static_cast<size_t>(origin) * kPercentiles + percentile];
}

void Origins::Settle(int province, uint32_t index, Draws* draws, DrawnHome* home) const {
  const absl::string_view code = Places::Default().provinces()[static_cast<size_t>(province)].code;
  Member& line = home->members[home->line];
  const bool came = draws->Under(1000) < ComersTo(code);
  line.origin = static_cast<uint8_t>(came ? OtherProvince(province, draws) : province);
  line.ethnicity =
      static_cast<uint8_t>(Ethnicity(line.origin, came ? draws->Under(kPercentiles) : index * kStride % kPercentiles));
  SettleElders(draws, home);
  SettleSpouse(province, draws, home);
  const bool spouse_came = line.spouse != kNobody && home->members[line.spouse].origin != province;
  const int arrived = came || spouse_came ? std::min(line.year + draws->Between(17, 34), kSnapshotYear) : 0;
  SettleChildren(province, arrived, home);
  for (Couple& couple : home->couples) couple.arrived = static_cast<uint8_t>(arrived);
}

void Origins::SettleSpouse(int province, Draws* draws, DrawnHome* home) const {
  const Member& line = home->members[home->line];
  if (line.spouse == kNobody) return;
  Member& spouse = home->members[line.spouse];
  const bool native = line.origin == province;
  spouse.origin = native && draws->Percent(kForeignSpouse) ? static_cast<uint8_t>(OtherProvince(province, draws))
                  : native || draws->Percent(kSameOrigin)  ? line.origin
                                                           : static_cast<uint8_t>(province);
  const bool same = draws->Percent(kSameGroup);
  spouse.ethnicity = same ? line.ethnicity : static_cast<uint8_t>(Ethnicity(spouse.origin, draws->Under(kPercentiles)));
}

void Origins::SettleElders(Draws* draws, DrawnHome* home) const {
  const Member line = home->members[home->line];
  if (line.father == kNobody) return;
  Member& father = home->members[line.father];
  Member& mother = home->members[line.mother];
  father.origin = mother.origin = line.origin;
  father.ethnicity = line.ethnicity;
  const bool same = draws->Percent(kSameGroup);
  mother.ethnicity = same ? line.ethnicity : static_cast<uint8_t>(Ethnicity(mother.origin, draws->Under(kPercentiles)));
}

void Origins::SettleChildren(int province, int arrived, DrawnHome* home) const {
  for (uint8_t i = 0; i < home->size; ++i) {
    Member& child = home->members[i];
    if (i == home->line || child.mother == kNobody) continue;
    const Member& mother = home->members[child.mother];
    child.origin = child.year < arrived ? mother.origin : static_cast<uint8_t>(province);
    child.ethnicity = child.father == kNobody ? mother.ethnicity : home->members[child.father].ethnicity;
  }
}

}  // namespace lienthong::seeds
