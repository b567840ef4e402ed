#include "seeds/places/facilities.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "seeds/places/places.h"

namespace lienthong::seeds {
namespace {

struct Kind {
  FacilityKind kind;
  absl::string_view serial;  // characters 3..5 of the code
  absl::string_view name;
  bool delivers_births;
  bool primary_for_under_6;
};
constexpr Kind kKinds[] = {
    {FacilityKind::kHospital, "901", "Bệnh viện đa khoa mẫu", true, true},
    {FacilityKind::kCommuneStation, "902", "Trạm y tế mẫu", true, true},
    {FacilityKind::kSpecialistClinic, "903", "Phòng khám chuyên khoa mẫu", false, false},
};

}  // namespace

const Facilities& Facilities::Default() {
  static const Facilities* const facilities = new Facilities();
  return *facilities;
}

Facilities::Facilities() {
  const Places& places = Places::Default();
  // Communes are in order of their own code; the first of each province hosts its facilities.
  for (const Province& province : places.provinces()) {
    const auto seat = std::find_if(places.communes().begin(), places.communes().end(),
                                   [&](const Commune& commune) { return commune.province_code == province.code; });
    for (const Kind& kind : kKinds) {
      facilities_.push_back({absl::StrCat(province.code, kind.serial), absl::StrCat(kind.name, " ", province.name),
                             kind.kind, std::string(province.code), std::string(seat->code), kind.delivers_births,
                             kind.primary_for_under_6});
    }
  }
}

const Facility* Facilities::Find(absl::string_view code) const {
  const auto it = std::lower_bound(facilities_.begin(), facilities_.end(), code,
                                   [](const Facility& facility, absl::string_view key) { return facility.code < key; });
  return it != facilities_.end() && it->code == code ? &*it : nullptr;
}

std::vector<const Facility*> Facilities::InProvince(absl::string_view province_code) const {
  std::vector<const Facility*> result;
  for (const Kind& kind : kKinds) {
    if (const Facility* facility = InProvince(province_code, kind.kind)) result.push_back(facility);
  }
  return result;
}

const Facility* Facilities::InProvince(absl::string_view province_code, FacilityKind kind) const {
  return Find(absl::StrCat(province_code, kKinds[static_cast<int>(kind)].serial));
}

}  // namespace lienthong::seeds
