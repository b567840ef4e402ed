#include "seeds/nation/ids/province_numbers.h"

#include "seeds/nation/people/numbers.h"

namespace lienthong::seeds {

ProvinceNumbers::ProvinceNumbers(const Census* census, Members of, Draw draw, uint64_t capacity, Ranking ranking)
    : census_(*census), of_(of) {
  if (of_ == Members::kAdults) adults_.emplace(census_.tables().adults, ranking);
  for (int province = 0; province < kProvinces; ++province) {
    const auto cls = static_cast<uint32_t>(province);
    const uint32_t load = of_ == Members::kAdults  ? census_.tables().adults.Count(cls)
                          : of_ == Members::kHomes ? census_.tables().repetition(Tables::kHomes, province).size()
                                                   : census_.tables().repetition(Tables::kPeople, province).size();
    scatters_.emplace_back(load, capacity, census_.Hash(draw, cls));
  }
}

uint64_t ProvinceNumbers::RankOf(Position member) const {
  const int province = member.province;
  if (adults_) return adults_->RankOf(static_cast<uint32_t>(province), member);
  if (of_ == Members::kHomes) return census_.HomeIndexOf(member) - census_.FirstOf(Tables::kHomes, province);
  return census_.IndexOf(member) - census_.FirstOf(Tables::kPeople, province);
}

uint64_t ProvinceNumbers::SerialOf(Position member) const {
  return ScatterOf(member.province).NumberOf(RankOf(member));
}

std::optional<uint64_t> ProvinceNumbers::SpareOf(Position member) const {
  return ScatterOf(member.province).SpareOf(RankOf(member));
}

std::optional<Position> ProvinceNumbers::BySpare(int province, uint64_t serial) const {
  const std::optional<uint64_t> rank = ScatterOf(province).HolderOfSpare(serial);
  if (!rank) return std::nullopt;
  return MemberAt(province, *rank);
}

uint64_t ProvinceNumbers::StratumBegin(int province, uint64_t serial) const {
  const Scatter& scatter = ScatterOf(province);
  return scatter.load() == 0 || serial >= scatter.capacity() ? serial : scatter.BeginAt(serial);
}

Position ProvinceNumbers::MemberAt(int province, uint64_t rank) const {
  const auto at = static_cast<uint32_t>(rank);
  if (of_ == Members::kAdults) return census_.tables().adults.At(static_cast<uint32_t>(province), at);
  if (of_ == Members::kHomes) return census_.HomeAt(census_.FirstOf(Tables::kHomes, province) + at);
  return census_.At(census_.FirstOf(Tables::kPeople, province) + at);
}

std::optional<Position> ProvinceNumbers::BySerial(int province, uint64_t serial) const {
  const std::optional<uint64_t> rank = ScatterOf(province).HolderOf(serial);
  if (!rank) return std::nullopt;
  return MemberAt(province, *rank);
}

bool ProvinceNumbers::Scan(int province, uint64_t from, absl::FunctionRef<bool(Position member)> visit) const {
  const Scatter& scatter = ScatterOf(province);
  for (uint64_t stratum = scatter.StratumFrom(from); stratum < scatter.load(); ++stratum) {
    if (!visit(MemberAt(province, scatter.HolderIn(stratum)))) return false;
  }
  return true;
}

void ProvinceNumbers::ScanFrom(absl::string_view from, absl::FunctionRef<uint64_t()> least,
                               absl::FunctionRef<bool(Position member)> visit) const {
  const absl::string_view begun = from.substr(0, 2);
  for (int province = 0; province < kProvinces; ++province) {
    const absl::string_view code = ProvinceCode(province);
    if (code >= begun && !Scan(province, code == begun ? least() : 0, visit)) return;
  }
}

}  // namespace lienthong::seeds
