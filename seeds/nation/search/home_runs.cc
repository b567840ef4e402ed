#include "seeds/nation/search/home_runs.h"

#include "absl/algorithm/container.h"

namespace lienthong::seeds {
namespace {

bool Within(const Commune& commune, const PersonSample& sample) {
  if (!sample.residence_commune_code.empty()) return commune.code == sample.residence_commune_code;
  return commune.district_code == sample.residence_district_code;
}

}  // namespace

HomeRuns::HomeRuns(const Country& country, const PersonSample& sample) : country_(country) {
  const bool by_commune = !sample.residence_commune_code.empty() || !sample.residence_district_code.empty();
  const bool by_province = !by_commune && !sample.residence_province_code.empty();
  const int province = by_province ? ProvincePlace(sample.residence_province_code) : 0;
  if (!by_commune) AddProvinces(province, by_province ? province + 1 : kProvinces);
  const absl::Span<const Commune> communes = Places::Default().communes();
  for (size_t i = 0; by_commune && i < communes.size(); ++i) {
    if (Within(communes[i], sample)) AddCommune(i);
  }
}

Position HomeRuns::At(uint64_t index) const {
  const auto after = absl::c_upper_bound(runs_, index, [](uint64_t at, const Run& run) { return at < run.before; });
  const Run& run = *std::prev(after);
  return country_.census.At(static_cast<uint32_t>(run.first + (index - run.before)));
}

void HomeRuns::AddProvinces(int from, int end) {
  Add(country_.census.FirstOf(Tables::kPeople, from), country_.census.FirstOf(Tables::kPeople, end));
}

void HomeRuns::AddCommune(size_t commune) {
  const int province = ProvincePlace(Places::Default().communes()[commune].province_code);
  const HomeRun homes = country_.homes.HomesOf(commune);
  Add(FirstPersonOf(homes.first, province), FirstPersonOf(homes.end, province));
}

void HomeRuns::Add(uint32_t first, uint32_t end) {
  if (first >= end) return;
  runs_.push_back({first, people_});
  people_ += end - first;
}

uint32_t HomeRuns::FirstPersonOf(uint32_t home, int province) const {
  const Census& census = country_.census;
  if (home >= census.FirstOf(Tables::kHomes, province + 1)) return census.FirstOf(Tables::kPeople, province + 1);
  return census.IndexOf(census.MemberAt(census.HomeAt(home), 0));
}

}  // namespace lienthong::seeds
