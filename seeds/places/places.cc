#include "seeds/places/places.h"

#include <algorithm>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "embed/seeds_places_files.h"
#include "seeds/data.h"

namespace lienthong::seeds {
namespace {

// The records of one list are sorted by code, so a code is found by halving.
template <typename Unit>
const Unit* Find(const std::vector<Unit>& units, absl::string_view code) {
  const auto it = std::lower_bound(units.begin(), units.end(), code,
                                   [](const Unit& unit, absl::string_view key) { return unit.code < key; });
  return it != units.end() && it->code == code ? &*it : nullptr;
}

template <typename Unit, typename Keep>
std::vector<const Unit*> Select(const std::vector<Unit>& units, Keep keep) {
  std::vector<const Unit*> result;
  for (const Unit& unit : units) {
    if (keep(unit)) result.push_back(&unit);
  }
  return result;
}

// Fields of one line; a quoted field may hold commas (the plate codes), none holds quotes.
std::vector<absl::string_view> CsvFields(absl::string_view line) {
  std::vector<absl::string_view> fields;
  while (true) {
    const bool quoted = !line.empty() && line[0] == '"';
    if (quoted) line.remove_prefix(1);
    const size_t end = std::min(line.find(quoted ? '"' : ','), line.size());
    fields.push_back(line.substr(0, end));
    line.remove_prefix(std::min(line.size(), end + (quoted ? 1 : 0)));
    if (line.empty()) return fields;
    line.remove_prefix(1);
  }
}

Province ReadProvince(absl::string_view line) {
  const std::vector<absl::string_view> fields = CsvFields(line);
  Province province;
  if (fields.size() != 8 || !absl::SimpleAtoi(fields[5], &province.population)) {
    FaultySeed(absl::InvalidArgumentError(absl::StrCat("provinces.csv: ", line)));
  }
  province.code = fields[0];
  province.pin_code = fields[1];
  province.name = fields[2];
  province.agency_code = fields[3];
  province.plate_codes = fields[4];
  province.successor_name = fields[6];
  province.successor_code = fields[7];
  return province;
}

std::vector<Province> ReadProvinces(absl::string_view csv) {
  std::vector<Province> provinces;
  std::vector<absl::string_view> lines = absl::StrSplit(csv, '\n', absl::SkipWhitespace());
  for (size_t i = 1; i < lines.size(); ++i) {  // the first line names the columns
    provinces.push_back(ReadProvince(absl::StripAsciiWhitespace(lines[i])));
  }
  return provinces;
}

}  // namespace

const Places& Places::Default() {
  static const Places* const places = new Places();
  return *places;
}

Places::Places() : provinces_(ReadProvinces(places_files::File("provinces.csv"))) {
  districts_.reserve(720);
  communes_.reserve(11000);
  Province* province = nullptr;
  absl::string_view rest = places_files::File("units.tsv");
  while (!rest.empty()) {  // by hand: a tenth of the time of a splitter that makes 11,000 vectors
    const absl::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (line.empty() || line[0] == '#') continue;
    const size_t tab = line.find('\t');
    const absl::string_view code = line.substr(0, tab);
    const absl::string_view name = line.substr(std::min(line.size(), tab + 1));
    if (code.size() == 2) {
      province = const_cast<Province*>(FindProvince(code));
      if (province == nullptr) FaultySeed(absl::InvalidArgumentError(absl::StrCat("units.tsv: province ", code)));
      province->full_name = name;
    } else if (code.size() == 3) {
      districts_.push_back({code, name, province->code});
    } else {
      communes_.push_back({code, name, districts_.back().code, province->code});
    }
  }
  const auto by_code = [](const auto& a, const auto& b) { return a.code < b.code; };
  std::sort(districts_.begin(), districts_.end(), by_code);
  std::sort(communes_.begin(), communes_.end(), by_code);
}

const Province* Places::FindProvince(absl::string_view code) const { return Find(provinces_, code); }
const District* Places::FindDistrict(absl::string_view code) const { return Find(districts_, code); }
const Commune* Places::FindCommune(absl::string_view code) const { return Find(communes_, code); }

const Province* Places::FindProvinceByAgencyCode(absl::string_view agency_code) const {
  for (const Province& province : provinces_) {
    if (province.agency_code == agency_code) return &province;
  }
  return nullptr;
}

std::vector<const District*> Places::DistrictsOf(absl::string_view province_code) const {
  return Select(districts_, [&](const District& unit) { return unit.province_code == province_code; });
}

std::vector<const Commune*> Places::CommunesOf(absl::string_view district_code) const {
  return Select(communes_, [&](const Commune& unit) { return unit.district_code == district_code; });
}

std::vector<const Commune*> Places::CommunesOfProvince(absl::string_view province_code) const {
  return Select(communes_, [&](const Commune& unit) { return unit.province_code == province_code; });
}

const Province* Places::ProvinceOn(absl::string_view code, absl::CivilDay on) const {
  const Province* province = FindProvince(code);
  if (province == nullptr || on < kTwoLevelDay) return province;
  return FindProvince(province->successor_code);
}

absl::string_view Places::ProvinceNameOn(absl::string_view code, absl::CivilDay on) const {
  const Province* province = FindProvince(code);
  if (province == nullptr) return {};
  return on < kTwoLevelDay ? province->name : province->successor_name;
}

PlaceState Places::ProvinceState(absl::string_view code, absl::CivilDay on) const {
  const Province* province = FindProvince(code);
  if (province == nullptr) return PlaceState::kUnknown;
  return on < kTwoLevelDay || province->successor_code == code ? PlaceState::kValid : PlaceState::kStale;
}

PlaceState Places::DistrictState(absl::string_view code, absl::CivilDay on) const {
  if (FindDistrict(code) == nullptr) return PlaceState::kUnknown;
  return on < kTwoLevelDay ? PlaceState::kValid : PlaceState::kStale;
}

PlaceState Places::CommuneState(absl::string_view code, absl::CivilDay) const {
  return FindCommune(code) == nullptr ? PlaceState::kUnknown : PlaceState::kValid;
}

std::string Places::CommuneLabel(absl::string_view commune_code, absl::CivilDay on) const {
  const Commune* commune = FindCommune(commune_code);
  if (commune == nullptr) return "";
  if (on >= kTwoLevelDay) return absl::StrCat(commune->name, ", ", ProvinceNameOn(commune->province_code, on));
  return absl::StrCat(commune->name, ", ", FindDistrict(commune->district_code)->name, ", ",
                      FindProvince(commune->province_code)->full_name);
}

}  // namespace lienthong::seeds
