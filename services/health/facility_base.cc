#include "services/health/facility_base.h"

#include "seeds/places/facilities.h"

namespace lienthong::health {
namespace {

v1::FacilityKind KindOf(seeds::FacilityKind kind) {
  switch (kind) {
    case seeds::FacilityKind::kHospital:
      return v1::FACILITY_KIND_HOSPITAL;
    case seeds::FacilityKind::kCommuneStation:
      return v1::FACILITY_KIND_COMMUNE_STATION;
    case seeds::FacilityKind::kSpecialistClinic:
      return v1::FACILITY_KIND_SPECIALIST_CLINIC;
  }
  return v1::FACILITY_KIND_UNSPECIFIED;
}

}  // namespace

absl::optional<v1::Facility> FacilityBase::Get(const World&, absl::string_view code) const {
  const seeds::Facility* facility = seeds::Facilities::Default().Find(code);
  if (facility == nullptr) return absl::nullopt;
  v1::Facility row;
  row.set_facility_code(facility->code);
  row.set_name(facility->name);
  row.set_kind(KindOf(facility->kind));
  row.set_province_code(facility->province_code);
  row.set_commune_code(facility->commune_code);
  row.set_delivers_births(facility->delivers_births);
  row.set_accepts_under_six(facility->primary_for_under_6);
  return row;
}

std::vector<std::string> FacilityBase::Find(const World&, absl::string_view index, absl::string_view value) const {
  std::vector<std::string> codes;
  if (index != kByProvince) return codes;
  for (const seeds::Facility* facility : seeds::Facilities::Default().InProvince(value)) {
    codes.push_back(facility->code);
  }
  return codes;
}

void FacilityBase::Scan(const World&, absl::string_view from, absl::FunctionRef<bool(const std::string& key)> visit) const {
  for (const seeds::Facility& facility : seeds::Facilities::Default().all()) {
    if (facility.code >= from && !visit(facility.code)) return;
  }
}

}  // namespace lienthong::health
