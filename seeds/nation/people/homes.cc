#include "seeds/nation/people/homes.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "seeds/identifiers/digits.h"
#include "seeds/nation/ids/ordered_digits.h"
#include "seeds/nation/people/numbers.h"
#include "seeds/nation/rank/permutation.h"

namespace lienthong::seeds {
namespace {

constexpr int kIdDigits = 7;
constexpr uint64_t kHousesPerHamlet = 180;
constexpr uint32_t kLeastWeight = 50, kWeights = 150;  // of a commune
// Per mille: dwellings that belong to the head of the next household; to another grown-up of the household.
constexpr uint32_t kRented = 140, kOwnedByAnother = 100;

}  // namespace

Homes::Homes(const Census* census) : census_(*census) {
  const Places& places = Places::Default();
  const size_t count = places.communes().size();
  starts_.resize(count);
  ends_.resize(count);
  for (uint32_t i = 0; i < count; ++i) {
    communes_[static_cast<size_t>(ProvincePlace(places.communes()[i].province_code))].push_back(i);
  }
  for (int province = 0; province < kProvinces; ++province) {
    const uint64_t homes = census_.tables().repetition(Tables::kHomes, province).size();
    id_orders_.emplace_back(homes, census_.Hash(Draw::kHome, static_cast<uint64_t>(province)));
    const uint32_t first = census_.FirstOf(Tables::kHomes, province);
    std::vector<uint64_t> sums = {0};
    for (const uint32_t commune : CommunesOf(province)) {
      sums.push_back(sums.back() + kLeastWeight + Below(census_.Hash(Draw::kCommune, commune), kWeights));
    }
    for (size_t i = 0; i + 1 < sums.size(); ++i) {
      const uint32_t commune = CommunesOf(province)[i];
      starts_[commune] = first + static_cast<uint32_t>(homes * sums[i] / sums.back());
      ends_[commune] = first + static_cast<uint32_t>(homes * sums[i + 1] / sums.back());
    }
  }
}

DigitText<9> Homes::IdDigitsOf(Position home) const {
  const uint32_t within = census_.HomeIndexOf(home) - census_.FirstOf(Tables::kHomes, home.province);
  return ProvinceDigits<2 + kIdDigits>(ProvinceCode(home.province), IdOrder(home.province)(within) + 1);
}

std::optional<Position> Homes::ById(absl::string_view id) const {
  uint32_t number = 0;
  const int province = ProvincePlace(id.substr(0, 2));
  if (!IsDigits(id, 2 + kIdDigits) || province < 0 || !absl::SimpleAtoi(id.substr(2), &number)) return std::nullopt;
  if (number == 0 || number > census_.tables().repetition(Tables::kHomes, province).size()) return std::nullopt;
  const uint32_t first = census_.FirstOf(Tables::kHomes, province);
  return census_.HomeAt(first + static_cast<uint32_t>(IdOrder(province).Inverse(number - 1)));
}

void Homes::Scan(absl::string_view from, absl::FunctionRef<bool(Position home)> visit) const {
  for (int province = 0; province < kProvinces; ++province) {
    if (ProvinceCode(province) < from.substr(0, 2)) continue;
    const bool within = ProvinceCode(province) == from.substr(0, 2);
    const uint64_t least = within ? LeastAtOrAbove(from.substr(2), kIdDigits) : 0;
    const Permutation& order = IdOrder(province);
    const uint32_t homes = census_.tables().repetition(Tables::kHomes, province).size();
    for (uint64_t number = std::max<uint64_t>(least, 1); number <= homes; ++number) {
      const auto home = static_cast<uint32_t>(order.Inverse(number - 1));
      if (!visit(census_.HomeAt(census_.FirstOf(Tables::kHomes, province) + home))) return;
    }
  }
}

std::string Homes::FreeId(int province, uint32_t n) const {
  const uint32_t homes = census_.tables().repetition(Tables::kHomes, province).size();
  return absl::StrFormat("%s%07d", ProvinceCode(province), homes + 1 + n);
}

size_t Homes::CommuneAt(int province, uint32_t home) const {
  const std::vector<uint32_t>& communes = CommunesOf(province);
  const auto next = std::upper_bound(communes.begin(), communes.end(), home,
                                     [this](uint32_t value, uint32_t commune) { return value < ends_[commune]; });
  return *next;
}

const Commune& Homes::CommuneOf(Position home) const {
  return Places::Default().communes()[CommuneAt(census_.HomeIndexOf(home))];
}

size_t Homes::DrawCommune(int province, uint64_t draw) const {
  const uint32_t homes = census_.tables().repetition(Tables::kHomes, province).size();
  return CommuneAt(province, census_.FirstOf(Tables::kHomes, province) + Below(draw, homes));
}

Address Homes::AddressOf(Position home) const {
  const uint32_t index = census_.HomeIndexOf(home);
  const size_t at = CommuneAt(home.province, index);
  const Commune& commune = Places::Default().communes()[at];
  const Door door = DoorAt(DoorsOf(at)(index - HomesOf(at).first));
  return {std::string(commune.province_code), std::string(commune.district_code), std::string(commune.code),
          absl::StrCat("Số ", door.house, ", Thôn Mẫu ", door.hamlet)};
}

Permutation Homes::DoorsOf(size_t commune) const {
  const HomeRun run = HomesOf(commune);
  return {run.end - run.first, census_.Hash(Draw::kAddress, commune)};
}

Door Homes::DoorAt(uint64_t place) { return {place / kHousesPerHamlet + 1, place % kHousesPerHamlet + 1}; }

std::optional<Position> Homes::Neighbour(Position home, int step) const {
  const auto index = static_cast<int64_t>(census_.HomeIndexOf(home)) + step;
  if (index < 0 || index >= census_.homes()) return std::nullopt;
  const Position other = census_.HomeAt(static_cast<uint32_t>(index));
  if (other.province != home.province) return std::nullopt;
  return other;
}

Position Homes::OwnerOf(Position home) const {
  const uint32_t draw = Below(census_.Hash(Draw::kOwner, census_.HomeIndexOf(home)), 1000);
  if (draw < kRented) {
    const std::optional<Position> next = Neighbour(home, 1);
    if (next) return census_.MemberAt(*next, 0);
  } else if (draw < kRented + kOwnedByAnother) {
    for (uint8_t place = 1; place < census_.home(home).living; ++place) {
      const Position member = census_.MemberAt(home, place);
      if (IsAdult(census_.member(member))) return member;
    }
  }
  return census_.MemberAt(home, 0);
}

std::vector<Position> Homes::OwnedBy(Position person) const {
  std::vector<Position> owned;
  const Position own = census_.HomeOf(person);
  for (const std::optional<Position>& home : {std::optional(own), Neighbour(own, -1)}) {
    if (home && OwnerOf(*home) == person) owned.push_back(*home);
  }
  return owned;
}

}  // namespace lienthong::seeds
