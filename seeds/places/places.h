// Administrative units: 63 provinces, 705 districts, 10,599 communes as of the 2022 lists, and the 34 provinces since
// 2025-07-01. The communes of 2025 (3,321) are not modelled: after that day the old commune codes stay in use here, an
// assumption, while districts and merged provinces are stale.
#pragma once

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "absl/types/span.h"

namespace lienthong::seeds {

// The day on which districts ended and 63 provinces became 34.
inline constexpr absl::CivilDay kTwoLevelDay(2025, 7, 1);

struct Province {
  absl::string_view code;            // GSO, two digits: "01"
  absl::string_view pin_code;        // of birth registration, three digits: "001"
  absl::string_view name;            // "Hà Nội"
  absl::string_view full_name;       // "Thành phố Hà Nội"
  absl::string_view agency_code;     // of the People's Committee: "H26"
  absl::string_view plate_codes;     // "29,30,31,32,33,40"
  int population = 0;                // census 2019
  absl::string_view successor_code;  // code of the province it belongs to since 2025-07-01
  absl::string_view successor_name;
};

struct District {
  absl::string_view code;  // three digits, unique nationwide
  absl::string_view name;  // with its type: "Quận Ba Đình"
  absl::string_view province_code;
};

struct Commune {
  absl::string_view code;  // five digits, unique nationwide
  absl::string_view name;  // with its type: "Phường Phúc Xá"
  absl::string_view district_code;
  absl::string_view province_code;
};

// How a code stands on a day.
enum class PlaceState {
  kUnknown,  // never existed, as far as the lists know
  kValid,
  kStale,  // existed once: a district after 2025-06-30, a province that was merged into another
};

// Immutable; thread-safe; views stay valid for the program's life.
class Places {
 public:
  static const Places& Default();

  // nullptr when there is no such code. Codes are text: leading zeros count.
  const Province* FindProvince(absl::string_view code) const;
  const District* FindDistrict(absl::string_view code) const;
  const Commune* FindCommune(absl::string_view code) const;
  const Province* FindProvinceByAgencyCode(absl::string_view agency_code) const;

  // In order of code.
  absl::Span<const Province> provinces() const { return provinces_; }
  absl::Span<const District> districts() const { return districts_; }
  absl::Span<const Commune> communes() const { return communes_; }
  std::vector<const District*> DistrictsOf(absl::string_view province_code) const;
  std::vector<const Commune*> CommunesOf(absl::string_view district_code) const;
  std::vector<const Commune*> CommunesOfProvince(absl::string_view province_code) const;

  // The province a code stands for on a day: itself before 2025-07-01, its successor from then on.
  const Province* ProvinceOn(absl::string_view code, absl::CivilDay on) const;
  // Its name on that day.
  absl::string_view ProvinceNameOn(absl::string_view code, absl::CivilDay on) const;

  PlaceState ProvinceState(absl::string_view code, absl::CivilDay on) const;
  PlaceState DistrictState(absl::string_view code, absl::CivilDay on) const;
  PlaceState CommuneState(absl::string_view code, absl::CivilDay on) const;

  // "Phường Phúc Xá, Quận Ba Đình, Thành phố Hà Nội"; without the district and with the successor's name from
  // 2025-07-01 on. Empty for an unknown code.
  std::string CommuneLabel(absl::string_view commune_code, absl::CivilDay on) const;

 private:
  Places();

  std::vector<Province> provinces_;
  std::vector<District> districts_;
  std::vector<Commune> communes_;
};

}  // namespace lienthong::seeds
