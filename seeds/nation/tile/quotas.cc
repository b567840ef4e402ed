#include "seeds/nation/tile/quotas.h"

namespace lienthong::seeds {
namespace {

struct Quota {
  HomeShape shape;
  uint32_t share;  // of 10,000 households
};
constexpr Quota kQuotas[] = {
    {{HomeKind::kSingle, 1}, 1100},          {{HomeKind::kCouple, 2}, 1400},
    {{HomeKind::kLoneParent, 2}, 300},       {{HomeKind::kLoneParent, 3}, 300},
    {{HomeKind::kLoneParent, 4}, 100},       {{HomeKind::kFamily, 3}, 1800},
    {{HomeKind::kFamily, 4}, 2200},          {{HomeKind::kFamily, 5}, 750},
    {{HomeKind::kFamily, 6}, 250},           {{HomeKind::kThreeGenerations, 3}, 100},
    {{HomeKind::kThreeGenerations, 4}, 300}, {{HomeKind::kThreeGenerations, 5}, 550},
    {{HomeKind::kThreeGenerations, 6}, 450}, {{HomeKind::kThreeGenerations, 7}, 280},
    {{HomeKind::kThreeGenerations, 8}, 120},
};

}  // namespace

std::vector<HomeShape> ShapesOf(uint32_t homes) {
  std::vector<HomeShape> shapes;
  shapes.reserve(homes);
  uint32_t sum = 0;
  for (const Quota& quota : kQuotas) {
    sum += quota.share;
    while (shapes.size() < static_cast<uint64_t>(sum) * homes / 10'000) shapes.push_back(quota.shape);
  }
  return shapes;
}

}  // namespace lienthong::seeds
