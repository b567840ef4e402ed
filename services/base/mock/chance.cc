#include "services/base/mock/chance.h"

#include <algorithm>
#include <cmath>

#include "absl/strings/str_cat.h"
#include "services/base/world/draws.h"
#include "services/base/world/times.h"

namespace lienthong::mock {
namespace {

// Apart from the draws of handlers, which begin at 0.
constexpr uint64_t kFirstDraw = uint64_t{1} << 40;
constexpr double kPi = 3.14159265358979323846;

}  // namespace

Chance::Chance(const CallContext& context, absl::string_view rule, uint64_t seed, int64_t number)
    : key_(seed != 0 ? seed : context.config->seed()),
      text_(seed != 0 ? absl::StrCat(rule, "#", number) : absl::StrCat(rule, "@", context.agency, "@", context.path)) {}

uint64_t Chance::Next() { return KeyedHash(key_, kFirstDraw + index_++, text_); }

double Chance::Draw() { return static_cast<double>(Next() >> 11) * 0x1.0p-53; }

uint64_t Chance::Below(uint64_t bound) {
  return static_cast<uint64_t>((static_cast<unsigned __int128>(Next()) * bound) >> 64);
}

absl::Duration Chance::DelayOf(const control::v1::Delay& delay) {
  if (delay.has_uniform()) {
    const absl::Duration least = FromProto(delay.uniform().least());
    return least + Draw() * (FromProto(delay.uniform().most()) - least);
  }
  if (!delay.has_lognormal()) return FromProto(delay.fixed());
  const auto& shape = delay.lognormal();
  const absl::Duration median = FromProto(shape.median());
  const absl::Duration most = shape.has_most() ? FromProto(shape.most()) : 10 * median;
  // Box and Muller.
  const double normal = std::sqrt(-2 * std::log(1 - Draw())) * std::cos(2 * kPi * Draw());
  return std::min(most, std::exp(shape.sigma() * normal) * median);
}

}  // namespace lienthong::mock
